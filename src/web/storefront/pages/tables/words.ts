import { formatMoney } from '../../../../kernel/index.ts'
import { messagesFor } from '../../../messages.ts'
import { formatMoment } from '../dates.ts'
import { tablesPath, type NightAddress } from '../layout.ts'
import type { PageView } from '../views.ts'
import type { Floor, TableView, VipSummary } from './views.ts'

/** The path where a table, or the best one of a zone, is booked. */
export function bookingPath(night: NightAddress, wishedId: string): string {
  return `${tablesPath(night)}/${encodeURIComponent(wishedId)}`
}

/** What a table is and costs, in the order in which it is said: "booth", "up to 8 guests", … */
export function tableWords(view: PageView, table: TableView): { what: string; terms: string[] } {
  const messages = messagesFor(view.locale).tables
  const money = moneyOf(view)
  const terms: string[] = []
  if (table.table_price_minor > 0) terms.push(messages.tablePrice(money(table.table_price_minor)))
  if (table.minimum_spend_minor > 0)
    terms.push(messages.minimumSpend(money(table.minimum_spend_minor)))
  const ahead = money(table.charged_from_minor)
  if (table.charge === 'full') terms.push(messages.paidAhead)
  else terms.push(table.deposit_percent ? messages.depositFrom(ahead) : messages.deposit(ahead))
  return { what: `${messages.kinds[table.kind]}, ${messages.upTo(table.guests_max)}`, terms }
}

/**
 * A table's full name without its state: "Table 7, booth, up to 8 guests, €600 minimum spend, €200
 * deposit". The browser's code appends the state of the moment.
 */
export function tableName(view: PageView, table: TableView): string {
  const { what, terms } = tableWords(view, table)
  return [table.name, what, ...terms].join(', ')
}

/** The same with its state, as a link to the table is called. */
export function tableLabel(view: PageView, table: TableView): string {
  return `${tableName(view, table)}, ${messagesFor(view.locale).tables.states[table.state]}`
}

/** "3 of 5 free", for a zone or the whole house. */
export function freeCount(locale: string, tables: TableView[]): string {
  const { plan } = messagesFor(locale).tables
  const free = tables.filter(({ state }) => state === 'free').length
  return free === 0 ? plan.full : plan.count(free, tables.length)
}

/** The texts of the plan's page that change while somebody looks on, by the id of their element. */
export function liveTexts(locale: string, { zones, tables }: Floor): Record<string, string> {
  const texts: Record<string, string> = { 'free-all': freeCount(locale, tables) }
  for (const { id } of zones) {
    const count = freeCount(
      locale,
      tables.filter(({ zone_id }) => zone_id === id),
    )
    texts[`free-${id}`] = count
    texts[`plan-free-${id}`] = count
  }
  return texts
}

/** Why no table of the night can be booked now; '' when one can, as far as the sale goes. */
export function closedSale(view: PageView, floor: Pick<Floor, 'night' | 'vip'>): string {
  const { closed } = messagesFor(view.locale).tables
  const { night, vip } = floor
  if (night.state === 'cancelled') return closed.cancelled
  if (night.is_over) return closed.over
  if (vip.sale === 'ended') return closed.ended
  if (night.vip_paused_at) return closed.paused
  if (vip.sale === 'on' || !vip.sales_start_at) return ''
  return closed.notYet(formatMoment(vip.sales_start_at, view.locale, view.venue.time_zone))
}

/** Whether every table is taken. */
export function isSoldOut({ tables }: Pick<VipSummary, 'tables'>): boolean {
  return !tables.some(({ state }) => state === 'free')
}

/** Writes amounts in the venue's currency. */
export function moneyOf({
  venue,
  locale,
}: Pick<PageView, 'venue' | 'locale'>): (amount_minor: number) => string {
  return (amount_minor) => formatMoney({ amount_minor, currency: venue.currency }, locale)
}
