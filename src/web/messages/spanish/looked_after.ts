import type { englishLookedAfterMail } from '../looked_after.ts'

const reached = (amount: string, title: string) =>
  `Tu pago de ${amount} para ${title} nos ha llegado y nos estamos ocupando de él. `

const sorry = ', y lo sentimos.'
const elseMoney = ', te devolveremos todo tu dinero.'

export const spanishLookedAfterMail: typeof englishLookedAfterMail = {
  subject: (amount, title, when) =>
    `Nos estamos ocupando de tu pago de ${amount}: ${title}, ${when}`,
  preview: 'Solo se te ha cobrado una vez. No tienes que hacer nada.',
  heading: 'Pago recibido',
  intro: {
    ga: (amount, title) =>
      `${reached(amount, title)}Tus entradas tardan un poco más de lo debido${sorry}`,
    vip: (amount, title) =>
      `${reached(amount, title)}Tu reserva tarda un poco más de lo debido${sorry}`,
    vip_guests: (amount, title) =>
      `${reached(amount, title)}Los pases de tus invitados tardan un poco más de lo debido${sorry}`,
  },
  once: 'Solo se te ha cobrado una vez. No tienes que hacer nada y, por favor, no vuelvas a pagar.',
  outcome: {
    ga:
      'Tus entradas te llegarán por correo en cuanto estén listas. Si al final no podemos ' +
      `dártelas${elseMoney}`,
    vip:
      'Tu reserva te llegará por correo, con sus pases, en cuanto esté lista. Si al final no ' +
      `podemos dártela${elseMoney}`,
    vip_guests:
      'Los pases te llegarán por correo en cuanto estén listos. Si al final no podemos ' +
      `dártelos${elseMoney}`,
  },
  reserved: {
    subject: (_amount, title, when) => `Nos estamos ocupando de tu reserva: ${title}, ${when}`,
    preview: 'No se ha cobrado nada. No tienes que hacer nada.',
    heading: 'Tarjeta aceptada',
    intro: (amount, title) =>
      `Tu tarjeta ha sido aceptada y hay ${amount} retenidos en ella para ${title}. Tu reserva ` +
      `tarda un poco más de lo debido${sorry}`,
    once: 'No se ha cobrado nada. No tienes que hacer nada y, por favor, no vuelvas a reservar.',
    outcome:
      'Tu reserva te llegará por correo, con sus pases, en cuanto esté lista. Si al final no ' +
      'podemos dártela, la retención se anula y no se cobra nada.',
    amount: 'Retenido, sin cobrar',
  },
  open: 'Ver tu pedido',
  amount: 'Cobrado, una sola vez',
  keep: 'Este enlace no cambia. Quien lo tenga, tiene tu pedido: guárdalo solo para ti.',
}
