import { spanishCalledOff } from './called_off.ts'
import { spanishOpeningSoon } from '../opening_soon.ts'
import { spanishNightSales } from '../night_sales.ts'
import type { english } from '../english.ts'
import { spanishBookingMail, spanishBookingRefund, spanishCancelledMail } from './booking_mails.ts'
import { spanishBookings } from './bookings.ts'
import { spanishChargedMail, spanishDeposits, spanishReleasedMail } from './deposits.ts'
import { spanishComps } from './comps.ts'
import { spanishCalendar, spanishReceipt } from './documents.ts'
import { spanishDifferences } from './differences.ts'
import { hour } from './hour.ts'
import { spanishLookedAfterMail } from './looked_after.ts'
import { spanishMovedMail } from './moved.ts'
import { spanishReissuedMail } from './reissued.ts'
import { spanishUnpaid } from './unpaid.ts'
import { spanishPasses } from './passes.ts'
import { spanishBankDays, spanishRefundMail, spanishRefunds } from './refunds.ts'
import { spanishTables } from './tables.ts'

/**
 * Every sentence of the pages, the mail and the receipt, in Spanish, with "tú". One word for one
 * thing: a table or ticket is kept (guardar) until it is paid, then booked (reservar); money is
 * held back on a card (retener), charged (cobrar) and given back (devolver). Never mixed: deposit
 * (depósito), minimum spend (consumo mínimo), price of the table (precio de la mesa), balance due
 * (saldo pendiente). A night is an "evento": "esta noche" would be tonight.
 */
export const spanish: typeof english = {
  layout: {
    skip: 'Saltar al contenido',
    home: (venue) => `${venue}, todos los eventos`,
    staging: 'Copia de pruebas: sin dinero real, y ninguna entrada de aquí abre la puerta.',
    stagingTag: 'Pruebas',
    demo: 'Demo: sin dinero real. Tarjeta: 4242\u00a04242\u00a04242\u00a04242',
    footer: 'Entradas vendidas por la sala. Todos los gastos incluidos.',
    language: 'Idioma',
  },
  openingSoon: spanishOpeningSoon,
  venue: {
    nights: 'Eventos',
    next: 'El próximo',
    description: (venue, city) => `Eventos y entradas en ${venue}, ${city}.`,
    from: (price) => `desde ${price}`,
    soldOut: 'Agotado',
    saleOver: 'Venta cerrada',
    onSale: (at) => `A la venta el ${at}`,
    noTickets: 'En la puerta',
    emptyTitle: 'Aún no hay nada anunciado',
    empty: 'Estamos preparando los próximos eventos. Vuelve pronto.',
  },
  night: {
    ...spanishNightSales,
    when: 'Cuándo',
    lineup: 'Cartel',
    age: 'Edad',
    minimumAge: (age) => `A partir de ${age} años. Trae un documento de identidad con foto.`,
    where: 'Dónde',
    about: 'Sobre el evento',
    tickets: 'Entradas',
    allFees: 'Todos los gastos incluidos',
    quantityOf: (type) => `Cuántas: ${type}`,
    left: (left) => (left === 1 ? 'Queda 1' : `Quedan ${left}`),
    soldOut: 'Agotado',
    opens: (at) => `A la venta el ${at}`,
    closes: (at) => `Hasta el ${at}`,
    saleEnded: 'Venta cerrada',
    submit: 'Comprar entradas',
    ticketsFrom: (price) => `Entradas desde ${price}`,
    hold: 'Te guardamos las entradas mientras pagas.',
    most: (max) => `Como máximo ${max} entradas por pedido.`,
    problems: 'Revisa tu pedido',
    noTickets: 'Este evento no tiene venta anticipada. Se paga en la puerta.',
    over: 'Este evento ya ha terminado. Gracias por bailar.',
    cancelled: 'Este evento está cancelado. Si tienes una entrada, te escribiremos.',
    cancelledBadge: 'Cancelado',
    overBadge: 'Terminado',
    fallbackDescription: (title, when, venue) =>
      `${title}, ${when}, ${venue}. Entradas con todos los gastos incluidos.`,
  },
  checkout: {
    title: 'Pago',
    heading: 'Paga y estás dentro',
    headings: { vip: 'Paga y es tuya', vip_guests: 'Paga y están dentro' },
    headingReserved: 'Reserva y es tuya',
    order: 'Tu pedido',
    total: 'Total',
    toPay: 'A pagar ahora',
    allFees: 'Todos los gastos incluidos',
    heldUntil: (time) => `Te lo guardamos hasta ${hour(time)}`,
    noScript: (time) =>
      'Para pagar con tarjeta hace falta JavaScript. Actívalo y recarga la página. ' +
      `Te guardamos las entradas hasta ${hour(time)}.`,
    noScriptVip: (time) =>
      'Para pagar con tarjeta hace falta JavaScript. Actívalo y recarga la página. ' +
      `Te lo guardamos hasta ${hour(time)}.`,
    change: 'Elegir otras entradas',
    loading: 'Cargando el formulario de pago…',
  },
  order: {
    title: 'Tu pedido',
    number: 'Pedido',
    summary: 'Lo que has pedido',
    total: 'Total',
    pay: 'Continuar al pago',
    again: 'Volver a elegir entradas',
    receipt: 'Recibo (PDF)',
    calendar: 'Añadir al calendario',
    permanent: 'Esta página es tuya: el enlace no cambia. Quien lo tenga, tiene tus entradas.',
    reloads: 'Esta página se actualiza sola cada pocos segundos.',
    yourTickets: 'Tus entradas',
    ticketOf: (ordinal, count) => `${ordinal} de ${count}`,
    voided: 'Ya no es válida',
    refundedTicket: 'Reembolsada. Ya no es válida',
    doubleTicket: 'Emitida dos veces por error. Ya no es válida',
    double: 'Duplicada',
    voidedTickets: 'Ninguna de ellas da ya acceso.',
    refunded: 'Devuelto',
    beingRefunded: 'Devolución en curso',
    code: 'Código',
    qrLabel: (type, ordinal, count) => `Código QR de la entrada ${ordinal} de ${count}, ${type}`,
    door: 'Enseña el código en la puerta, en el móvil o en papel.',
    contact: (venue) => `¿Dudas? Pregunta a ${venue} e indica el número de pedido que ves abajo.`,
  },
  stages: {
    payable: {
      heading: 'Aún sin pagar',
      text: (time) => `Te guardamos las entradas hasta ${hour(time)}. No se te ha cobrado nada.`,
    },
    lapsed: {
      heading: 'Se te ha acabado el tiempo',
      text: () => 'Nos estamos asegurando de que no se ha cobrado nada. Es solo un momento.',
    },
    checking: {
      heading: 'Un momento',
      text: () => 'Estamos consultando a tu banco. No se te cobrará dos veces.',
    },
    preparing: {
      heading: 'Pago recibido',
      text: () => 'Nos estamos ocupando de tu pago. Tus entradas aparecerán aquí en un momento.',
    },
    delayed: {
      heading: 'Pago recibido',
      text: () =>
        'Una persona se está ocupando de tu pago. Tus entradas tardarán un poco más; aparecerán ' +
        'aquí y te llegarán por correo. Por favor, no vuelvas a pagar.',
    },
    ready: {
      heading: 'Estás dentro',
      text: (email) =>
        email
          ? `Tienes tus entradas abajo y van de camino a ${email}.`
          : 'Tienes tus entradas abajo.',
    },
    expired: {
      heading: 'No se ha pagado a tiempo',
      text: () => 'Tus entradas han vuelto a la venta. No se te ha cobrado nada.',
    },
    expired_unsure: {
      heading: 'No se ha pagado a tiempo',
      text: () =>
        'Tus entradas han vuelto a la venta. Si todavía llega algún pago, se devuelve entero.',
    },
    refund_due: {
      heading: 'Te devolvemos tu dinero',
      text: (amount, hadTickets) =>
        hadTickets
          ? `Te estamos devolviendo ${amount}. Tus entradas ya no son válidas. ` +
            'No tienes que hacer nada.'
          : `No hemos podido guardarte las entradas, así que te estamos devolviendo ${amount}. ` +
            'No tienes que hacer nada.',
    },
    refunded: {
      heading: 'Dinero devuelto',
      text: (amount, hadTickets) =>
        `Hemos devuelto ${amount} a la tarjeta o cuenta con la que pagaste. ${spanishBankDays}` +
        (hadTickets ? ' Tus entradas ya no son válidas.' : ' No pudimos guardarte las entradas.'),
    },
  },
  refunds: spanishRefunds,
  bookings: spanishBookings,
  differences: spanishDifferences,
  passes: spanishPasses,
  bookingMail: spanishBookingMail,
  bookingRefund: spanishBookingRefund,
  tables: spanishTables,
  deposits: spanishDeposits,
  problem: {
    back: 'Ver todos los eventos',
    titles: {
      403: 'No es para ti',
      404: 'Perdido en la noche',
      410: 'Esto ya ha terminado',
      413: 'Demasiado',
      429: 'Más despacio',
      500: 'Ha sido culpa nuestra',
      503: 'Volvemos enseguida',
    },
    sentences: {
      403: 'Esta página es de otra persona, o el formulario venía de otro sitio.',
      404: 'En esta dirección no hay nada. Comprueba que el enlace está completo.',
      410: 'Lo que había aquí ya no está.',
      413: 'Es más de lo que esta página admite.',
      429: 'Han sido muchos intentos en poco tiempo. Espera un minuto, por favor.',
      500: 'Algo ha fallado por nuestra parte. Si estabas pagando, no se te cobrará dos veces.',
      503: 'Ahora no podemos responder. Inténtalo de nuevo en un minuto.',
    },
    otherTitle: 'No ha funcionado',
    otherSentence: 'Vuelve atrás e inténtalo de nuevo.',
  },
  mail: {
    subject: (title, when) => `Tus entradas: ${title}, ${when}`,
    preview: (count) =>
      count === 1 ? 'Aquí tienes tu entrada.' : `Aquí tienes tus ${count} entradas.`,
    heading: 'Estás dentro',
    greeting: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
    intro: (count, title) =>
      count === 1
        ? `Aquí tienes tu entrada para ${title}.`
        : `Aquí tienes tus ${count} entradas para ${title}.`,
    show: 'Enseña cada código QR en la puerta, en el móvil o en papel.',
    open: 'Ver tus entradas',
    keep: 'Este enlace no cambia. Quien lo tenga, tiene tus entradas: guárdalo solo para ti.',
    when: 'Cuándo',
    where: 'Dónde',
    ticket: 'Entrada',
    code: 'Código',
    total: 'Total, con todos los gastos incluidos',
    order: 'Pedido',
    sender: (venue) => `Recibes este correo porque has comprado entradas en ${venue}.`,
  },
  lookedAfterMail: spanishLookedAfterMail,
  refundMail: spanishRefundMail,
  unpaid: spanishUnpaid,
  movedMail: spanishMovedMail,
  reissuedMail: spanishReissuedMail,
  releasedMail: spanishReleasedMail,
  cancelledMail: spanishCancelledMail,
  calledOff: spanishCalledOff,
  chargedMail: spanishChargedMail,
  receipt: spanishReceipt,
  calendar: spanishCalendar,
  comps: spanishComps,
}
