/** The mail with what a guest has on another night: the tickets' or the booking's, with this. */
export const englishOrderMoved = {
  subject: (title: string, when: string) => `Now for ${title}, ${when}`,
  lead: (from: string, when: string) =>
    `This was for ${from} on ${when}, and is now for the night below. What you have saved or ` +
    'forwarded stays valid, for this night alone.',
  back: (amount: string) => `It costs ${amount} less: that goes back to you.`,
}

/** The same in Spanish. */
export const spanishOrderMoved: typeof englishOrderMoved = {
  subject: (title, when) => `Ahora para ${title}, ${when}`,
  lead: (from, when) =>
    `Esto era para ${from}, ${when}, y ahora es para la noche de abajo. Lo que hayas guardado o ` +
    'reenviado sigue siendo válido, solo para esta noche.',
  back: (amount) => `Cuesta ${amount} menos: te lo devolvemos.`,
}
