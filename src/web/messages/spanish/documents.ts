import type { english } from '../english.ts'

/** What a receipt says. */
export const spanishReceipt: typeof english.receipt = {
  title: 'Recibo',
  number: 'Número de recibo',
  date: 'Pagado el',
  to: 'Para',
  night: 'Evento',
  item: 'Concepto',
  quantity: 'Cantidad',
  price: 'Precio',
  amount: 'Importe',
  ordered: 'Pedido',
  total: 'Total pagado',
  fees: 'Todos los precios incluyen impuestos y gastos.',
  refunded: 'Este pedido se ha reembolsado por completo.',
  refundDue: 'Este pedido se está reembolsando por completo.',
  refundedPart: (amount) => `De ello se ha devuelto: ${amount}.`,
}

/** And an entry of a calendar. */
export const spanishCalendar: typeof english.calendar = {
  doors: (time) => `Puertas: ${time}`,
  tickets: 'Tus entradas',
}
