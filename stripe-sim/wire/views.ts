import type { Stripe } from 'stripe'
import type { Ledger } from '../ledger.ts'
import { refusal } from './errors.ts'

// Which property of which object can be expanded, and into what.
const expandable: Record<string, Record<string, keyof Expansions>> = {
  payment_intent: { latest_charge: 'charges', payment_method: 'paymentMethods' },
  charge: { payment_intent: 'paymentIntents' },
}
type Expansions = Pick<Ledger, 'charges' | 'paymentMethods' | 'paymentIntents'>
type Plain = Record<string, unknown>

const expandDepthMax = 4

/**
 * A copy of an object (or list) in which the given paths, for instance `latest_charge` or
 * `data.latest_charge.payment_intent`, are objects instead of ids. Throws a 400 for a path that
 * cannot be expanded. The ledger's own objects are left as they are.
 */
export function expanded(value: object, paths: string[] | undefined, ledger: Ledger): object {
  let view = value as Plain
  for (const path of paths ?? []) {
    const parts = path.split('.')
    if (parts.length > expandDepthMax) throw cannotExpand(path)
    view = expandPath(view, parts, path, ledger)
  }
  return view
}

function expandPath(value: Plain, parts: string[], path: string, ledger: Ledger): Plain {
  const [name, ...rest] = parts
  if (name === undefined) return value
  if (value['object'] === 'list') {
    if (name !== 'data') throw cannotExpand(path)
    const data = (value['data'] as Plain[]).map((item) => expandPath(item, rest, path, ledger))
    return { ...value, data }
  }
  const target = expandable[String(value['object'])]?.[name]
  if (target === undefined) throw cannotExpand(path)
  const current = value[name]
  if (current === null || current === undefined) return value
  const found = typeof current === 'string' ? ledger[target].get(current) : current
  return { ...value, [name]: expandPath(found as Plain, rest, path, ledger) }
}

function cannotExpand(path: string): Error {
  return refusal(
    `This property cannot be expanded (${path}). You may want to try expanding a property that ` +
      'the simulator knows.',
    'expand',
  )
}

// The properties that Stripe's reference marks "retrievable with publishable key".
const publicProperties = [
  'id',
  'object',
  'amount',
  'automatic_payment_methods',
  'canceled_at',
  'cancellation_reason',
  'capture_method',
  'client_secret',
  'confirmation_method',
  'created',
  'currency',
  'description',
  'last_payment_error',
  'livemode',
  'next_action',
  'payment_method',
  'payment_method_types',
  'processing',
  'receipt_email',
  'setup_future_usage',
  'shipping',
  'status',
] as const satisfies (keyof Stripe.PaymentIntent)[]

export type PublicPaymentIntent = Pick<Stripe.PaymentIntent, (typeof publicProperties)[number]>

/** What a browser may see of an intent: no metadata, no customer, no charge. */
export function publicView(intent: Stripe.PaymentIntent): PublicPaymentIntent {
  const entries = publicProperties.map((name) => [name, intent[name]])
  return Object.fromEntries(entries) as PublicPaymentIntent
}
