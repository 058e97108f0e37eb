import type { CheckoutMessages } from './checkout.ts'
import { englishMoreGuests } from './more_guests.ts'
import { englishPartyDisputes } from './party_disputes.ts'
import { bankDays } from './refunds.ts'

/** What the sentence of a stage may name. `amount` and `time` are written out already. */
interface StageFacts {
  time: string
  email: string
  amount: string
  /** "Table 7"; null while one is still sought. */
  table: string | null
  /** Of an order whose money goes back: what has become of what was booked, or why nothing was. */
  effect: string
}
type Stage = { heading: string; text: (facts: StageFacts) => string }

const shared = {
  lapsed: {
    heading: 'Your time has run out',
    text: () => 'We are making sure that nothing was charged. This takes a moment.',
  },
  checking: {
    heading: 'One moment',
    text: () => 'Checking with your bank. You will not be charged twice.',
  },
  refund_due: {
    heading: 'Your money is coming back',
    text: ({ amount, effect }) =>
      `We are paying ${amount} back to you. ${effect} You need to do nothing.`,
  },
  refunded: {
    heading: 'Refunded',
    text: ({ amount, effect }) =>
      `We have sent ${amount} back to the card or account it came from. ${bankDays} ${effect}`,
  },
} satisfies Record<string, Stage>

const vipStages = {
  ...shared,
  payable: {
    heading: 'Not paid yet',
    text: ({ time }) => `Your table is held for you until ${time}. You have not been charged.`,
  },
  preparing: {
    heading: 'Payment received',
    text: () => 'Your payment is being looked after. Your booking appears here in a moment.',
  },
  delayed: {
    heading: 'Payment received',
    text: () =>
      'Your payment is being looked after by a person. Your booking takes a little longer; ' +
      'it appears here and comes by mail. Please do not pay again.',
  },
  ready: {
    heading: 'Your table is booked',
    text: ({ table, email }) =>
      `${table === null ? 'We are finding a table for you' : `${table} is yours`}. ` +
      `Your passes are below${email ? ` and on their way to ${email}` : ''}.`,
  },
  expired: {
    heading: 'Not paid in time',
    text: () => 'Your table went back on sale. You were not charged.',
  },
  expired_unsure: {
    heading: 'Not paid in time',
    text: () => 'Your table went back on sale. Anything that still arrives is paid back in full.',
  },
} satisfies Record<string, Stage>

const guestStages = {
  ...shared,
  payable: {
    heading: 'Not paid yet',
    text: ({ time }) =>
      `The places for your guests are held until ${time}. You have not been charged.`,
  },
  preparing: {
    heading: 'Payment received',
    text: () => 'Your payment is being looked after. The new passes are ready in a moment.',
  },
  delayed: {
    heading: 'Payment received',
    text: () =>
      'Your payment is being looked after by a person. The new passes take a little longer; ' +
      'they come by mail. Please do not pay again.',
  },
  ready: {
    heading: 'Your guests are booked in',
    text: ({ table }) =>
      `There is a pass for each of them on the page of your booking${table === null ? '' : `: ${table}`}.`,
  },
  expired: {
    heading: 'Not paid in time',
    text: () => 'The places are free again. You were not charged.',
  },
  expired_unsure: {
    heading: 'Not paid in time',
    text: () => 'The places are free again. Anything that still arrives is paid back in full.',
  },
} satisfies Record<string, Stage>

/** What the pages of a booking say. Amounts and times come written out. */
export const englishBookings = {
  stages: { vip: vipStages, vip_guests: guestStages },
  /** Instead of "booked", once the evening has ended or never began. */
  endings: {
    cancelled: {
      heading: 'Booking cancelled',
      text: 'This booking is cancelled, and its passes do not open the door any more.',
    },
    released: {
      heading: 'Until next time',
      text: 'Your party has left, and the table has been given back. Thank you for coming.',
    },
    no_show: {
      heading: 'Your table is gone',
      text: 'Nobody came in time, so the table has been given away.',
    },
  },
  /** On an order for more guests that was not paid for before that. */
  over: {
    heading: 'This booking is over',
    text: 'Nobody can be added to it any more, so there is nothing to pay. You were not charged.',
  },
  /** A line of an order by what it is; `name` is the table's, or the package's. */
  lines: {
    deposit: (name: string) => `Deposit, ${name}`,
    difference: (name: string) => `Difference for ${name}`,
    table: (name: string) => name,
    package: (name: string) => name,
    extra_guests: (name: string) => `Extra guests, ${name}`,
  },
  extraGuests: (count: number) => (count === 1 ? '1 extra guest' : `${count} extra guests`),
  someTable: 'Table to be announced',
  at: (table: string, zone: string) => `${table}, ${zone}`,
  guests: (count: number) => (count === 1 ? '1 guest' : `${count} guests`),
  panel: {
    title: 'Your booking',
    table: 'Table',
    sought: 'To be announced',
    none: 'We are finding a table for you. This page will say which one.',
    moved: (ordered: string, now: string) =>
      `You ordered ${ordered}. Your party sits at ${now} now; what you agreed on stays the same.`,
    waits: (ordered: string) => `You ordered ${ordered}. What you agreed on stays the same.`,
    when: 'Night',
    arrive: 'Arrive by',
    party: 'Party',
    package: 'Package',
    tablePrice: 'Table price',
    minimum: 'Minimum spend',
    worth: 'The evening, at least',
    ahead: 'Paid ahead',
    reserved: 'Reserved on your card',
    credited: 'of it credited to your bill',
    notCredited: 'not credited to your bill',
    door: 'Paid at the door',
    due: 'Due at the door',
    policy: 'What you agreed to',
    change: 'Choose another table',
    back: 'Back to your booking',
    open: 'Open your booking',
  },
  passes: {
    title: 'Guest passes',
    claimed: (claimed: number, all: number) => `${claimed} of ${all} claimed`,
    hint:
      'One for each of you. Forward a link, and your guest claims it with a name; ' +
      'whatever you keep, show at the door yourself.',
    of: (ordinal: number, all: number) => `Pass ${ordinal} of ${all}`,
    number: (ordinal: number) => `pass ${ordinal}`,
    kept: 'Yours to show or to forward',
    claimedBy: (name: string) => `Claimed: ${name}`,
    admitted: (at: string) => `In since ${at}`,
    inside: 'In',
    code: 'Show the QR code',
    qrLabel: (ordinal: number) => `QR code of pass ${ordinal}`,
    link: 'Link to forward',
    copy: 'Copy link',
    copied: 'Copied',
    share: 'Share',
    shareText: (night: string) => `Your pass for ${night}`,
    manage: 'Name or replace',
    name: 'Whose pass is it?',
    save: 'Save name',
    replaceHint:
      'Did the link go to the wrong person? Take this pass back: its link and its code are void ' +
      'at once, and you get a new one.',
    replace: 'Revoke and make a new pass',
    refunded: 'Refunded. Not valid any more',
    void: 'Not valid any more',
  },
  more: englishMoreGuests,
  disputes: englishPartyDisputes,
  /** What goes back of an order that is not closed by it. */
  stays: 'Your booking and its passes stay as they are.',
  permanent:
    'This page is yours to keep: its link stays the same. Anybody who has it has your booking.',
  calendar: 'Your booking',
}

/** What checkout says otherwise than for tickets. */
export const englishVipCheckout = {
  email_hint: 'Your booking and its passes go to this address.',
  hold_announcement: 'Your table is held for another {time}.',
  hold_ending: 'Less than {time} left. Your table goes back on sale after that.',
  hold_expired: 'Your table is on sale again. You can choose it once more if it is still free.',
  choose_again: 'Choose a table again',
  paid: 'Paid. Taking you to your booking…',
  offline: 'You are offline. Your table stays held for now; try again when you are back.',
  terms: 'By paying you book this table at {venue} and agree to its policy. All fees are included.',
} satisfies Partial<CheckoutMessages>

/** And for more guests of a booking. */
export const englishGuestsCheckout = {
  email_hint: 'The new passes go to this address.',
  hold_announcement: 'The places are held for another {time}.',
  hold_ending: 'Less than {time} left. The places are free for others after that.',
  hold_expired: 'The places are free again. You can ask for them once more.',
  choose_again: 'Back to your booking',
  paid: 'Paid. Taking you on…',
  offline: 'You are offline. The places stay held for now; try again when you are back.',
  terms: 'By paying you book these guests in at {venue}, as agreed. All fees are included.',
} satisfies Partial<CheckoutMessages>
