/** The mail with the new code of a ticket or pass; its old code is refused at the door. */
export const englishReissuedMail = {
  subject: {
    ticket: (title: string, when: string) => `Your new ticket: ${title}, ${when}`,
    pass: (title: string, when: string) => `A new guest pass: ${title}, ${when}`,
  },
  heading: { ticket: 'Your new ticket', pass: 'A new guest pass' },
  intro: {
    ticket: (title: string) => `here is a new code for one of your tickets for ${title}.`,
    pass: (title: string) => `here is a new pass for one of your guests for ${title}.`,
  },
  old: {
    ticket:
      'The old code does not open the door any more. Whoever has it, on paper or in a picture, ' +
      'needs this one.',
    pass: 'The old pass and its link do not open the door any more. Forward the new link to your guest.',
  },
  ticket: 'Ticket',
  pass: 'Pass',
  code: 'Code',
  open: { ticket: 'Open your tickets', pass: 'Open your booking' },
  link: 'The link to forward',
}
