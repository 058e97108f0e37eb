import type {
  englishChargedMail,
  englishDepositCheckout,
  englishDeposits,
  englishReleasedMail,
} from '../deposits.ts'

export const spanishDeposits: typeof englishDeposits = {
  title: 'En tu tarjeta',
  reserved: (amount, doors) =>
    `Aún no se ha cobrado nada en tu tarjeta: hay ${amount} retenidos, que se cobrarán cuando ` +
    `abran las puertas, el ${doors}.`,
  kept: (amount, venue, doors) =>
    `Aún no se ha cobrado nada en tu tarjeta: ${amount} siguen retenidos, y ${venue} los cobrará a ` +
    `partir del ${doors}, como aceptaste al reservar.`,
  nightCancelled: (amount, venue) =>
    `Este evento está cancelado. Hay ${amount} retenidos en tu tarjeta, sin cobrar; ${venue} te ` +
    'escribirá.',
  captured: (amount) => `Los ${amount} retenidos en tu tarjeta se han cobrado.`,
  expired: (amount, venue) =>
    `Los ${amount} retenidos en tu tarjeta vuelven a estar libres: no se ha cobrado nada. ` +
    `Tu mesa sigue reservada, y ${venue} te avisará si hace falta algo.`,
  freed: (amount) =>
    `Los ${amount} retenidos en tu tarjeta vuelven a estar libres: no se ha cobrado nada.`,
  toReserve: 'Se retendrá en tu tarjeta',
  notReserved: 'Sin retener, sin cobrar',
  reservedSum: 'Retenido en tu tarjeta',
  free: 'Estaba retenido en tu tarjeta y vuelve a estar libre',
  atDoors: (doors) => `Se cobra cuando abran las puertas, el ${doors}. Todos los gastos incluidos`,
  notCharged: 'Sin cobrar',
  total: 'Retenido en tu tarjeta, aún sin cobrar',
  waived: () =>
    'Tu mesa está reservada sin pagar nada por adelantado. No se ha cobrado nada en tu tarjeta.',
  preparing: {
    heading: 'Tarjeta aceptada',
    text: 'Nos estamos ocupando de tu reserva. Aparecerá aquí en un momento.',
  },
  delayed: {
    heading: 'Tarjeta aceptada',
    text:
      'Una persona se está ocupando de tu reserva, que tardará un poco más; aparecerá aquí. ' +
      'No se ha cobrado nada. Por favor, no vuelvas a reservar.',
  },
  endings: { never: 'Sin reservar', over: 'Reserva terminada', stays: 'No se ha cobrado nada' },
  refund_due: (amount, end) =>
    `${end} Los ${amount} retenidos en tu tarjeta se están liberando. ` +
    'No se ha cobrado nada. No tienes que hacer nada.',
  refunded: (amount, end) =>
    `${end} Los ${amount} retenidos en tu tarjeta vuelven a estar libres. ` +
    'No se ha cobrado nada. Algunos bancos muestran la retención unos días más.',
  endedWaived: (end) => `${end} No se ha cobrado nada en tu tarjeta. No tienes que hacer nada.`,
  freedWaived: () => 'No se ha cobrado nada en tu tarjeta, y no hay nada retenido.',
}

export const spanishDepositCheckout: typeof englishDepositCheckout = {
  pay: 'Retener {amount}',
  terms:
    'Tu tarjeta no se cobra ahora: se retienen {amount}, y {venue} los cobra cuando abran las ' +
    'puertas. Todos los gastos incluidos.',
  processing: 'Reteniéndolo en tu tarjeta…',
  not_paid_yet: 'Aún sin reservar. Hora límite: {time}',
  paid: 'Retenido. Te llevamos a tu reserva…',
}

export const spanishChargedMail: typeof englishChargedMail = {
  subject: (title, when) => `Se ha hecho un cobro en tu tarjeta: ${title}, ${when}`,
  heading: 'Cobro en tu tarjeta',
  intro: (amount, title) =>
    `Se han cobrado los ${amount} que estaban retenidos en tu tarjeta para ${title}.`,
  agreed: 'Es lo que aceptaste pagar por adelantado al reservar. No tienes que hacer nada.',
  amount: 'Cobrado',
  receipt: 'Ver el recibo (PDF)',
  open: 'Ver tu pedido',
}

export const spanishReleasedMail: typeof englishReleasedMail = {
  subject: {
    never: (title, when) => `Tu mesa no se ha reservado: ${title}, ${when}`,
    over: (title, when) => `Tu reserva ha terminado: ${title}, ${when}`,
    stays: (title, when) => `No se cobra nada en tu tarjeta: ${title}, ${when}`,
  },
  intro: (amount, title) =>
    `Te escribimos por tu mesa para ${title}. Los ${amount} retenidos en tu tarjeta vuelven a ` +
    'estar libres: no se ha cobrado nada.',
  introWaived: (title) =>
    `Te escribimos por tu mesa para ${title}. No se ha cobrado nada en tu tarjeta, y no hay nada ` +
    'retenido.',
  waived: 'No tienes que hacer nada.',
  arrives: 'Algunos bancos muestran la retención unos días más. No tienes que hacer nada.',
  amount: 'Retenido, sin cobrar',
  open: 'Ver tu pedido',
}
