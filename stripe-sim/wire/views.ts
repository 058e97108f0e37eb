import type { Stripe } from 'stripe'
import type { Ledger } from '../state/ledger.ts'
import { refusal } from './errors.ts'
import { expandable, expandableWithin, kindsOf, staysAsItIs, type Target } from './expandable.ts'
import { listOf, listPage } from './lists.ts'

type Plain = Record<string, unknown>

const levelsMax = 4

/**
 * Checks the paths of `expand` for an answer of a kind, without looking at any object: a request
 * with a wrong path is refused before it does anything. Throws 400 in Stripe's words, see
 * https://docs.stripe.com/expand.
 */
export function checkExpand(
  { kind, isList }: { kind: string; isList: boolean },
  paths: string[] | undefined,
): void {
  for (const path of paths ?? []) {
    const parts = path.split('.')
    if (path === 'total_count') {
      throw refusal('This property cannot be included (total_count).')
    }
    if (parts.length > levelsMax) {
      const message = `You cannot expand more than ${levelsMax} levels of a property. Property: `
      throw refusal(message + path, undefined, 'property_expansion_max_depth')
    }
    const [data, ...rest] = parts
    if (!isList) checkPath([kind], parts, '')
    else if (data === 'data') checkPath([kind], rest, 'data.')
    else throw cannotExpand(String(data), 'data')
  }
}

/** A browser may only expand what it can see anyway. Throws 400. */
export function checkBrowserExpand(paths: string[] | undefined): void {
  const hidden = paths?.find((path) => path !== 'payment_method')
  if (hidden !== undefined) throw cannotExpand(hidden)
}

/**
 * A copy of an object (or list) in which the given paths, for instance `latest_charge` or
 * `data.latest_charge.payment_intent`, are objects instead of ids. The paths have been checked;
 * what is null stays null, and an id whose object is forgotten stays an id. The ledger's own
 * objects are left as they are.
 */
export function expanded(value: object, paths: string[] | undefined, ledger: Ledger): object {
  return (paths ?? []).reduce<Plain>(
    (view, path) => expandPath(view, path.split('.'), ledger),
    value as Plain,
  )
}

function checkPath(kinds: string[], parts: string[], before: string): void {
  const [name, ...rest] = parts
  if (name === undefined) return
  const inner = `${name}.${rest[0]}`
  for (const kind of kinds) {
    if (staysAsItIs(kind, parts.join('.'))) return
    const target = expandable[kind]?.[name]
    if (target === 'refunds') {
      checkList(target, rest, before + name)
      return
    }
    if (target !== undefined) {
      checkPath(kindsOf(target), rest, `${before}${name}.`)
      return
    }
    const within = expandableWithin[kind]?.[inner]
    if (within !== undefined) {
      checkPath(kindsOf(within), rest.slice(1), `${before}${inner}.`)
      return
    }
  }
  const isHash = kinds.some((kind) => staysAsItIs(kind, name))
  throw cannotExpand(before + (isHash ? inner : name))
}

function checkList(target: Target, [data, ...rest]: string[], name: string): void {
  if (data === undefined) return
  if (data !== 'data') throw cannotExpand(`${name}.${data}`, `${name}.data`)
  checkPath(kindsOf(target), rest, `${name}.data.`)
}

function expandPath(value: Plain, parts: string[], ledger: Ledger): Plain {
  const [name, ...rest] = parts
  if (name === undefined) return value
  if (value['object'] === 'list' || value['object'] === 'search_result') {
    const data = (value['data'] as Plain[]).map((item) => expandPath(item, rest, ledger))
    return { ...value, data }
  }
  const kind = String(value['object'])
  const target = expandable[kind]?.[name]
  if (target !== undefined) return withExpanded(value, name, target, rest, ledger)
  const [inner = '', ...further] = rest
  const within = expandableWithin[kind]?.[`${name}.${inner}`]
  const hash = value[name] as Plain | null | undefined
  if (within === undefined || !hash) return value
  return { ...value, [name]: withExpanded(hash, inner, within, further, ledger) }
}

function withExpanded(
  value: Plain,
  name: string,
  target: Target,
  rest: string[],
  ledger: Ledger,
): Plain {
  const found = target === 'refunds' ? refundsOf(value, ledger) : referred(value[name], ledger)
  if (typeof found !== 'object' || found === null) return value
  return { ...value, [name]: expandPath(found as Plain, rest, ledger) }
}

// Ids tell by their beginning what they are of.
const collections: Record<string, keyof Ledger> = {
  ch: 'charges',
  cus: 'customers',
  dp: 'disputes',
  du: 'disputes',
  pi: 'paymentIntents',
  pm: 'paymentMethods',
  re: 'refunds',
  txn: 'balanceTransactions',
}

function referred(reference: unknown, ledger: Ledger): unknown {
  if (typeof reference !== 'string') return reference
  const name = collections[reference.slice(0, reference.indexOf('_'))]
  return name === undefined ? undefined : ledger[name].get(reference)
}

function refundsOf(charge: Plain, ledger: Ledger): object {
  const id = String(charge['id'])
  const url = `/v1/charges/${id}/refunds`
  return listPage({ url, kind: 'refund' }, listOf(ledger.refunds.by('charge', id)), {})
}

function cannotExpand(path: string, hint?: string): Error {
  const instead = `${hint}.${path.slice(path.lastIndexOf('.') + 1)}`
  const advice = hint === undefined ? '' : ` You may want to try expanding '${instead}' instead.`
  return refusal(`This property cannot be expanded (${path}).${advice}`)
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
