import { html } from 'ghtml'
import { messagesFor } from '../../../messages.ts'
import type { FloorView, TableView } from './views.ts'
import { moneyOf } from './words.ts'

type Amount = 'table_price_minor' | 'minimum_spend_minor'

/**
 * What the plan writes on a table: the same amount on every one, so that they can be compared, with
 * a "+" where the other one comes in addition. The two are never added up. '' where the table does
 * not have that amount.
 */
export function figureOf(view: FloorView, table: TableView): string {
  const { shown, other } = amountsOf(view)
  if (table[shown] === 0) return ''
  return moneyOf(view)(table[shown]) + (table[other] > 0 ? '+' : '')
}

/** What the amounts on the plan are, for the legend. */
export function figureLegend(view: FloorView): string {
  const { figures } = messagesFor(view.locale).tables.plan
  const { shown, other } = amountsOf(view)
  const carriers = view.tables.filter((table) => table[shown] > 0)
  if (carriers.length === 0) return ''
  const isMore = carriers.some((table) => table[other] > 0)
  const { name, more } = figures[shown]
  return html`<li class="figures">${isMore ? `${name} ${more}` : name}</li>`
}

/** Table prices where every table has one, minimum spends otherwise. */
function amountsOf({ tables }: FloorView): { shown: Amount; other: Amount } {
  const priced = tables.filter(
    ({ table_price_minor, minimum_spend_minor }) => table_price_minor + minimum_spend_minor > 0,
  )
  return priced.every(({ table_price_minor }) => table_price_minor > 0)
    ? { shown: 'table_price_minor', other: 'minimum_spend_minor' }
    : { shown: 'minimum_spend_minor', other: 'table_price_minor' }
}
