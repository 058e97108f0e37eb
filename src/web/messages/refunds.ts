/** How long banks take, as Stripe says it (docs.stripe.com/refunds). */
export const bankDays = 'It arrives within 5 to 10 working days, depending on your bank.'

/** What an order's page tells of money that goes back. */
export const englishRefunds = {
  title: 'Money back',
  requested: (amount: string) => `We are paying ${amount} back to you. ${bankDays}`,
  sent: (amount: string) =>
    `We have sent ${amount} back to the card or account it came from. ${bankDays}`,
  straySoon: (amount: string) =>
    `A payment of ${amount} reached us that this order did not need. ` +
    `We are paying it back to you. ${bankDays}`,
  straySent: (amount: string) =>
    `A payment of ${amount} reached us that this order did not need. ` +
    `We have sent it back. ${bankDays}`,
  unsent: (amount: string, venue: string) =>
    `We tried to send ${amount} back to you, and your bank did not take it. ` +
    `${venue} is looking after it. You need to do nothing.`,
  lost: {
    heading: 'Your bank has paid you back',
    text:
      'Your bank has decided that this payment is yours, and has taken it back from us. ' +
      'Nothing that it paid for is valid any more.',
  },
  voided: (voided: number, all: number) =>
    voided === 1
      ? `1 of your ${all} tickets is not valid any more; it is marked below.`
      : `${voided} of your ${all} tickets are not valid any more; they are marked below.`,
  kept: (count: number): string =>
    count === 1 ? 'Your ticket is still valid.' : 'Your tickets are still valid.',
}

/** The mail about one refund. */
export const englishRefundMail = {
  subject: (amount: string, title: string, when: string) =>
    `Your refund of ${amount}: ${title}, ${when}`,
  heading: 'Refunded',
  intro: (amount: string, title: string) =>
    `we have sent ${amount} back to the card or account that you paid for ${title} with.`,
  strayIntro: (amount: string, title: string) =>
    `a payment of ${amount} reached us that your order for ${title} did not need. ` +
    'We have sent it back to the card or account it came from.',
  arrives: bankDays,
  nothing: 'You need to do nothing.',
  amount: 'Refund',
  allVoid: 'None of the tickets of this order is valid any more.',
  neverIssued: 'We could not keep your tickets, so none were issued.',
  strayIssued: 'There are no tickets for this payment.',
  someVoid: 'These tickets are not valid any more:',
  othersKept: 'Your other tickets are still valid.',
  open: 'Open your order',
}
