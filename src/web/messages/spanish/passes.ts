import type { englishPasses } from '../passes.ts'
import { hour } from './hour.ts'

export const spanishPasses: typeof englishPasses = {
  title: 'Pase de invitado',
  description: 'Un pase de invitado para una mesa VIP.',
  open: {
    heading: 'Te han invitado',
    text: (host, table) =>
      host ? `${host} te guarda un sitio: ${table}.` : `Hay un sitio para ti: ${table}.`,
  },
  claimed: {
    heading: 'Estás dentro',
    text: (name) => `Este pase es para ${name}. Enseña el código en la puerta.`,
  },
  admitted: {
    heading: 'A disfrutar',
    text: (name, at) =>
      name ? `${name} entró a ${hour(at)}.` : `Alguien entró con este pase a ${hour(at)}.`,
  },
  void: {
    heading: 'Ya no es válido',
    text: (host) =>
      `Este pase no da acceso. Pide un enlace nuevo a ${host || 'quien te haya invitado'}.`,
    gone: (host) =>
      `Este pase ya no da acceso. ${host || 'Quien te haya invitado'} puede decirte por qué.`,
  },
  stopped: {
    heading: 'Ahora no es válido',
    text: (host) =>
      `Este pase no da acceso en este momento. ${host || 'Quien te haya invitado'} puede averiguar ` +
      'el motivo.',
  },
  over: {
    released: {
      heading: 'Se acabó la fiesta',
      text: 'La noche de este grupo ya ha terminado. Gracias por venir.',
    },
    cancelled: {
      heading: 'Ya no es válido',
      text: 'La reserva de este grupo está cancelada y sus pases ya no dan acceso.',
    },
    no_show: {
      heading: 'Ya no es válido',
      text: 'Nadie de este grupo llegó a tiempo, así que su mesa se dio a otro.',
    },
    night_over: {
      heading: 'Se acabó la fiesta',
      text: 'Este evento ya ha terminado. Nos vemos en otro.',
    },
    night_cancelled: {
      heading: 'Cancelado',
      text: 'Este evento está cancelado, así que este pase no da acceso a nada.',
    },
  },
  when: 'Fecha',
  where: 'Dónde',
  table: 'Mesa',
  tableLater: 'La estamos eligiendo. Aquí verás cuál es.',
  arrive: 'Hora límite de llegada',
  someTable: 'una mesa VIP',
  name: 'Tu nombre',
  nameHint: 'Lo verán quien ha reservado la mesa y el personal de la puerta. No necesitas cuenta.',
  claim: 'Aceptar el pase',
  qrLabel: 'Código QR de tu pase',
  code: 'Código',
  door: 'Enséñalo en la puerta, en el móvil o en papel. Vale para una persona.',
  early: 'Puedes llegar antes que el resto de tu grupo.',
  calendar: 'Añadir al calendario',
  keep: 'Esta página es tuya: el enlace no cambia. Quien lo tenga, tiene tu pase.',
}
