import type {
  englishBookingMail,
  englishBookingRefund,
  englishCancelledMail,
} from '../booking_mails.ts'

export const spanishBookingMail: typeof englishBookingMail = {
  subject: {
    vip: (title, when) => `Tu mesa: ${title}, ${when}`,
    vip_guests: (title, when) => `Más pases de invitado: ${title}, ${when}`,
  },
  heading: { vip: 'Tu mesa está reservada', vip_guests: 'Tus invitados tienen sitio' },
  preview: (passes) =>
    passes === 1
      ? 'Aquí tienes tu pase de invitado.'
      : `Aquí tienes tus ${passes} pases de invitado.`,
  intro: {
    vip: (table, title) =>
      table === null
        ? `Tu reserva para ${title} está confirmada.`
        : `${table} es tuya para ${title}.`,
    vip_guests: (table, title) =>
      `Aquí tienes los pases de las personas que has añadido para ${title}${table === null ? '' : `, ${table}`}.`,
  },
  moved: (ordered) => `Pediste ${ordered}, que ya no estaba libre; el precio no cambia.`,
  none: 'Te estamos buscando una mesa. En la página de tu reserva verás cuál es.',
  passes: 'Pases de invitado',
  forward:
    'Un enlace para cada persona: reenvíalo y tu invitado acepta el pase con su nombre. ' +
    'Los que te quedes, enséñalos en la puerta.',
  own: 'Tu propio pase',
  pass: (ordinal) => `Pase ${ordinal}`,
  show: 'Enseña este código en la puerta, en el móvil o en papel.',
  open: 'Ver tu reserva',
  keep: 'Este enlace no cambia. Quien lo tenga, tiene tu reserva: guárdalo solo para ti.',
  sender: (venue) => `Recibes este correo porque has reservado una mesa en ${venue}.`,
}

export const spanishCancelledMail: typeof englishCancelledMail = {
  subject: (title, when) => `Tu reserva está cancelada: ${title}, ${when}`,
  heading: 'Reserva cancelada',
  intro: (title) =>
    `Tu reserva para ${title} está cancelada y sus pases ya no dan acceso, tampoco los que has ` +
    'reenviado.',
  kept: (amount, venue) => `No hay devolución: ${venue} se queda con los ${amount} que pagaste.`,
  back: (amount) =>
    `Te devolvemos ${amount} a la tarjeta o cuenta con la que pagaste. Te avisaremos por correo ` +
    'en cuanto los hayamos enviado.',
  freed: (amount) =>
    `Los ${amount} retenidos en tu tarjeta no se cobrarán. Te avisaremos por correo en cuanto ` +
    'queden libres.',
  keptRest: (amount, venue) => `${venue} se queda con los otros ${amount} que pagaste.`,
  disputed: (amount) => `Tu banco decide sobre los ${amount} que pagaste, porque reclama dinero.`,
  disputedRest: (amount) =>
    `Tu banco decide sobre los otros ${amount} que pagaste, porque reclama dinero.`,
  taken: (amount) => `Tu banco ya ha recuperado ${amount} que pagaste.`,
  nothing: 'No se te ha cobrado nada por ella, ni se te cobrará.',
  open: 'Ver tu pedido',
  unsent: {
    subject: (title, when) => `Sobre tu reembolso: ${title}, ${when}`,
    heading: 'Reembolso no enviado',
    intro: (title) => `Te escribimos por el dinero de tu reserva cancelada para ${title}.`,
  },
}

export const spanishBookingRefund: typeof englishBookingRefund = {
  never: {
    vip: {
      sold_out:
        'Cuando tu banco confirmó el pago, tu mesa ya no estaba libre, ni otra igual de buena, ' +
        'así que no se ha reservado nada.',
      night_over:
        'Cuando tu banco confirmó el pago, la noche ya había terminado, así que no se ha ' +
        'reservado nada.',
      night_cancelled: 'El evento está cancelado, así que no se ha reservado nada.',
      unconfirmed: 'No hemos podido confirmar tu reserva, así que no se ha reservado nada.',
    },
    vip_guests: {
      sold_out: 'En tu mesa no cabían más personas, así que no se ha emitido ningún pase.',
      no_table:
        'Cuando tu banco confirmó el pago, tu grupo estaba esperando mesa, así que no se ha ' +
        'emitido ningún pase.',
      night_over:
        'Cuando tu banco confirmó el pago, la noche ya había terminado, así que no se ha emitido ' +
        'ningún pase.',
      night_cancelled: 'El evento está cancelado, así que no se ha emitido ningún pase.',
      party_over:
        'Tu reserva terminó antes de añadir a estas personas, así que no se ha emitido ningún pase.',
      unconfirmed: 'No hemos podido añadir a estas personas, así que no se ha emitido ningún pase.',
    },
  },
  partlyIn: 'Quien ya está dentro se queda; los pases sin usar ya no dan acceso.',
  kept: 'Tu reserva y sus pases siguen como están.',
  guestsVoid: 'Los pases de estas personas ya no son válidos. Tu reserva sigue como está.',
  guestsPartlyIn:
    'Quien de estas personas ya está dentro se queda; sus pases sin usar ya no son válidos. Tu ' +
    'reserva sigue como está.',
  pending: 'Nos seguimos ocupando del resto de tu pedido.',
  stray: 'Esto no afecta a tu reserva.',
  over: {
    cancelled: 'Tu reserva está cancelada y sus pases ya no dan acceso.',
    released: 'La noche de tu grupo ya ha terminado y esto no cambia nada.',
    no_show:
      'Nadie llegó a tiempo, así que tu mesa se dio a otro grupo y los pases no son válidos.',
  },
}
