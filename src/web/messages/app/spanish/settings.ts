import type { SettingsWords } from '../settings.ts'

export const spanishSettings: SettingsWords = {
  heading: 'Ajustes',
  parts: 'Partes de los ajustes',
  venue: 'Local',
  prices: 'Impuestos y gastos',
  mail: 'Ajustes de correo',
  stripe: 'Stripe',
  preview: 'Vista previa de correos',
  guests: 'Protección de datos',
}
