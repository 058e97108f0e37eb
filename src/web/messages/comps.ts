/** What a guest reads of something that the house gives: never a price, never "paid". */
export const englishComps = {
  onTheHouse: 'On the house',
  /** Instead of what a guest is told who has bought. */
  ready: {
    heading: 'You’re in',
    text: (email: string) =>
      `These are on the house. Your tickets are below${email ? ` and on their way to ${email}` : ''}.`,
  },
  table: {
    heading: 'Your table is booked',
    text: (table: string, email: string) =>
      `${table} is yours, on the house. Your passes are below` +
      `${email ? ` and on their way to ${email}` : ''}.`,
  },
  withdrawn: {
    heading: 'Taken back',
    text: (venue: string) =>
      `${venue} has taken this invitation back, and it does not open the door any more. You were ` +
      'charged nothing.',
  },
  nightCancelled: {
    heading: 'Night cancelled',
    text: 'This night does not take place. You were charged nothing.',
  },
  voidTicket: 'Taken back. Not valid any more',
  summary: 'What you were given',
  policy: 'What holds for it',
  receipt: 'Confirmation (PDF)',
  document: {
    title: 'Confirmation',
    number: 'Number',
    date: 'Given on',
    note: 'Given by the house. Nothing was charged, and nothing is due.',
  },
  mail: {
    gift: (venue: string) => `It is on the house: ${venue} invites you, and nothing is charged.`,
    sender: (venue: string) => `You get this mail because ${venue} invites you.`,
  },
  withdrawnMail: {
    subject: (title: string, when: string) => `Taken back: ${title}, ${when}`,
    heading: 'Taken back',
    intro: (venue: string, title: string) =>
      `${venue} has taken back what it had given you for ${title}. It does not open the door any ` +
      'more, nor does anything of it that you have forwarded.',
    nothing: 'You were charged nothing for it, and nothing will be charged.',
    open: 'Open your order',
  },
}
