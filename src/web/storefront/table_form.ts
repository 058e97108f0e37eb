import type { TableWish } from '../../checkout/index.ts'
import { isId, isSecret, refuse, type Refused } from '../../kernel/index.ts'
import type { Party } from './pages/tables/index.ts'

/** The form of a table's page, read. */
export interface TableForm {
  order_id: string
  order_secret: string
  wish: TableWish
  /** The guest wants to see what it comes to before going on: how it works without a script. */
  isQuestion: boolean
}

/** Longer than any number of guests; the rest of an endless one is not looked at. */
const SIZE_DIGITS_MAX = 12
const ID_LENGTH_MAX = 100

/**
 * Reads the posted form. A party size that is no whole number becomes NaN, which placing refuses by
 * the name of its field.
 */
export function readTableForm(
  wishedId: string,
  body: unknown,
): TableForm | Refused<'input_invalid'> {
  const { order_id, order_secret, terms, step, ...party } = fieldsOf(body)
  if (typeof order_id !== 'string' || !isId('ord', order_id))
    return refuse('input_invalid', 'order_id')
  if (typeof order_secret !== 'string' || !isSecret(order_secret))
    return refuse('input_invalid', 'order_secret')
  if (typeof terms !== 'string' || terms.length > ID_LENGTH_MAX)
    return refuse('input_invalid', 'terms')
  const wish = { wished_id: wishedId, ...readParty(party), terms }
  return { order_id, order_secret, wish, isQuestion: step === 'show' }
}

/** How many are coming and what they order ahead, from a form or an address. */
export function readParty(fields: unknown): Party {
  const { party_size, package_id } = fieldsOf(fields)
  return { party_size: readSize(party_size), package_id: readPackage(package_id) }
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body ? { ...body } : {}
}

function readSize(value: unknown): number {
  const isWhole =
    typeof value === 'string' && value.length <= SIZE_DIGITS_MAX && /^\d+$/.test(value)
  return isWhole ? Number(value) : Number.NaN
}

/** Nothing chosen is no package; what cannot be one is kept, so that it is refused. */
function readPackage(value: unknown): string | null {
  if (value === undefined || value === '') return null
  return typeof value === 'string' ? value.slice(0, ID_LENGTH_MAX) : 'none'
}
