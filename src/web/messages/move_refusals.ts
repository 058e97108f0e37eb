import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused to whoever moves an order to another night. */
export const moveRefusalCodes = [
  'move_comp',
  'move_costs_more',
  'move_costs_no_more',
  'move_disputed',
  'move_gives_all_back',
  'move_gives_difference_back',
  'move_guests_pay',
  'move_money_under_way',
  'move_moved_on',
  'move_not_charged',
  'move_not_issued',
  'move_of_table',
  'move_offer_over',
  'move_over',
  'move_price_changed',
  'move_same_night',
  'move_taken',
  'move_used',
  'move_waits',
  'move_with_its_order',
  'move_with_its_table',
  'refund_tickets_moved',
] as const

type Sentences = Record<(typeof moveRefusalCodes)[number], (detail: RefusalDetail) => string>

/** The sentences for all of them. */
export const englishMoveRefusals: Sentences = {
  move_comp: () =>
    'This is on the house, for its night alone. Take it back, and give another one for the other night.',
  move_costs_more: ({ amount = 'more' }) =>
    `The other night costs ${amount} more. Say that the house lets that go, or choose something else.`,
  move_costs_no_more: () => 'It costs no more on that night: there is nothing to ask for.',
  move_disputed: () => 'A bank argues about this money. Until that is decided nothing is moved.',
  move_gives_all_back: () =>
    'So much has gone back already that nothing would be left. Refund the order instead.',
  move_gives_difference_back: ({ amount = 'more' }) =>
    `For moving it before ${amount} was paid, as an order of its own. Refund that one first, then move this one.`,
  move_guests_pay: () =>
    'More guests of this party are paying at the moment, or wait for their passes. Try again when they have them.',
  move_money_under_way: () =>
    'Money of this order is on its way back, or was refunded in Stripe and an alert asks what for. Try again when that is settled.',
  move_moved_on: () =>
    'It was moved to another night meanwhile. Look at where it is now before you move it again.',
  move_not_charged: () =>
    'Its deposit is not charged yet. Take the deposit first, or let it go and book anew.',
  move_not_issued: () => 'It has no tickets or booking that could be moved.',
  move_of_table: () =>
    'A table is moved without a link: what counts towards its bill is paid at the door, and anything else more the house lets go.',
  move_offer_over: () => 'This is decided already. Look at the order again.',
  move_over: () =>
    'These tickets cannot move any more, so there is nothing to pay. They stay as they are.',
  move_price_changed: () =>
    'The price has changed meanwhile. Look at the difference again before you move it.',
  move_same_night: () => 'It is for this night already.',
  move_taken: () => 'This was asked for already, for another order. Reload the page.',
  move_used: () => 'Somebody has gone in on it: it stays on its night.',
  move_waits: () =>
    'Its guest has been asked to pay the difference for another night. Take that back first.',
  move_with_its_order: () =>
    'This is the difference that was paid for a move. Move the order that it is for.',
  move_with_its_table: () =>
    'These guests belong to a party. Move the order of the table: they come with it.',
  refund_tickets_moved: () =>
    'These tickets were moved to a night with another price. Give back an amount, for which they stay valid, or everything.',
}

/** The same in Spanish. */
export const spanishMoveRefusals: Sentences = {
  move_comp: () => 'Es una invitación solo para su noche. Retírala y da otra para la otra noche.',
  move_costs_more: ({ amount = 'más' }) =>
    `La otra noche cuesta ${amount} más. Indica que la casa lo perdona, o elige otra cosa.`,
  move_costs_no_more: () => 'En esa noche no cuesta más: no hay nada que pedir.',
  move_disputed: () => 'Un banco disputa este dinero. Hasta que se decida no se mueve nada.',
  move_gives_all_back: () => 'Ya se ha devuelto tanto que no quedaría nada. Reembolsa el pedido.',
  move_gives_difference_back: ({ amount = 'más' }) =>
    `Por un cambio anterior se pagó ${amount}, con un pedido aparte. Reembolsa antes ese pedido, y luego mueve este.`,
  move_guests_pay: () =>
    'Más invitados de este grupo están pagando, o esperan sus pases. Prueba cuando los tengan.',
  move_money_under_way: () =>
    'Hay dinero de este pedido en camino de vuelta, o reembolsado en Stripe con un aviso abierto. Prueba cuando esté resuelto.',
  move_moved_on: () =>
    'Mientras tanto se ha movido a otra noche. Mira dónde está ahora antes de moverlo otra vez.',
  move_not_charged: () =>
    'Su depósito aún no se ha cobrado. Cóbralo antes, o libéralo y reserva de nuevo.',
  move_not_issued: () => 'No tiene entradas ni reserva que se puedan mover.',
  move_of_table: () =>
    'Una mesa se mueve sin enlace: lo que cuenta para su cuenta se paga en la puerta, y lo demás lo perdona la casa.',
  move_offer_over: () => 'Esto ya está decidido. Mira el pedido otra vez.',
  move_over: () =>
    'Estas entradas ya no se pueden mover, así que no hay nada que pagar. Se quedan como están.',
  move_price_changed: () => 'El precio ha cambiado. Mira otra vez la diferencia antes de moverlo.',
  move_same_night: () => 'Ya es para esta noche.',
  move_taken: () => 'Esto ya se pidió para otro pedido. Vuelve a cargar la página.',
  move_used: () => 'Alguien ya ha entrado con él: se queda en su noche.',
  move_waits: () =>
    'Se ha pedido al cliente que pague la diferencia de otra noche. Retíralo primero.',
  move_with_its_order: () =>
    'Esta es la diferencia que se pagó por un cambio. Mueve el pedido al que corresponde.',
  move_with_its_table: () =>
    'Estos invitados son de un grupo. Mueve el pedido de la mesa: van con él.',
  refund_tickets_moved: () =>
    'Estas entradas se movieron a una noche de otro precio. Devuelve un importe, y siguen siendo válidas, o todo.',
}
