import { englishTries } from './tries.ts'

/** What stands on the page of payments that have not ended. */
export const englishPending = {
  heading: 'Pending',
  parts: { awaiting: 'Paid, no ticket', failed: 'Failed, not paid' },
  choose: 'Which payments',
  emptyAwaiting: 'Nobody is waiting',
  emptyAwaitingNote: 'Every payment that has come has its tickets, or is back with its guest.',
  failedNote: 'What failed longer than seven days ago stands among the failed payments.',
  emptyFailed: 'No failed payments',
  emptyFailedNote: 'Whoever tried to pay in the last seven days has succeeded.',
  nobody: 'A guest without a name',
  since: 'since',
  tags: {
    tickets: 'Tickets pending',
    person: 'Stuck',
    refund: 'Money goes back',
    release: 'Deposit is let go',
    bank: 'Bank decides',
    open: 'Held',
    expired: 'Expired',
  },
  refundFailed: 'Refund failed',
  isOwed: 'This money buys nothing. The guest has to get it back, and has not.',
  waits: {
    tickets: 'Paid. The tickets are being issued.',
    person:
      'Paid, but no ticket could be issued. It is tried again every hour; issue it now, or refund it.',
    refund: 'This money buys nothing and goes back to the guest.',
    release: 'The reserved deposit is being let go. Nothing was charged.',
    bank: 'The bank has not decided yet. We hear of it by ourselves; there is nothing to do.',
  },
  late: {
    sold_out: 'It came when everything was sold.',
    no_table: 'It came when no table was left.',
    night_over: 'It came when the night was over.',
    night_cancelled: 'The night is cancelled.',
    party_over: 'The party it was for was over.',
  } as Record<string, string>,
  otherAmount: (received: string, total: string) =>
    `${received} came instead of ${total}: a person has to decide.`,
  back: {
    none: 'The refund is not asked for yet.',
    requested: 'The refund is under way.',
    succeeded: 'A part is back with the guest.',
    failed: 'The refund has failed. Refund it again, or look into Stripe.',
  },
  firstTry: 'It is being tried for the first time.',
  tried: (count: number) => {
    const often = count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
    return `Tried ${often};`
  },
  retry: (number: number, of: number) => `automatic retry ${number} of ${of}`,
  retriesOf: (made: number, of: number) => `${made} of ${of} automatic retries have failed`,
  allRetries: (of: number) => `All ${of} retries have failed`,
  inSeconds: (count: number) => `in ${count} s`,
  inMinutes: (count: number) => `in ${count} min`,
  anyMoment: 'any moment',
  soon: 'within a few minutes',
  why: 'Something in the box office itself is in the way, not the guest’s card: the money is safe.',
  details: 'For whoever looks into it',
  heldUntil: (time: string) => `Still held for the guest until ${time}.`,
  heldNoMore: 'Not held any more. The guest can order again.',
  tries: englishTries,
}

export type PendingWords = typeof englishPending
