import type { englishReissuedMail } from '../reissued.ts'

export const spanishReissuedMail: typeof englishReissuedMail = {
  subject: {
    ticket: (title, when) => `Tu nueva entrada: ${title}, ${when}`,
    pass: (title, when) => `Un pase nuevo: ${title}, ${when}`,
  },
  heading: { ticket: 'Tu nueva entrada', pass: 'Un pase nuevo' },
  intro: {
    ticket: (title) => `Aquí tienes un código nuevo para una de tus entradas de ${title}.`,
    pass: (title) => `Aquí tienes un pase nuevo para una de las personas de tu grupo en ${title}.`,
  },
  old: {
    ticket:
      'El código anterior ya no abre la puerta. Quien lo tenga, en papel o en una foto, necesita ' +
      'este.',
    pass: 'El pase anterior y su enlace ya no abren la puerta. Envía el enlace nuevo a quien lo use.',
  },
  ticket: 'Entrada',
  pass: 'Pase',
  code: 'Código',
  open: { ticket: 'Ver tus entradas', pass: 'Ver tu reserva' },
  link: 'El enlace para enviar',
}
