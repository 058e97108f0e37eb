import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused of what the venue does for a guest's name, tickets and data. */
export const guestRefusalCodes = [
  'guest_kept',
  'order_erased',
  'order_unnamed',
  'ticket_replaced',
  'ticket_replaced_too_often',
] as const

type GuestRefusals = Record<(typeof guestRefusalCodes)[number], (detail: RefusalDetail) => string>

/** The sentences for all of them. */
export const englishGuestRefusals: GuestRefusals = {
  guest_kept: () =>
    'This guest is still expected, or money or a mail is on its way: nothing was erased.',
  order_erased: () => 'What belonged to this order is gone: its guest is not kept any more.',
  order_unnamed: () => 'This guest has not said a name yet, so there is none to correct.',
  ticket_replaced: ({ at }) =>
    `This code was replaced${at ? `, ${at}` : ''}: its guest has a new one.`,
  ticket_replaced_too_often: ({ max }) =>
    `This ticket has been replaced ${max ?? 'many'} times, and cannot be once more.`,
}

export const spanishGuestRefusals: GuestRefusals = {
  guest_kept: () =>
    'Aún se espera a este cliente, o hay dinero o un correo en camino: no se borró nada.',
  order_erased: () => 'Lo de este pedido ya no está: no se guardan los datos de su cliente.',
  order_unnamed: () => 'Este cliente aún no ha dado un nombre: no hay nada que corregir.',
  ticket_replaced: ({ at }) =>
    `Este código se cambió${at ? `, ${at}` : ''}: su dueño tiene uno nuevo.`,
  ticket_replaced_too_often: ({ max }) =>
    `Esta entrada se ha cambiado ${max ?? 'muchas'} veces, y no se puede cambiar otra vez.`,
}
