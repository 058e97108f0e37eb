/**
 * What a guest reads of what is reserved on the card now and charged when the doors open: a
 * deposit, or all that is paid ahead. So these words call it neither.
 */
export const englishDeposits = {
  title: 'On your card',
  reserved: (amount: string, doors: string) =>
    `Your card is not charged yet: ${amount} are reserved on it, and charged when the doors open, ` +
    `${doors}.`,
  /** Of a booking that is over, whose deposit the venue keeps. */
  kept: (amount: string, venue: string, doors: string) =>
    `Your card is not charged yet: ${amount} stay reserved on it, and ${venue} charges them from ` +
    `${doors} on, as you agreed when you booked.`,
  nightCancelled: (amount: string, venue: string) =>
    `This night is cancelled. ${amount} are reserved on your card and not charged; ${venue} will ` +
    'write to you.',
  captured: (amount: string) =>
    `The ${amount} that were reserved on your card have been charged to it.`,
  expired: (amount: string, venue: string) =>
    `The ${amount} that were reserved on your card are free again: nothing was charged. ` +
    `Your table is still booked, and ${venue} will tell you if anything is needed.`,
  /** Of a booking that is over, however the reservation ended. */
  freed: (amount: string) =>
    `The ${amount} that were reserved on your card are free again: nothing was charged.`,
  /** The same, of what the venue had given up before. */
  freedWaived: () => 'Nothing was charged to your card, and nothing is reserved on it.',
  /** Beside the sum, in place of a total; nothing is charged while it says one of these. */
  toReserve: 'To be reserved on your card',
  notReserved: 'Not reserved, not charged',
  reservedSum: 'Reserved on your card',
  free: 'Was reserved on your card, and is free again',
  atDoors: (doors: string) => `Charged when the doors open, ${doors}. All fees included`,
  notCharged: 'Not charged',
  /** In the mail that brings the booking, in place of what was paid. */
  total: 'Reserved on your card, not charged yet',
  waived: () => 'Your table is booked without paying ahead. Nothing was charged to your card.',
  preparing: {
    heading: 'Card accepted',
    text: 'Your booking is being looked after. It appears here in a moment.',
  },
  delayed: {
    heading: 'Card accepted',
    text:
      'Your booking is being looked after by a person and takes a little longer; it appears here. ' +
      'Nothing was charged. Please do not book again.',
  },
  /** The headings where it is let go: nothing was booked, it is over, or whoever is in stays. */
  endings: { never: 'Not booked', over: 'Booking ended', stays: 'Nothing charged' },
  refund_due: (amount: string, end: string) =>
    `${end} The ${amount} that were reserved on your card are being freed. ` +
    'Nothing was charged. You need to do nothing.',
  refunded: (amount: string, end: string) =>
    `${end} The ${amount} that were reserved on your card are free again. ` +
    'Nothing was charged. Some banks show the reservation for a few more days.',
  endedWaived: (end: string) => `${end} Nothing was charged to your card. You need to do nothing.`,
}

/** What the checkout says where the card is not charged at once. */
export const englishDepositCheckout = {
  pay: 'Reserve {amount}',
  terms:
    'Your card is not charged now: {amount} are reserved, and {venue} charges them when the ' +
    'doors open. All fees are included.',
  processing: 'Reserving it on your card…',
  not_paid_yet: 'Not booked yet, held until {time}',
  paid: 'Reserved. Taking you to your booking…',
}

/** The mail about what was reserved and is charged now. */
export const englishChargedMail = {
  subject: (title: string, when: string) => `Your card has been charged: ${title}, ${when}`,
  heading: 'Card charged',
  intro: (amount: string, title: string) =>
    `the ${amount} that were reserved on your card for ${title} have been charged to it.`,
  agreed: 'It is what you agreed to pay ahead when you booked. You need to do nothing.',
  amount: 'Charged',
  receipt: 'Open the receipt (PDF)',
  open: 'Open your order',
}

/** The mail about what was reserved and is free again. Its heading is that of the page. */
export const englishReleasedMail = {
  subject: {
    never: (title: string, when: string) => `Your table was not booked: ${title}, ${when}`,
    over: (title: string, when: string) => `Your booking has ended: ${title}, ${when}`,
    stays: (title: string, when: string) => `Your card is not charged: ${title}, ${when}`,
  },
  intro: (amount: string, title: string) =>
    `this is about your table for ${title}. The ${amount} that were reserved on your card are free ` +
    'again: nothing was charged.',
  /** Of what had been given up before, when it had ended by itself. */
  introWaived: (title: string) =>
    `this is about your table for ${title}. Nothing was charged to your card, and nothing is ` +
    'reserved on it.',
  waived: 'You need to do nothing.',
  arrives: 'Some banks show the reservation for a few more days. You need to do nothing.',
  amount: 'Reserved, not charged',
  open: 'Open your order',
}
