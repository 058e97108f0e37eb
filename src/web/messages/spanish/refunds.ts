import type { englishRefundMail, englishRefunds } from '../refunds.ts'

/** How long banks take, as Stripe says it (docs.stripe.com/refunds). */
export const spanishBankDays = 'Te llegará en 5 a 10 días laborables, según tu banco.'

export const spanishRefunds: typeof englishRefunds = {
  title: 'Tu dinero',
  requested: (amount) => `Te estamos devolviendo ${amount}. ${spanishBankDays}`,
  sent: (amount) =>
    `Hemos devuelto ${amount} a la tarjeta o cuenta con la que pagaste. ${spanishBankDays}`,
  straySoon: (amount) =>
    `Nos ha llegado un pago de ${amount} que este pedido no necesitaba. ` +
    `Te lo estamos devolviendo. ${spanishBankDays}`,
  straySent: (amount) =>
    `Nos ha llegado un pago de ${amount} que este pedido no necesitaba. ` +
    `Te lo hemos devuelto. ${spanishBankDays}`,
  unsent: (amount, venue) =>
    `Hemos intentado devolverte ${amount} y tu banco no lo ha aceptado. ` +
    `${venue} se está ocupando. No tienes que hacer nada.`,
  lost: {
    heading: 'Tu banco te ha devuelto el dinero',
    text:
      'Tu banco ha decidido que este pago es tuyo y lo ha recuperado. ' +
      'Nada de lo que pagaste con él sigue siendo válido.',
  },
  voided: (voided, all) =>
    voided === 1
      ? `1 de tus ${all} entradas ya no es válida; la verás marcada abajo.`
      : `${voided} de tus ${all} entradas ya no son válidas; las verás marcadas abajo.`,
  kept: (count) =>
    count === 1 ? 'Tu entrada sigue siendo válida.' : 'Tus entradas siguen siendo válidas.',
}

export const spanishRefundMail: typeof englishRefundMail = {
  subject: (amount, title, when) => `Tu reembolso de ${amount}: ${title}, ${when}`,
  heading: 'Dinero devuelto',
  intro: (amount, title) =>
    `Hemos devuelto ${amount} a la tarjeta o cuenta con la que pagaste ${title}.`,
  strayIntro: (amount, title) =>
    `Nos ha llegado un pago de ${amount} que tu pedido para ${title} no necesitaba. ` +
    'Lo hemos devuelto a la tarjeta o cuenta de la que venía.',
  arrives: spanishBankDays,
  nothing: 'No tienes que hacer nada.',
  amount: 'Reembolso',
  allVoid: 'Ninguna de las entradas de este pedido es ya válida.',
  neverIssued: 'No hemos podido guardarte las entradas, así que no se ha emitido ninguna.',
  strayIssued: 'No hay entradas para este pago.',
  someVoid: 'Estas entradas ya no son válidas:',
  othersKept: 'Tus otras entradas siguen siendo válidas.',
  open: 'Ver tu pedido',
}
