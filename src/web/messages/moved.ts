/** The mail that tells a booker of another table, or that another one is being chosen. */
export const englishMovedMail = {
  subject: (table: string, title: string, when: string) =>
    `Your table is ${table}: ${title}, ${when}`,
  heading: 'Your table',
  preview: (table: string, zone: string) => `You sit at ${table}, ${zone}.`,
  intro: (table: string, zone: string, title: string) =>
    `your party’s table for ${title} is now ${table}, ${zone}.`,
  /** Where the table was taken from the party, and another one is to be found. */
  waits: {
    subject: (title: string, when: string) => `Your table is being chosen again: ${title}, ${when}`,
    preview: 'We write to you as soon as you have one.',
    intro: (title: string) =>
      `your party’s table for ${title} is being chosen again. We write to you as soon as you have ` +
      'one; the page of your booking says it, too. What you agreed on stays the same.',
    table: 'being chosen',
  },
  nothing:
    'You need to do nothing: your booking and all passes, also those that you have forwarded, ' +
    'stay valid.',
  table: 'Table',
  open: 'Open your booking',
  /** Beside what brings the tickets or the booking, once they are for another night. */
  otherNight: {
    subject: (title: string, when: string) => `Now for ${title}, ${when}`,
    lead: (from: string, when: string) =>
      `This was for ${from} on ${when}, and is now for the night below. What you have saved or ` +
      'forwarded stays valid, for this night alone.',
    back: (amount: string) => `It costs ${amount} less: that goes back to you.`,
  },
}
