import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused of the owner who settles the house. */
export const settingsRefusalCodes = [
  'accent_unreadable',
  'currency_fixed',
  'logo_invalid',
  'logo_too_large',
  'rates_begun',
  'rates_past',
  'rates_taken',
  'reset_over',
  'time_zone_unknown',
  'variable_unknown',
  'venue_there',
] as const

type SettingsRefusals = Record<
  (typeof settingsRefusalCodes)[number],
  (detail: RefusalDetail) => string
>

/** The sentences for all of them. */
export const englishSettingsRefusals: SettingsRefusals = {
  accent_unreadable: ({ ratio }) =>
    `Text in this colour could not be read: its contrast with the dark ground is ${ratio ?? 'too low'}, and has to be 4.5 at least. Take a lighter one.`,
  currency_fixed: () =>
    'Orders were placed in the currency of now. It stays, so that the books count one kind of money.',
  logo_invalid: () => 'This is no picture: take a PNG, JPEG or WebP.',
  logo_too_large: () => 'This logo is too large: 512 kB, and 4096 pixels a side, at most.',
  rates_begun: () =>
    'Orders may have been placed by these rates: they stay. Add others from now on.',
  rates_past: () => 'Rates begin now or later: what was agreed on stays as it was.',
  rates_taken: () => 'Other rates begin at this moment already.',
  reset_over: () =>
    'This link opens nothing any more: it was used, or is older than half an hour. Ask for another.',
  time_zone_unknown: () => 'Choose a time zone of the list.',
  variable_unknown: ({ name }) =>
    `The word {${name ?? ''}} stands for nothing. There are {name}, {night}, {doors} and {venue}.`,
  venue_there: () =>
    'Somebody has made the venue meanwhile. What it is now stands in the settings.',
}

export const spanishSettingsRefusals: SettingsRefusals = {
  accent_unreadable: ({ ratio }) =>
    `El texto en este color no se podría leer: su contraste con el fondo oscuro es ${ratio ?? 'demasiado bajo'}, y debe ser 4,5 como mínimo. Elige uno más claro.`,
  currency_fixed: () =>
    'Ya hay pedidos en la moneda de ahora. Se queda, para que los libros cuenten una sola.',
  logo_invalid: () => 'Esto no es una imagen: elige un PNG, JPEG o WebP.',
  logo_too_large: () => 'Este logotipo es demasiado grande: como máximo, 512 kB y 4096 píxeles.',
  rates_begun: () =>
    'Puede haber pedidos hechos con estos tipos: se quedan. Añade otros desde ahora.',
  rates_past: () => 'Los tipos empiezan ahora o después: lo acordado se queda como estaba.',
  rates_taken: () => 'Otros tipos empiezan ya en ese momento.',
  reset_over: () => 'Este enlace ya no abre nada: se usó, o tiene más de media hora. Pide otro.',
  time_zone_unknown: () => 'Elige una zona horaria de la lista.',
  variable_unknown: ({ name }) =>
    `La palabra {${name ?? ''}} no significa nada. Hay {name}, {night}, {doors} y {venue}.`,
  venue_there: () => 'Alguien ha creado la sala mientras tanto. Está en los ajustes.',
}
