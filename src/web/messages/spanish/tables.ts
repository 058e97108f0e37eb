import type { englishTables } from '../tables.ts'

export const spanishTables: typeof englishTables = {
  title: 'Mesas VIP',
  pageTitle: (night) => `Mesas VIP: ${night}`,
  description: (night, when, venue) =>
    `Elige una mesa VIP para ${night}, ${when}, ${venue}. Todos los gastos incluidos.`,
  back: 'Volver al evento',
  backToPlan: 'Todas las mesas VIP',
  panel: {
    promise: 'Una mesa solo para tu grupo, toda la noche y con servicio.',
    free: (free, all) =>
      free === 1 ? `Queda libre 1 de ${all} mesas` : `Quedan libres ${free} de ${all} mesas`,
    fromDeposit: (price) => `Depósito desde ${price}`,
    from: (price) => `Desde ${price}`,
    book: 'Reservar una mesa VIP',
    look: 'Ver las mesas VIP',
    jump: (price) => `Mesas VIP desde ${price}`,
    jumpDeposit: (price) => `Mesas VIP, depósito desde ${price}`,
  },
  closed: {
    soldOut: 'No quedan mesas VIP libres para este evento.',
    paused: 'La venta de mesas VIP está en pausa en este momento. Vuelve a mirar más tarde.',
    notYet: (at) => `Las mesas VIP salen a la venta el ${at}.`,
    ended: 'La venta de mesas VIP para este evento ha terminado.',
    over: 'Este evento ya ha terminado. Gracias por bailar.',
    cancelled: 'Este evento está cancelado. Si tienes una mesa, te escribiremos.',
  },
  plan: {
    name: (plan) => `Plano: ${plan}`,
    hint: 'Elige una mesa en el plano o en la lista.',
    pan: 'Desliza o usa las flechas del teclado para verlo entero.',
    skip: 'Saltar el plano e ir a la lista',
    list: 'Todas las mesas',
    legend: 'Qué muestra el plano',
    figures: {
      table_price_minor: {
        name: 'Importes: precio de la mesa.',
        more: 'Donde hay un +, se suma un consumo mínimo.',
      },
      minimum_spend_minor: {
        name: 'Importes: consumo mínimo.',
        more: 'Donde hay un +, se suma el precio de la mesa.',
      },
    },
    count: (free, all) => `${free} de ${all} libres`,
    full: 'Ninguna libre',
    arriveBy: (at) => `Te guardamos la mesa hasta el ${at}.`,
    allFees: 'Todos los gastos incluidos',
  },
  kinds: {
    table: 'mesa',
    high_table: 'mesa alta',
    booth: 'mesa con banco',
    sofa: 'sofá',
    stage: 'mesa junto al escenario',
  },
  states: { free: 'disponible', held: 'apartada', booked: 'reservada' },
  live: {
    one: '{table}: {state}.',
    many: 'Han cambiado {count} mesas. {free}.',
  },
  upTo: (guests) => (guests === 1 ? 'para 1 persona' : `hasta ${guests} personas`),
  tablePrice: (price) => `${price} de precio de la mesa`,
  minimumSpend: (price) => `${price} de consumo mínimo`,
  deposit: (price) => `${price} de depósito`,
  depositFrom: (price) => `desde ${price} de depósito`,
  paidAhead: 'se paga entera por adelantado',
  best: {
    title: 'La mejor disponible',
    of: (zone) => `La mejor disponible: ${zone}`,
    guests: (zone) => `en ${zone}, para cuántas personas`,
    find: 'Buscar',
    findIn: (zone) => `en ${zone}`,
    why: 'Te damos la mejor mesa de la zona que esté libre cuando continúes.',
  },
  form: {
    heading: 'Tu grupo',
    partySize: '¿Cuántas personas sois?',
    package: 'Botellas y extras',
    packageHint: 'Se piden ahora y os esperan en la mesa.',
    noPackage: 'Sin paquete',
    noPackageHint: 'Pedid en la mesa.',
    work: 'Volver a calcular',
    submit: 'Continuar al pago',
    hold: 'Te guardamos la mesa mientras pagas.',
    agree: 'Al continuar aceptas estas condiciones.',
    problems: 'Revisa tu reserva',
    fields: { party_size: 'Cuántas personas', package: 'Botellas y extras' },
  },
  sum: {
    heading: 'Lo que cuesta',
    tablePrice: 'Precio de la mesa',
    extraGuests: (guests, price) =>
      guests === 1
        ? `1 persona adicional a ${price}`
        : `${guests} personas adicionales a ${price} cada una`,
    minimumSpend: 'Consumo mínimo, lo que toméis en la mesa',
    package: (name) => `Paquete: ${name}`,
    restOfMinimum: 'Resto del consumo mínimo, lo que toméis en la mesa',
    fee: 'Depósito, no se descuenta de la cuenta',
    total: 'En total, como mínimo',
    now: 'Se cobra ahora',
    nowAtDoors: 'Se retiene ahora',
    due: 'Saldo pendiente en la puerta',
    said: (now, due) => `${now} ahora, ${due} en la puerta.`,
  },
  terms: {
    heading: 'Lo que aceptas',
    included: (included, max) =>
      included === max
        ? `El precio incluye a las ${max} personas que caben en la mesa.`
        : `El precio incluye ${included === 1 ? 'a 1 persona' : `hasta ${included} personas`}.`,
    extra: (price, max) => `Cada persona más cuesta ${price}, hasta ${max} en total.`,
    extraFree: (max) => `Las demás personas no pagan nada, hasta ${max} en total.`,
    minimum: (price) => `Consumo mínimo: tu grupo consume al menos ${price}, paquetes incluidos.`,
    credited: (price) => `El depósito de ${price} se descuenta de la cuenta.`,
    notCredited: (price) =>
      `El depósito de ${price} te asegura la mesa y no se descuenta de la cuenta.`,
    full: 'Todo lo que tiene precio se paga por adelantado y se descuenta de la cuenta.',
    atDoors: (at) =>
      `El importe se retiene ahora en tu tarjeta y se cobra cuando abran las puertas, el ${at}.`,
    arriveBy: (at) => `Llega antes del ${at}; hasta entonces te guardamos la mesa.`,
  },
  taken: {
    held: 'Alguien está reservando esta mesa ahora mismo. Si no paga, vuelve a quedar libre.',
    meanwhile:
      'Alguien está reservando esta mesa ahora mismo. Si no paga, vuelve a quedar libre. ' +
      'Si eres tú, continúa: te la estamos guardando.',
    booked: 'Esta mesa ya está reservada para este evento.',
    zone: 'En esta zona no queda ninguna mesa lo bastante grande.',
  },
}
