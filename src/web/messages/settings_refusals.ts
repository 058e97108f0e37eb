import type { RefusalDetail } from './refusal_detail.ts'

/** What can be refused of the owner who settles the house. */
export const settingsRefusalCodes = [
  'accent_unreadable',
  'currency_fixed',
  'logo_too_large',
  'time_zone_unknown',
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
  logo_too_large: () => 'This logo is too large: 512 kB, and 4096 pixels a side, at most.',
  time_zone_unknown: () => 'Choose a time zone of the list.',
}

export const spanishSettingsRefusals: SettingsRefusals = {
  accent_unreadable: ({ ratio }) =>
    `El texto en este color no se podría leer: su contraste con el fondo oscuro es ${ratio ?? 'demasiado bajo'}, y debe ser 4,5 como mínimo. Elige uno más claro.`,
  currency_fixed: () =>
    'Ya hay pedidos en la moneda de ahora. Se queda, para que los libros cuenten una sola.',
  logo_too_large: () => 'Este logotipo es demasiado grande: como máximo, 512 kB y 4096 píxeles.',
  time_zone_unknown: () => 'Elige una zona horaria de la lista.',
}
