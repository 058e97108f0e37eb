import type { TermsTable } from '../../../dashboard/api/terms_answers.ts'
import { minorOf } from '../desk/minor_of.ts'
import { typedAmount, typedNumber } from '../nights/amounts.ts'
import type { Values } from '../nights/use_edit.ts'

/** How it is paid ahead goes together: a deposit is one of a sum or a share. */
const AHEAD = new Set(['charge', 'deposit_minor', 'deposit_percent'])

const YES: Record<string, boolean> = { yes: true, no: false }

/** What the fields show of several tables: what all of them have, or nothing where they differ. */
export function valuesOf(tables: TermsTable[], currency: string): Values {
  const each = tables.map((table) => valuesOfOne(table, currency))
  const [first = {}] = each
  const same = ([name, value]: [string, string]): [string, string] => [
    name,
    each.every((one) => one[name] === value) ? value : '',
  ]
  return Object.fromEntries(Object.entries(first).map(same))
}

/** Which of the fields differ between the tables. */
export function mixedOf(tables: TermsTable[], currency: string): Set<string> {
  const each = tables.map((table) => valuesOfOne(table, currency))
  const [first = {}] = each
  const differs = (name: string) => each.some((one) => one[name] !== first[name])
  return new Set(Object.keys(first).filter(differs))
}

function valuesOfOne(table: TermsTable, currency: string): Values {
  const { deposit_minor, deposit_percent, charge } = table
  const share = deposit_percent === null ? 'deposit_minor' : 'deposit_percent'
  return {
    is_on_sale: table.is_on_sale ? 'yes' : 'no',
    table_price_minor: typedAmount(table.table_price_minor, currency),
    minimum_spend_minor: typedAmount(table.minimum_spend_minor, currency),
    charge: charge === 'full' ? 'full' : share,
    deposit_minor: deposit_minor === null ? '' : typedAmount(deposit_minor, currency),
    deposit_percent: deposit_percent === null ? '' : String(deposit_percent),
    is_deposit_credited: table.is_deposit_credited ? 'yes' : 'no',
    guests_included: String(table.guests_included),
    guests_max: String(table.guests_max),
    extra_guest_price_minor: typedAmount(table.extra_guest_price_minor, currency),
  }
}

/** Only what was changed, as the server takes it; what is no amount is refused at its field. */
export function patchOf(values: Values, before: Values, currency: string): object {
  const changed = Object.keys(before).filter((name) => values[name] !== before[name])
  const read: Record<string, (text: string) => unknown> = {
    is_on_sale: (text) => YES[text],
    table_price_minor: (text) => amountOf(text, currency),
    minimum_spend_minor: (text) => amountOf(text, currency),
    is_deposit_credited: (text) => YES[text],
    guests_included: typedNumber,
    guests_max: typedNumber,
    extra_guest_price_minor: (text) => amountOf(text, currency),
  }
  const patch: Record<string, unknown> = {}
  for (const name of changed) {
    const reader = read[name]
    if (reader) patch[name] = reader(values[name] ?? '')
  }
  if (changed.some((name) => AHEAD.has(name))) Object.assign(patch, aheadOf(values, currency))
  return patch
}

function aheadOf(values: Values, currency: string): object {
  const { charge, deposit_minor = '', deposit_percent = '' } = values
  if (charge === 'full') return { charge }
  if (charge === 'deposit_minor')
    return {
      charge: 'deposit',
      deposit_minor: deposit_minor.trim() ? (minorOf(deposit_minor, currency) ?? 0) : null,
      deposit_percent: null,
    }
  if (charge === 'deposit_percent')
    return { charge: 'deposit', deposit_minor: null, deposit_percent: typedNumber(deposit_percent) }
  return {}
}

/** An amount that may be nothing; null for what is none. */
function amountOf(text: string, currency: string): number | null {
  if (/^\s*0+([.,]0*)?\s*$/.test(text)) return 0
  return minorOf(text, currency) ?? null
}
