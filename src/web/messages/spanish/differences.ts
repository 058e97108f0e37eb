import type { CheckoutMessages } from '../checkout.ts'
import type { englishDifferences } from '../differences.ts'

export const spanishDifferences: typeof englishDifferences = {
  explain: (from, to, amount) => `Tus entradas pasan de ${from} a ${to}: ${amount} más.`,
  line: (to) => `Diferencia para ${to}`,
  heading: 'Paga la diferencia y cambias',
  keep: 'Dejar mis entradas como están',
  noScript: (time) =>
    'Para pagar con tarjeta hace falta JavaScript. Actívalo y recarga la página. ' +
    `Te guardamos los sitios hasta: ${time}.`,
  permanent: 'El enlace a tus entradas sigue siendo el mismo.',
  tickets: 'Ver tus entradas',
  waiting: {
    title: 'Cambio a otra noche',
    pay: (to, amount, until) =>
      `Tus entradas pueden pasar a ${to} por ${amount} más. Paga antes de: ${until}; hasta ` +
      'entonces se quedan como están.',
    paid: (to) => `La diferencia está pagada: tus entradas pasan a ${to} en un momento.`,
  },
  stages: {
    payable: {
      heading: 'Aún sin pagar',
      text: (from, to, until) =>
        `Paga antes de: ${until}, y tus entradas pasan de ${from} a ${to}. Hasta entonces siguen ` +
        `siendo para ${from}. No se te ha cobrado nada.`,
    },
    preparing: {
      heading: 'Pago recibido',
      text: (from, to) =>
        `Nos ocupamos de tu pago. Tus entradas pasan de ${from} a ${to} en un momento.`,
    },
    delayed: {
      heading: 'Pago recibido',
      text: (_from, to) =>
        'Una persona se ocupa de tu pago. Tus entradas pasan a ' +
        `${to}, o te devolvemos el dinero. No pagues otra vez.`,
    },
    ready: {
      heading: 'Ya has cambiado',
      text: (_from, to) => `La diferencia está pagada: tus entradas son ahora para ${to}.`,
    },
    expired: {
      heading: 'Sin cambio',
      text: (from) =>
        `La diferencia no se pagó a tiempo, así que tus entradas siguen siendo para ${from}. ` +
        'No se te ha cobrado nada.',
    },
    withdrawn: {
      heading: 'Sin cambio',
      text: (from) =>
        `Ya no hay nada que pagar: tus entradas siguen siendo para ${from}. ` +
        'No se te ha cobrado nada.',
    },
    expired_unsure: {
      heading: 'Sin cambio',
      text: (from) =>
        `Tus entradas siguen siendo para ${from}. Lo que aún llegue se devuelve entero.`,
    },
    refund_due: {
      heading: 'Tu dinero está en camino',
      text: (from, to, _until, amount) =>
        `Te devolvemos ${amount}, que habías pagado por cambiar de ${from} a ${to}. ` +
        'No tienes que hacer nada.',
    },
    refunded: {
      heading: 'Reembolsado',
      text: (from, to, _until, amount) =>
        `Te hemos devuelto ${amount}, que habías pagado por cambiar de ${from} a ${to}. ` +
        'Llega en 5 a 10 días laborables, según tu banco.',
    },
  },
  mail: {
    subject: (to, amount) => `Cambio a ${to}: ${amount} más`,
    heading: 'Cambio a otra noche',
    intro: (from, to, amount) =>
      `Tus entradas para ${from} pueden pasar a ${to}. Esa noche cuesta ${amount} más.`,
    until: (time) =>
      `Te guardamos los sitios hasta: ${time}. Hasta que pagues, tus entradas se quedan como están.`,
    afterwards: 'Cuando esté pagado, pasan solas: los códigos y enlaces siguen siendo los mismos.',
    open: 'Pagar la diferencia',
    amount: 'Diferencia',
    moved: (amount) => `Cuesta ${amount} más: ya lo has pagado.`,
    effect: 'Se había pagado por cambiar a otra noche.',
  },
}

export const spanishDifferenceCheckout: Partial<CheckoutMessages> = {
  email_hint: 'El recibo de la diferencia es para esta dirección.',
  terms: 'Al pagar, tus entradas de {venue} pasan a la otra noche. Todos los gastos incluidos.',
  hold_announcement: 'Te guardamos los sitios otros {time}.',
  hold_ending: 'Quedan menos de {time}. Después tus entradas se quedan como están.',
  hold_expired: 'Tus entradas se quedan como están. No se te ha cobrado nada.',
  choose_again: 'Ver tus entradas',
  paid: 'Pagado. Cambiando tus entradas…',
  offline: 'Estás sin conexión. Los sitios siguen guardados; prueba cuando vuelvas.',
}
