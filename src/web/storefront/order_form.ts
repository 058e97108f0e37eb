import type { Choice, Placement } from '../../checkout/index.ts'
import { isId, isRefused, isSecret, refuse, type Refused } from '../../kernel/index.ts'

/** The form of a night's page, read. */
export type OrderForm = Who & { choices: Choice[] }

const QUANTITY = 'quantity_'
/** Longer than any number of tickets; the rest of an endless one is not looked at. */
const QUANTITY_DIGITS_MAX = 12
/** More kinds than any night sells. */
const CHOICES_MAX = 50

/**
 * Reads the posted form. What stands in a quantity is kept as written; anything but a whole number
 * becomes NaN, which placing refuses by the name of its field.
 */
export function readOrderForm(body: unknown): OrderForm | Refused<'input_invalid' | 'too_many'> {
  const fields = fieldsOf(body)
  const who = readWho(fields)
  if (isRefused(who)) return who
  const quantities = [...fields].filter(([name]) => name.startsWith(QUANTITY))
  if (quantities.length > CHOICES_MAX) return refuse('too_many', QUANTITY, { max: CHOICES_MAX })
  const choices = quantities.map(([name, value]) => ({
    ticket_type_id: name.slice(QUANTITY.length),
    quantity: readQuantity(value),
  }))
  return { ...who, choices }
}

/** The form of a booking's page that asks for more guests, read; NaN for what is no number. */
export function readGuestsForm(
  body: unknown,
): (Who & { guests: number }) | Refused<'input_invalid'> {
  const fields = fieldsOf(body)
  const who = readWho(fields)
  return isRefused(who) ? who : { ...who, guests: readQuantity(fields.get('guests')) }
}

type Who = Pick<Placement, 'order_id' | 'order_secret'>

function readWho(fields: Map<string, unknown>): Who | Refused<'input_invalid'> {
  const order_id = fields.get('order_id')
  const order_secret = fields.get('order_secret')
  if (typeof order_id !== 'string' || !isId('ord', order_id))
    return refuse('input_invalid', 'order_id')
  if (typeof order_secret !== 'string' || !isSecret(order_secret))
    return refuse('input_invalid', 'order_secret')
  return { order_id, order_secret }
}

const fieldsOf = (body: unknown) =>
  new Map<string, unknown>(Object.entries(typeof body === 'object' && body ? body : {}))

/** What stands in the quantities of a posted form, as written, to be shown again on a refusal. */
export function readChosen(body: unknown): Record<string, string> {
  const fields = Object.entries(typeof body === 'object' && body ? body : {})
  const texts = fields.flatMap(([name, value]: [string, unknown]) =>
    name.startsWith(QUANTITY) && typeof value === 'string'
      ? [[name.slice(QUANTITY.length), value]]
      : [],
  )
  return Object.fromEntries(texts.slice(0, CHOICES_MAX)) as Record<string, string>
}

function readQuantity(value: unknown): number {
  if (value === '') return 0
  const isWhole =
    typeof value === 'string' && value.length <= QUANTITY_DIGITS_MAX && /^\d+$/.test(value)
  return isWhole ? Number(value) : Number.NaN
}
