import { bankDays } from './refunds.ts'
import type { CheckoutMessages } from './checkout.ts'

/** What a guest reads who pays the difference first when tickets move to a dearer night. */
export const englishDifferences = {
  /** What it is for. Nights by their titles, amounts written out. */
  explain: (from: string, to: string, amount: string) =>
    `Your tickets move from ${from} to ${to}: ${amount} more.`,
  line: (to: string) => `Difference for ${to}`,
  heading: 'Pay the difference and you move',
  keep: 'Keep my tickets as they are',
  noScript: (time: string) =>
    'Paying by card needs JavaScript. Please switch it on and reload. ' +
    `The places are held for you until ${time}.`,
  permanent: 'The link to your tickets stays the same.',
  tickets: 'Open your tickets',
  waiting: {
    title: 'Move to another night',
    pay: (to: string, amount: string, until: string) =>
      `Your tickets can move to ${to} for ${amount} more. Pay by ${until}; until then they stay as ` +
      'they are.',
    paid: (to: string) => `The difference is paid: your tickets move to ${to} in a moment.`,
  },
  stages: {
    payable: {
      heading: 'Not paid yet',
      text: (from: string, to: string, until: string) =>
        `Pay by ${until}, and your tickets move from ${from} to ${to}. Until then they stay for ` +
        `${from}. You have not been charged.`,
    },
    preparing: {
      heading: 'Payment received',
      text: (from: string, to: string) =>
        `Your payment is being looked after. Your tickets move from ${from} to ${to} in a moment.`,
    },
    delayed: {
      heading: 'Payment received',
      text: (_from: string, to: string) =>
        'Your payment is being looked after by a person. Your tickets move to ' +
        `${to}, or you get the money back. Please do not pay again.`,
    },
    ready: {
      heading: 'You have moved',
      text: (_from: string, to: string) =>
        `The difference is paid: your tickets are for ${to} now.`,
    },
    expired: {
      heading: 'Not moved',
      text: (from: string) =>
        `The difference was not paid in time, so your tickets stay for ${from}. ` +
        'You were not charged.',
    },
    withdrawn: {
      heading: 'Not moved',
      text: (from: string) =>
        `There is nothing to pay any more: your tickets stay for ${from}. You were not charged.`,
    },
    expired_unsure: {
      heading: 'Not moved',
      text: (from: string) =>
        `Your tickets stay for ${from}. Anything that still arrives is paid back in full.`,
    },
    refund_due: {
      heading: 'Your money is coming back',
      text: (from: string, to: string, _until: string, amount: string) =>
        `We are paying ${amount} back to you, which you had paid for moving from ${from} to ${to}. ` +
        'You need to do nothing.',
    },
    refunded: {
      heading: 'Refunded',
      text: (from: string, to: string, _until: string, amount: string) =>
        `We have sent back ${amount}, which you had paid for moving from ${from} to ${to}. ${bankDays}`,
    },
  },
  mail: {
    subject: (to: string, amount: string) => `Move to ${to}: ${amount} more`,
    heading: 'Move to another night',
    intro: (from: string, to: string, amount: string) =>
      `your tickets for ${from} can move to ${to}. That night costs ${amount} more.`,
    until: (time: string) =>
      `The places are held for you until ${time}. Until you have paid your tickets stay as they are.`,
    afterwards: 'Once it is paid they move by themselves: codes and links stay the same.',
    open: 'Pay the difference',
    amount: 'Difference',
    moved: (amount: string) => `It costs ${amount} more: you have paid that.`,
    effect: 'It was paid for moving to another night.',
  },
}

/** What is said otherwise at their checkout. */
export const englishDifferenceCheckout: Partial<CheckoutMessages> = {
  email_hint: 'The receipt of the difference is for this address.',
  terms: 'By paying your tickets from {venue} move to the other night. All fees are included.',
  hold_announcement: 'The places are held for another {time}.',
  hold_ending: 'Less than {time} left. After that your tickets stay as they are.',
  hold_expired: 'Your tickets stay as they are. You were not charged.',
  choose_again: 'Open your tickets',
  paid: 'Paid. Moving your tickets…',
  offline: 'You are offline. The places stay held for now; try again when you are back.',
}
