import type { PricesWords } from '../prices.ts'

export const spanishPrices: PricesWords = {
  heading: 'Qué hay en un precio',
  why: 'Los precios son finales: el cliente paga lo que dice la página de la noche, y ningún tipo lo cambia. El pago, los recibos y los correos dicen cuánto es IVA y cuánto gastos, según los tipos vigentes al hacer el pedido.',
  vat: 'IVA',
  vatHint: 'En por ciento, sobre el precio sin él: de 121 €, el 21 % son 21 €.',
  fee: 'Gastos',
  feeHint: 'En por ciento del precio mismo. 0 si no se distinguen.',
  from: 'Desde',
  fromHint: 'Según el reloj del local. Vacío, desde ahora.',
  add: 'Añadir tipos',
  added: 'Añadidos.',
  list: 'Tipos, los últimos primero',
  columns: { from: 'Desde', vat: 'IVA', fee: 'Gastos', state: 'Estado' },
  states: { to_come: 'Vendrán', now: 'Ahora', past: 'Pasados' },
  withdraw: (from) => `Retirar los tipos desde ${from}`,
  withdrawShort: 'Retirar',
  withdrawn: 'Retirados.',
  empty: 'Aún no hay tipos',
  emptyNote: 'Hasta que los haya, los recibos dicen que todo está incluido, y nada más.',
}
