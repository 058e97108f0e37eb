/** What guests read before the house has a venue. */
export const englishOpeningSoon = {
  title: 'Opening soon',
  lead: 'The lights are being hung. Come back soon: the first nights will be here.',
  staff: 'You work here? Sign in',
}

/** The same in Spanish. */
export const spanishOpeningSoon: typeof englishOpeningSoon = {
  title: 'Abrimos pronto',
  lead: 'Estamos colgando las luces. Vuelve pronto: aquí estarán los primeros eventos.',
  staff: '¿Trabajas aquí? Entra',
}
