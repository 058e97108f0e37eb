/** What the house knows of a guest: found by an address, handed out, and erased. */
export const englishGuests = {
  heading: 'A guest’s data',
  lead: 'Find what the house has of somebody by their e-mail address, hand it out, or erase it.',
  email: 'E-mail address',
  find: 'Find',
  nobody: 'Nothing is known of this address.',
  nobodyNote: 'Either there never was anything, or it is erased.',
  found: (orders: number, comps: number) =>
    [
      orders > 0 && (orders === 1 ? '1 order' : `${orders} orders`),
      comps > 0 && (comps === 1 ? '1 comp not given' : `${comps} comps not given`),
    ]
      .filter(Boolean)
      .join(', '),
  knows: (holders: number, notes: number, mails: number) =>
    [
      holders > 0 && (holders === 1 ? '1 named pass' : `${holders} named passes`),
      notes > 0 && (notes === 1 ? '1 note' : `${notes} notes`),
      mails > 0 && (mails === 1 ? '1 mail' : `${mails} mails`),
    ]
      .filter(Boolean)
      .join(', '),
  comp: 'Comp, not given',
  stripe: 'In Stripe',
  kept: {
    open: 'is being paid',
    to_come: 'is still to come',
    money: 'money is on its way',
    dispute: 'a dispute is open',
    alert: 'an alert is open',
    mail: 'a mail is on its way',
    comp: 'waits for a decision',
  },
  keptNote: 'Nothing can be erased until all of it is over.',
  json: 'Download as JSON',
  html: 'Download as a page',
  erase: 'Erase this guest',
  eraseAsk: (email: string) => `Erase ${email}?`,
  eraseNote:
    'Name, address, phone, notes, reasons and card digits are gone for good, and nobody finds this guest any more. What was paid, tickets, times and Stripe’s numbers stay in the books.',
  password: 'Your password',
  holders: 'A guest with a pass alone',
  holdersNote:
    'Whoever only claimed a pass of somebody else’s party gave a name, and no address: find them by it.',
  holder: 'Name on the pass',
  findHolder: 'Find passes',
  noHolder: 'No pass bears this name.',
  passes: (count: number) => (count === 1 ? '1 pass' : `${count} passes`),
  choosePasses: 'Others may have the same name: choose the passes that are theirs.',
  morePasses: 'Show more passes',
  atTable: (name: string) => `at ${name}`,
  itsOrder: 'Its order',
  eraseHolderNote:
    'The name goes from the chosen passes for good. Who paid, and that somebody came in, stays in the books.',
  eraseYes: 'Erase for good',
  erased: (orders: number, comps: number): string =>
    orders + comps === 0 ? 'There was nothing left to erase.' : 'The guest is erased.',
  atStripe:
    'Stripe has the name, the address and the card, too, and keeps them by law of its own. Ask for them to be redacted there:',
  atStripeLink: 'Stripe’s redaction',
  backups:
    'Backups made before have the data until they are replaced: erase again after bringing one back.',
  retention: 'How long guests are kept',
  retentionNote:
    'Guests of nights that ended longer ago are erased by themselves, but never while money, a dispute, an alert or a mail is open.',
  months: 'After a night, for',
  forever: 'for ever, until somebody erases them',
  monthsOf: (months: number) =>
    months % 12 === 0 ? (months === 12 ? '1 year' : `${months / 12} years`) : `${months} months`,
  save: 'Save',
  saved: 'Saved.',
}

export type GuestsWords = typeof englishGuests
