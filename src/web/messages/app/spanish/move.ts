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
  who: 'Quién paga la diferencia',
  ask_guest: (amount) => `El cliente paga antes ${amount}, con un enlace por correo`,
  askYes: 'Enviar el enlace',
  asked: (amount) => `El cliente tiene un enlace para pagar ${amount}. Cuando pague, se mueve.`,
  askNote:
    'Nada se mueve antes de que esté pagado. Las plazas allí se guardan un día, o hasta que acabe ' +
    'una de las dos noches.',
  offers: 'Diferencia por otra noche',
  offerLine: (from, to) => `De ${from} a ${to}`,
  offerStates: {
    waiting: 'espera el pago',
    paid: 'pagado, aún sin mover',
    moved: 'pagado y movido',
    expired: 'no se pagó a tiempo',
    withdrawn: 'retirado',
    sent_back: 'el dinero se devuelve',
  },
  waitsUntil: (at) => `Espera el pago hasta ${at}.`,
  offerBy: (name, at) => `Pedido por ${name}, ${at}`,
  offerWithdrawnBy: (name) => `retirado por ${name}`,
  payment: 'El pago',
  movedOrder: 'El pedido que se mueve',
  copyLink: 'Copiar enlace de pago',
  copied: 'El enlace de pago está copiado.',
  withdraw: 'Retirar',
  withdrawAsk: '¿Retirar el enlace de pago?',
  withdrawNote:
    'El pedido se queda en su noche, y las plazas de la otra vuelven a la venta. Si el cliente ' +
    'está pagando en este momento, el dinero se devuelve solo.',
  withdrawn: 'Retirado. El pedido se queda donde está.',
  note: {
    tickets:
      'Sus entradas son para esa noche al momento, con los mismos códigos, y sus plazas aquí ' +
      'vuelven a la venta.',
    table:
      'Se espera a todo el grupo esa noche al momento, con los mismos pases, y su mesa aquí ' +
      'vuelve a la venta.',
  },
}
