import { row, rows, type Queryable } from '../kernel/index.ts'

/** One payment as our books have it, to be held against Stripe's. */
export interface PaymentFacts {
  id: string
  order_id: string
  payment_intent_id: string
  state: 'open' | 'processing' | 'authorised' | 'succeeded' | 'cancelled' | 'stray'
  received_minor: number
  /** What the bank has promised and nobody has captured. */
  authorised_minor: number
  /** Refunds that have succeeded, and those that Stripe may know or not know yet. */
  refunded_minor: number
  requested_minor: number
  currency: string
  /** Whether the owner knows of a promise of money that nobody has asked for. */
  is_promise_told: boolean
}

const paymentFacts = `select p.id, p.order_id, p.payment_intent_id, p.state, p.currency,
  coalesce(p.received_minor, 0)::float8 as received_minor,
  case when p.state = 'authorised' then p.authorised_minor else 0 end::float8 as authorised_minor,
  (select coalesce(sum(r.amount_minor), 0) from refunds r
    where r.payment_id = p.id and r.state = 'succeeded')::float8 as refunded_minor,
  (select coalesce(sum(r.amount_minor), 0) from refunds r
    where r.payment_id = p.id and r.state = 'requested')::float8 as requested_minor,
  exists (select from alerts a where a.state = 'open' and a.kind = 'authorisation_unexpected'
    and a.subject_id = p.id) as is_promise_told
  from payments p`

/** The payments of these intents. */
export function selectPaymentsOf(db: Queryable, intentIds: string[]): Promise<PaymentFacts[]> {
  return rows<PaymentFacts>(
    db,
    'audit_payments_of_intents',
    `${paymentFacts} where p.payment_intent_id = any($1)`,
    [intentIds],
  )
}

/** The payments with money, or with the promise of it, that were opened in [from, until). */
export function selectMoneyOpened(db: Queryable, from: Date, until: Date): Promise<PaymentFacts[]> {
  return rows<PaymentFacts>(
    db,
    'audit_money_opened',
    `${paymentFacts} where p.state in ('succeeded', 'stray', 'authorised')
       and p.created_at >= $1 and p.created_at < $2 order by p.id`,
    [from, until],
  )
}

/** When the first payment was opened; undefined when there is none. */
export async function selectFirstPayment(db: Queryable): Promise<Date | undefined> {
  const first = await row<{ at: Date | null }>(
    db,
    'audit_first_payment',
    `select min(created_at) as at from payments`,
  )
  return first?.at ?? undefined
}

/** Which of these intents the owner knows to be money of no order of ours. */
export async function selectToldUnknown(db: Queryable, intentIds: string[]): Promise<Set<string>> {
  const found = await rows<{ subject_id: string }>(
    db,
    'audit_told_unknown',
    `select subject_id from alerts
      where state = 'open' and kind = 'order_unknown' and subject_id = any($1)`,
    [intentIds],
  )
  return new Set(found.map(({ subject_id }) => subject_id))
}

/** Which of these orders ended unpaid, so long ago that nothing about it is under way any more. */
export async function selectLongExpired(db: Queryable, orderIds: string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    'audit_long_expired',
    `select id from orders
      where id = any($1) and state = 'expired' and expired_at < now() - interval '10 minutes'`,
    [orderIds],
  )
  return new Set(found.map(({ id }) => id))
}
