import type { MoveWords } from '../move.ts'

export const spanishMove: MoveWords = {
  move: 'Mover',
  ask: (name) => `Mover a ${name} a otra noche`,
  yes: 'Mover',
  done: (night, day) => `Ahora es para ${night}, ${day}. El cliente tiene un correo.`,
  night: 'Noche',
  choose: 'Elige una noche',
  noNights: 'No hay otra noche a la venta que pueda acogerlo.',
  kindFor: (heads, name) => `${heads} × ${name} pasan a ser`,
  kind: (name, price, left) => `${name}, ${price}, quedan ${left}`,
  none: 'No queda nada',
  tooFew: 'A esta noche no le quedan tantas entradas.',
  table: (heads) => `Mesa para ${heads}`,
  tableSeats: (name, zone, seats) => `${name}, ${zone}, hasta ${seats}`,
  noTables: 'Esta noche no tiene ninguna mesa libre lo bastante grande.',
  package: 'Paquete',
  noPackage: 'Sin paquete',
  worth: (amount) => `La velada cuesta ${amount} como mínimo.`,
  same: 'Cuesta lo mismo.',
  back: (amount) => `Se devuelven ${amount} a la tarjeta.`,
  more: (amount) => `Cuesta ${amount} más.`,
  atDoor: (amount) => `Se deben ${amount} más en la puerta.`,
  waive: (amount) => `La casa perdona ${amount}`,
  note: {
    tickets:
      'Sus entradas son para esa noche al momento, con los mismos códigos, y sus plazas aquí ' +
      'vuelven a la venta.',
    table:
      'Se espera a todo el grupo esa noche al momento, con los mismos pases, y su mesa aquí ' +
      'vuelve a la venta.',
  },
}
