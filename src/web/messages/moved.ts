/** The mail that tells a booker of another table. */
export const englishMovedMail = {
  subject: (table: string, title: string, when: string) =>
    `Your table is ${table}: ${title}, ${when}`,
  heading: 'Your table',
  preview: (table: string, zone: string) => `You sit at ${table}, ${zone}.`,
  intro: (table: string, zone: string, title: string) =>
    `your party’s table for ${title} is now ${table}, ${zone}.`,
  nothing:
    'You need to do nothing: your booking and all passes, also those that you have forwarded, ' +
    'stay valid.',
  table: 'Table',
  open: 'Open your booking',
}
