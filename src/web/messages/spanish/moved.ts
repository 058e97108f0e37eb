import type { englishMovedMail } from '../moved.ts'

export const spanishMovedMail: typeof englishMovedMail = {
  subject: (table, title, when) => `Tu mesa es ${table}: ${title}, ${when}`,
  heading: 'Tu mesa',
  preview: (table, zone) => `Tu sitio está en ${table}, ${zone}.`,
  intro: (table, zone, title) => `La mesa de tu grupo para ${title} es ahora ${table}, ${zone}.`,
  waits: {
    subject: (title, when) => `Estamos eligiendo otra mesa para ti: ${title}, ${when}`,
    preview: 'Te escribiremos en cuanto la tengas.',
    intro: (title) =>
      `Estamos eligiendo otra mesa para tu grupo en ${title}. Te escribiremos en cuanto la tengas, ` +
      'y también lo verás en la página de tu reserva. Lo que acordamos no cambia.',
    table: 'por confirmar',
  },
  nothing:
    'No tienes que hacer nada: tu reserva y todos los pases siguen siendo válidos, también los ' +
    'que ya has enviado.',
  table: 'Mesa',
  open: 'Ver tu reserva',
  otherNight: {
    subject: (title, when) => `Ahora para ${title}, ${when}`,
    lead: (from, when) =>
      `Esto era para ${from}, ${when}, y ahora es para la noche de abajo. Lo que hayas guardado o ` +
      'reenviado sigue siendo válido, solo para esta noche.',
    back: (amount) => `Cuesta ${amount} menos: te lo devolvemos.`,
  },
}
