/** What is said where an order is moved to another night. */
export const englishMove = {
  move: 'Move',
  ask: (name: string) => `Move ${name} to another night`,
  yes: 'Move',
  done: (night: string, day: string) => `It is for ${night}, ${day}, now. The guest has a mail.`,
  night: 'Night',
  choose: 'Choose a night',
  noNights: 'No other night is on sale that could take it.',
  kindFor: (heads: number, name: string) => `${heads} × ${name} become`,
  kind: (name: string, price: string, left: number) => `${name}, ${price}, ${left} left`,
  none: 'Nothing is left',
  tooFew: 'This night has not so many tickets left.',
  table: (heads: number) => `Table for ${heads}`,
  tableSeats: (name: string, zone: string, seats: number) => `${name}, ${zone}, up to ${seats}`,
  noTables: 'This night has no free table that is large enough.',
  package: 'Package',
  noPackage: 'No package',
  worth: (amount: string) => `The evening costs ${amount} at least.`,
  same: 'It costs the same.',
  back: (amount: string) => `${amount} goes back to the card.`,
  more: (amount: string) => `It costs ${amount} more.`,
  atDoor: (amount: string) => `${amount} more is due at the door.`,
  waive: (amount: string) => `The house lets ${amount} go`,
  note: {
    tickets:
      'Its tickets are for that night at once, under the same codes, and its places here are on ' +
      'sale again.',
    table:
      'The whole party is expected on that night at once, with the same passes, and its table here ' +
      'is on sale again.',
  },
}

export type MoveWords = typeof englishMove
