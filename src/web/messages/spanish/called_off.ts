import type { englishCalledOff } from '../called_off.ts'
import { spanishBankDays } from './refunds.ts'

export const spanishCalledOff: typeof englishCalledOff = {
  heading: 'Este evento está cancelado',
  unpaid: 'No se celebra, así que ya no hay nada que pagar.',
  checking:
    'No se celebra. Estamos comprobando que no se te haya cobrado nada: si se ha cobrado algo, te ' +
    'lo devolvemos todo.',
  uncharged: 'No se celebra. No se te ha cobrado nada.',
  unsure: 'No se celebra. Si todavía nos llega algún pago, te lo devolvemos entero.',
  owed:
    'No se celebra, así que nada de lo que compraste para él sigue siendo válido. Te devolvemos el ' +
    'dinero sin que tengas que hacer nada.',
  disputed:
    'No se celebra, así que nada de lo que compraste para él sigue siendo válido. Tu banco decide ' +
    'sobre el dinero, porque lo ha reclamado.',
  due: (amount) => `No se celebra, así que te devolvemos ${amount}. No tienes que hacer nada.`,
  refunded: (amount) =>
    `No se celebra, así que hemos devuelto ${amount} a la tarjeta o cuenta con la que pagaste. ` +
    spanishBankDays,
  free: 'No se celebra, así que nada de lo que tienes para él sigue siendo válido.',
  ticket: 'Evento cancelado. Ya no es válida',
  effect: 'El evento está cancelado, así que sus pases ya no dan acceso.',
  mail: {
    subject: (title, when) => `Cancelado: ${title}, ${when}`,
    heading: 'El evento está cancelado',
    intro: {
      ga: (title) => `${title} no se celebra. Tus entradas ya no son válidas.`,
      vip: (title) =>
        `${title} no se celebra, así que tu reserva está cancelada. Sus pases ya no son válidos, ` +
        'tampoco los que has reenviado.',
    },
    arrives: spanishBankDays,
  },
}
