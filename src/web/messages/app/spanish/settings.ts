import type { SettingsWords } from '../settings.ts'

export const spanishSettings: SettingsWords = {
  heading: 'Ajustes',
  parts: 'Partes de los ajustes',
  venue: 'Local',
  prices: 'Impuestos y gastos',
  mail: 'Correo',
  stripe: 'Stripe',
  preview: 'Correos a clientes',
  guests: 'Protección de datos',
}
