/** The mail that brings a booking, or more guests for one. Amounts and times come written out. */
export const englishBookingMail = {
  subject: {
    vip: (title: string, when: string) => `Your table: ${title}, ${when}`,
    vip_guests: (title: string, when: string) => `More guest passes: ${title}, ${when}`,
  },
  heading: { vip: 'Your table is booked', vip_guests: 'Your guests are booked in' },
  preview: (passes: number) =>
    passes === 1 ? 'Your guest pass is inside.' : `Your ${passes} guest passes are inside.`,
  intro: {
    vip: (table: string | null, title: string) =>
      table === null
        ? `your booking for ${title} is confirmed.`
        : `${table} is yours for ${title}.`,
    vip_guests: (table: string | null, title: string) =>
      `here are the passes of your additional guests for ${title}${table === null ? '' : `, ${table}`}.`,
  },
  moved: (ordered: string) =>
    `You ordered ${ordered}, which was not free any more; your price stays the same.`,
  none: 'We are finding a table for you. The page of your booking says which one.',
  passes: 'Guest passes',
  forward:
    'One link for each guest: forward it, and your guest claims the pass with a name. ' +
    'Whatever you keep, show at the door yourself.',
  own: 'Your own pass',
  pass: (ordinal: number) => `Pass ${ordinal}`,
  show: 'Show this code at the door, on your phone or on paper.',
  open: 'Open your booking',
  keep: 'This link is permanent. Anybody who has it has your booking, so keep it to yourself.',
  sender: (venue: string) => `You get this mail because you booked a table at ${venue}.`,
}

/** The mail about a booking that is called off; what is sent back has a mail of its own, later. */
export const englishCancelledMail = {
  subject: (title: string, when: string) => `Your booking is cancelled: ${title}, ${when}`,
  heading: 'Booking cancelled',
  intro: (title: string) =>
    `your booking for ${title} is cancelled, and its passes do not open the door any more, also ` +
    'those that you have forwarded.',
  kept: (amount: string, venue: string) =>
    `Nothing goes back: ${venue} keeps the ${amount} that you have paid for it.`,
  back: (amount: string) =>
    `${amount} goes back to the card or account it came from. Another mail tells you as soon as it ` +
    'is sent.',
  freed: (amount: string) =>
    `The ${amount} that are reserved on your card will not be charged. Another mail tells you as ` +
    'soon as they are free.',
  keptRest: (amount: string, venue: string) =>
    `${venue} keeps the other ${amount} that you have paid for it.`,
  disputed: (amount: string) =>
    `Your bank decides about the ${amount} that you have paid for it, since it wants money back.`,
  disputedRest: (amount: string) =>
    `Your bank decides about the other ${amount} that you have paid for it, since it wants money ` +
    'back.',
  taken: (amount: string) =>
    `Your bank has already taken back ${amount} that you have paid for it.`,
  nothing: 'You were charged nothing for it, and nothing will be charged.',
  open: 'Open your order',
  /** Of the mail about money that a bank did not take. */
  unsent: {
    subject: (title: string, when: string) => `About your refund: ${title}, ${when}`,
    heading: 'Refund not sent',
    intro: (title: string) => `this is about the money for your cancelled booking for ${title}.`,
  },
}

/** What a refund means for a booking. */
export const englishBookingRefund = {
  /** Why nothing was booked, or nobody added, for the money that goes back. */
  never: {
    vip: {
      sold_out:
        'Your table was gone when your bank confirmed, and none as good was free, so nothing was ' +
        'booked.',
      night_over: 'The night was over when your bank confirmed, so nothing was booked.',
      night_cancelled: 'The night is cancelled, so nothing was booked.',
      unconfirmed: 'We could not confirm your booking, so nothing was booked.',
    },
    vip_guests: {
      sold_out: 'Your table could not take more guests, so no passes were issued.',
      no_table:
        'Your party was waiting for a table when your bank confirmed, so no passes were issued.',
      night_over: 'The night was over when your bank confirmed, so no passes were issued.',
      night_cancelled: 'The night is cancelled, so no passes were issued.',
      party_over: 'Your booking was over before these guests were added, so no passes were issued.',
      unconfirmed: 'We could not add these guests, so no passes were issued.',
    },
  },
  /** Whoever is in is never put out. */
  partlyIn: 'Whoever is in stays in; passes that nobody has used do not open the door any more.',
  kept: 'Your booking and its passes stay as they are.',
  guestsVoid: 'The passes of these guests are not valid any more. Your booking stays as it is.',
  guestsPartlyIn:
    'Whoever of these guests is in stays in; passes of theirs that nobody has used are not valid ' +
    'any more. Your booking stays as it is.',
  /** A part goes back while it is not decided yet what becomes of the rest. */
  pending: 'The rest of your order is still being looked after.',
  stray: 'Your booking is not touched by this.',
  /** Of a party whose evening had ended before, or ends with this. */
  over: {
    cancelled: 'Your booking is cancelled, and its passes do not open the door any more.',
    released: 'Your party’s evening is over, and nothing about it changes.',
    no_show: 'Nobody came in time, so your table was given away, and its passes are not valid.',
  },
}
