import type { englishBookings, englishGuestsCheckout, englishVipCheckout } from '../bookings.ts'
import { hour } from './hour.ts'
import { spanishMoreGuests } from './more_guests.ts'
import { spanishPartyDisputes } from './party_disputes.ts'
import { spanishBankDays } from './refunds.ts'

type Stages = (typeof englishBookings)['stages']

const shared = {
  lapsed: {
    heading: 'Se te ha acabado el tiempo',
    text: () => 'Nos estamos asegurando de que no se ha cobrado nada. Es solo un momento.',
  },
  checking: {
    heading: 'Un momento',
    text: () => 'Estamos consultando a tu banco. No se te cobrará dos veces.',
  },
  refund_due: {
    heading: 'Te devolvemos tu dinero',
    text: ({ amount, effect }) =>
      `Te estamos devolviendo ${amount}. ${effect} No tienes que hacer nada.`,
  },
  refunded: {
    heading: 'Dinero devuelto',
    text: ({ amount, effect }) =>
      `Hemos devuelto ${amount} a la tarjeta o cuenta con la que pagaste. ${spanishBankDays} ` +
      effect,
  },
} satisfies Partial<Stages['vip']>

const vipStages: Stages['vip'] = {
  ...shared,
  payable: {
    heading: 'Aún sin pagar',
    text: ({ time }) => `Te guardamos la mesa hasta ${hour(time)}. No se te ha cobrado nada.`,
  },
  preparing: {
    heading: 'Pago recibido',
    text: () => 'Nos estamos ocupando de tu pago. Tu reserva aparecerá aquí en un momento.',
  },
  delayed: {
    heading: 'Pago recibido',
    text: () =>
      'Una persona se está ocupando de tu pago. Tu reserva tardará un poco más; aparecerá aquí y ' +
      'te llegará por correo. Por favor, no vuelvas a pagar.',
  },
  ready: {
    heading: 'Tu mesa está reservada',
    text: ({ table, email }) =>
      `${table === null ? 'Te estamos buscando una mesa' : `${table} es tuya`}. ` +
      `Tienes tus pases abajo${email ? ` y van de camino a ${email}` : ''}.`,
  },
  expired: {
    heading: 'No se ha pagado a tiempo',
    text: () => 'Tu mesa ha vuelto a la venta. No se te ha cobrado nada.',
  },
  expired_unsure: {
    heading: 'No se ha pagado a tiempo',
    text: () => 'Tu mesa ha vuelto a la venta. Si todavía llega algún pago, se devuelve entero.',
  },
}

const guestStages: Stages['vip_guests'] = {
  ...shared,
  payable: {
    heading: 'Aún sin pagar',
    text: ({ time }) =>
      `Guardamos los sitios de tus invitados hasta ${hour(time)}. No se te ha cobrado nada.`,
  },
  preparing: {
    heading: 'Pago recibido',
    text: () => 'Nos estamos ocupando de tu pago. Los nuevos pases estarán listos en un momento.',
  },
  delayed: {
    heading: 'Pago recibido',
    text: () =>
      'Una persona se está ocupando de tu pago. Los nuevos pases tardarán un poco más; te ' +
      'llegarán por correo. Por favor, no vuelvas a pagar.',
  },
  ready: {
    heading: 'Tus invitados tienen sitio',
    text: ({ table }) =>
      `Hay un pase para cada uno en la página de tu reserva${table === null ? '' : `: ${table}`}.`,
  },
  expired: {
    heading: 'No se ha pagado a tiempo',
    text: () => 'Los sitios vuelven a estar libres. No se te ha cobrado nada.',
  },
  expired_unsure: {
    heading: 'No se ha pagado a tiempo',
    text: () =>
      'Los sitios vuelven a estar libres. Si todavía llega algún pago, se devuelve entero.',
  },
}

export const spanishBookings: typeof englishBookings = {
  stages: { vip: vipStages, vip_guests: guestStages },
  endings: {
    cancelled: {
      heading: 'Reserva cancelada',
      text: 'Esta reserva está cancelada y sus pases ya no dan acceso.',
    },
    released: {
      heading: 'Hasta la próxima',
      text: 'Tu grupo se ha ido y la mesa ha quedado libre. Gracias por venir.',
    },
    no_show: {
      heading: 'Ya no tienes la mesa',
      text: 'Nadie llegó a tiempo, así que la mesa se dio a otro grupo.',
    },
  },
  over: {
    heading: 'Esta reserva ya ha terminado',
    text: 'Ya no se puede añadir a nadie, así que no hay nada que pagar. No se te ha cobrado nada.',
  },
  lines: {
    difference: (name) => `Diferencia para ${name}`,
    deposit: (name) => `Depósito, ${name}`,
    table: (name) => name,
    package: (name) => name,
    extra_guests: (name) => `Personas adicionales, ${name}`,
  },
  extraGuests: (count) => (count === 1 ? '1 persona adicional' : `${count} personas adicionales`),
  someTable: 'Mesa por anunciar',
  at: (table, zone) => `${table}, ${zone}`,
  guests: (count) => (count === 1 ? '1 persona' : `${count} personas`),
  panel: {
    title: 'Tu reserva',
    table: 'Mesa',
    sought: 'Por anunciar',
    none: 'Te estamos buscando una mesa. En esta página verás cuál es.',
    moved: (ordered, now) =>
      `Pediste ${ordered}. Tu grupo se sienta ahora en ${now}; lo que acordamos no cambia.`,
    waits: (ordered) => `Pediste ${ordered}. Lo que acordamos no cambia.`,
    when: 'Fecha',
    arrive: 'Hora límite de llegada',
    party: 'Grupo',
    package: 'Paquete',
    tablePrice: 'Precio de la mesa',
    minimum: 'Consumo mínimo',
    worth: 'La noche, como mínimo',
    ahead: 'Pagado por adelantado',
    reserved: 'Retenido en tu tarjeta',
    credited: 'de ello, a descontar de la cuenta',
    notCredited: 'no se descuenta de la cuenta',
    door: 'Pagado en la puerta',
    due: 'Saldo pendiente en la puerta',
    policy: 'Lo que has aceptado',
    change: 'Elegir otra mesa',
    back: 'Volver a tu reserva',
    open: 'Ver tu reserva',
  },
  passes: {
    title: 'Pases de invitado',
    claimed: (claimed, all) => `${claimed} de ${all} aceptados`,
    hint:
      'Uno para cada persona. Reenvía un enlace y tu invitado lo acepta con su nombre; ' +
      'los que te quedes, enséñalos en la puerta.',
    of: (ordinal, all) => `Pase ${ordinal} de ${all}`,
    number: (ordinal) => `pase ${ordinal}`,
    kept: 'Para enseñarlo o reenviarlo',
    claimedBy: (name) => `Aceptado: ${name}`,
    admitted: (at) => `Dentro desde ${hour(at)}`,
    inside: 'Dentro',
    code: 'Mostrar el código QR',
    qrLabel: (ordinal) => `Código QR del pase ${ordinal}`,
    link: 'Enlace para reenviar',
    copy: 'Copiar enlace',
    copied: 'Copiado',
    share: 'Compartir',
    shareText: (night) => `Tu pase para ${night}`,
    manage: 'Poner nombre o cambiar',
    name: '¿De quién es el pase?',
    save: 'Guardar nombre',
    replaceHint:
      '¿Has enviado el enlace a quien no era? Anula este pase: su enlace y su código dejan de ' +
      'valer al momento y recibes uno nuevo.',
    replace: 'Anular y crear un pase nuevo',
    refunded: 'Reembolsado. Ya no es válido',
    void: 'Ya no es válido',
  },
  more: spanishMoreGuests,
  disputes: spanishPartyDisputes,
  stays: 'Tu reserva y sus pases siguen como están.',
  permanent: 'Esta página es tuya: el enlace no cambia. Quien lo tenga, tiene tu reserva.',
  calendar: 'Tu reserva',
}

export const spanishVipCheckout: typeof englishVipCheckout = {
  email_hint: 'Tu reserva y sus pases te llegarán a esta dirección.',
  hold_announcement: 'Te guardamos la mesa durante {time} más.',
  hold_ending: 'Quedan menos de {time}. Después, tu mesa vuelve a la venta.',
  hold_expired: 'Tu mesa vuelve a estar a la venta. Si sigue libre, puedes elegirla otra vez.',
  choose_again: 'Volver a elegir mesa',
  paid: 'Pagado. Te llevamos a tu reserva…',
  offline: 'No tienes conexión. Tu mesa sigue guardada por ahora; inténtalo cuando vuelvas.',
  terms:
    'Al pagar reservas esta mesa en {venue} y aceptas sus condiciones. Todos los gastos incluidos.',
}

export const spanishGuestsCheckout: typeof englishGuestsCheckout = {
  email_hint: 'Los nuevos pases te llegarán a esta dirección.',
  hold_announcement: 'Guardamos los sitios durante {time} más.',
  hold_ending: 'Quedan menos de {time}. Después, los sitios quedan libres para otros.',
  hold_expired: 'Los sitios vuelven a estar libres. Puedes pedirlos otra vez.',
  choose_again: 'Volver a tu reserva',
  paid: 'Pagado. Seguimos…',
  offline: 'No tienes conexión. Los sitios siguen guardados por ahora; inténtalo cuando vuelvas.',
  terms: 'Al pagar añades a estas personas en {venue}, como acordamos. Todos los gastos incluidos.',
}
