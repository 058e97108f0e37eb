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
  who: 'Who pays the difference',
  ask_guest: (amount: string) => `The guest pays ${amount} first, by a link in a mail`,
  askYes: 'Send the link',
  asked: (amount: string) => `The guest has a link to pay ${amount}. Once it is paid, it moves.`,
  askNote:
    'Nothing moves before it is paid. The places there are held for a day, or until one of the two ' +
    'nights is over.',
  offers: 'Difference for another night',
  offerLine: (from: string, to: string) => `From ${from} to ${to}`,
  offerStates: {
    waiting: 'waits for payment',
    paid: 'paid, not moved yet',
    moved: 'paid and moved',
    expired: 'not paid in time',
    withdrawn: 'taken back',
    sent_back: 'money goes back',
  },
  waitsUntil: (at: string) => `Waits for payment until ${at}.`,
  offerBy: (name: string, at: string) => `Asked by ${name}, ${at}`,
  offerWithdrawnBy: (name: string) => `taken back by ${name}`,
  payment: 'The payment',
  movedOrder: 'The order that moves',
  copyLink: 'Copy payment link',
  copied: 'The link to pay is copied.',
  withdraw: 'Take back',
  withdrawAsk: 'Take the link to pay back?',
  withdrawNote:
    'The order stays on its night, and the places on the other one are on sale again. Should the ' +
    'guest be paying in this moment, the money goes back by itself.',
  withdrawn: 'Taken back. The order stays where it is.',
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
