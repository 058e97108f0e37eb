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
    vip: (table: string, title: string) => `${table} is yours for ${title}.`,
    vip_guests: (table: string, title: string) =>
      `here are the passes of your additional guests for ${title}, ${table}.`,
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

/** The mail about a booking that is called off, where no mail about its money tells of that. */
export const englishCancelledMail = {
  subject: (title: string, when: string) => `Your booking is cancelled: ${title}, ${when}`,
  heading: 'Booking cancelled',
  intro: (title: string) =>
    `your booking for ${title} is cancelled, and its passes do not open the door any more, also ` +
    'those that you have forwarded.',
  kept: (amount: string, venue: string) =>
    `Nothing goes back: ${venue} keeps the ${amount} that you have paid for it.`,
  keptRest: (amount: string, venue: string) =>
    `${venue} keeps the other ${amount} that you have paid for it.`,
  disputed: (amount: string) =>
    `Your bank decides about the ${amount} that you have paid for it, since it wants them back.`,
  nothing: 'You were charged nothing for it, and nothing will be charged.',
  open: 'Open your order',
}

/** What a refund means for a booking. */
export const englishBookingRefund = {
  ended: 'Your booking is cancelled, and its passes do not open the door any more.',
  partlyIn: 'Whoever is in stays in; the other passes do not open the door any more.',
  neverBooked: 'We could not keep your table, so nothing was booked.',
  kept: 'Your booking and its passes stay as they are.',
  guestsVoid: 'The passes of these guests are not valid any more. Your booking stays as it is.',
  guestsNever: 'Your table could not take more guests, so no passes were issued.',
  stray: 'Your booking is not touched by this.',
  /** Of a party whose evening had ended before, or ends with this. */
  over: {
    cancelled: 'Your booking is cancelled, and its passes do not open the door any more.',
    released: 'Your party’s evening is over, and nothing about it changes.',
    no_show: 'Nobody came in time, so your table was given away, and its passes are not valid.',
  },
}
