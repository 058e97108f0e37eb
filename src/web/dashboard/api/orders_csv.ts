import { decimalMoney, type Database } from '../../../kernel/index.ts'
import {
  orderList,
  readCursor,
  type ListedOrder,
  type OrderFilter,
} from '../../../overview/index.ts'
import { dashboardMessages } from '../../messages.ts'
import { byteOrderMark, csvLine } from './csv.ts'

/** So many orders are in memory at once, however many go into the file. */
const ROWS_AT_ONCE = 1000

/** The orders that `filter` lets through as the lines of a CSV file, newest first. */
export async function* ordersCsv(
  db: Database,
  filter: OrderFilter,
  locale: string,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(dashboardMessages(locale).orderColumns)
  let last: ListedOrder | undefined
  do {
    const after = last && readCursor(last.cursor)
    const orders = await orderList(db, filter, after, ROWS_AT_ONCE)
    yield orders.map(line).join('')
    last = orders.length === ROWS_AT_ONCE ? orders.at(-1) : undefined
  } while (last)
}

const KINDS = { ga: 'GA', vip: 'VIP', vip_guests: 'VIP', difference: 'Difference' }

function line(order: ListedOrder): string {
  const money = (amount_minor: number) => decimalMoney({ amount_minor, currency: order.currency })
  return csvLine([
    order.id,
    order.placed_at.toISOString(),
    order.night,
    KINDS[order.kind],
    order.state,
    order.fulfilment,
    order.guest_name,
    order.guest_email,
    order.places,
    money(order.total_minor),
    money(order.received_minor),
    money(order.refunded_minor),
    order.currency.toUpperCase(),
    order.card_brand,
    order.card_last4,
    order.failures,
    order.dispute,
    order.paid_at?.toISOString() ?? null,
    order.fulfilled_at?.toISOString() ?? null,
    order.comp?.asked_by ?? null,
    order.comp?.approved_by ?? null,
  ])
}
