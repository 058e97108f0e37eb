import type { englishComps } from '../comps.ts'

export const spanishComps: typeof englishComps = {
  onTheHouse: 'Invita la casa',
  ready: {
    heading: 'Estás dentro',
    text: (email) =>
      `Invita la casa. Tienes tus entradas abajo${email ? ` y van de camino a ${email}` : ''}.`,
  },
  table: {
    heading: 'Tu mesa está reservada',
    text: (table, email) =>
      `${table} es tuya: invita la casa. Tienes tus pases abajo` +
      `${email ? ` y van de camino a ${email}` : ''}.`,
  },
  withdrawn: {
    heading: 'Invitación retirada',
    text: (venue) =>
      `${venue} ha retirado esta invitación, que ya no da acceso. No se te ha cobrado nada.`,
  },
  nightCancelled: {
    heading: 'Evento cancelado',
    text: 'Este evento no se celebra. No se te ha cobrado nada.',
  },
  voidTicket: 'Retirada. Ya no es válida',
  summary: 'Lo que te han dado',
  policy: 'Qué se aplica',
  receipt: 'Confirmación (PDF)',
  document: {
    title: 'Confirmación',
    number: 'Número',
    date: 'Dado el',
    note: 'Invita la casa. No se ha cobrado nada y no queda nada por pagar.',
  },
  mail: {
    gift: (venue) => `Invita la casa: es un regalo de ${venue} y no se te cobra nada.`,
    sender: (venue) => `Recibes este correo porque ${venue} te invita.`,
  },
  withdrawnMail: {
    subject: (title, when) => `Invitación retirada: ${title}, ${when}`,
    heading: 'Invitación retirada',
    intro: (venue, title) =>
      `${venue} ha retirado lo que te había dado para ${title}. Ya no da acceso, y tampoco lo que ` +
      'hayas reenviado.',
    nothing: 'No se te ha cobrado nada, ni se te cobrará.',
    open: 'Ver tu pedido',
  },
}
