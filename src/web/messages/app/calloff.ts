/** What is said of calling a night off, before it is done and while it is. */
export const englishCalloff = {
  heading: 'Cancel the night',
  headingDone: 'Night cancelled',
  back: 'Tonight',
  orders: 'Its orders',
  /** The way to this page. */
  link: 'How far it is',
  lead: 'Nothing of it is sold any more, at once. Everybody gets their money back by itself.',
  button: 'Cancel this night…',
  ask: (title: string) => `Cancel ${title}?`,
  effect: (orders: number, money: string) =>
    orders === 1
      ? `1 order is called off, and ${money} goes back to its guest.`
      : `${orders} orders are called off, and ${money} goes back to their guests.`,
  nothingSold: 'Nothing is sold yet, so nothing goes back.',
  reserved: (money: string) => `${money} of deposits that are only reserved are let go.`,
  open: (count: number) =>
    count === 1
      ? '1 guest is at checkout: what is paid there now goes back as well.'
      : `${count} guests are at checkout: what is paid there now goes back as well.`,
  inDispute: (money: string, count: number) =>
    `${money} of ${count === 1 ? '1 order' : `${count} orders`} is in dispute: the bank decides first.`,
  final: 'Each guest gets a mail. This cannot be undone.',
  typeTitle: (title: string) => `To be sure, type the title: ${title}`,
  reason: 'Why? For your books; no guest reads it.',
  yes: 'Cancel the night and refund all',
  no: 'Keep the night',
  done: 'The night is cancelled. The refunds are on their way.',
  notPossible: {
    draft: 'It was never published, so there is nothing to cancel.',
    over: 'It is over, so it cannot be cancelled any more. Refund orders one by one.',
    role: 'Owners and managers cancel nights.',
    elsewhere: 'It was cancelled without a refund of its orders. Refund them one by one.',
  },
  by: (name: string, at: string) => `Cancelled by ${name}, ${at}`,
  because: 'Reason',
  state: {
    finished: (at: string) => `All done, ${at}`,
    busy: 'Money is going back',
    bank: 'The rest is for banks to decide',
    failed: 'Needs you',
  },
  bar: (done: number, all: number) => `${done} of ${all} orders done`,
  none: 'There was no order to call off.',
  figures: {
    done: 'Done',
    to_go: 'To go',
    waiting: 'On their way',
    disputed: 'In dispute',
    failed: 'Failed',
  },
  money: {
    back: 'Money back',
    under_way: 'On its way back',
    released: 'Deposits let go',
    failed: 'Came back to us',
  },
  failures: 'These guests have not got their money',
  failureWhy: (reason: string) => `the bank said: ${reason}`,
  failureNext: 'Open the order and refund it again, or pay the guest in another way.',
  someGuest: 'A guest without a name',
  line: (done: number, all: number) => `Cancelled. ${done} of ${all} orders are done.`,
  lineDone: (money: string) => `Cancelled. Every order is done, and ${money} went back.`,
  lineFailed: (count: number) =>
    count === 1 ? '1 refund has failed.' : `${count} refunds have failed.`,
}

export type CalloffWords = typeof englishCalloff
