import { row, rows, send, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** One order's money: one PaymentIntent at a time. */
export interface Payment {
  id: string
  order_id: string
  ordinal: number
  payment_intent_id: string | null
  state: 'open' | 'processing' | 'authorised' | 'succeeded' | 'cancelled' | 'stray'
  /** Whether its money comes at once, or is authorised first and captured later. */
  capture: 'automatic' | 'manual'
  amount_minor: number
  currency: string
  received_minor: number | null
  /** What Stripe has received it in; null until it has. */
  received_currency: string | null
  /** What the bank has promised, and until when; null where it was never authorised. */
  authorised_minor: number | null
  capture_before: Date | null
  /** Given back, or asked to be. */
  refunded_minor: number
  /** Who has asked for the money of an authorised one first. */
  capture_asked_by: string | null
  /** Who let its order be kept when its authorisation had ended; null where nobody did. */
  waived_by: string | null
  created_at: Date
  /** When its money came; null while none has. */
  succeeded_at: Date | null
}

export const paymentColumns = `select id, order_id, ordinal, payment_intent_id, state, capture,
  amount_minor::float8, currency, received_minor::float8, received_currency,
  authorised_minor::float8, capture_before, refunded_minor::float8, capture_asked_by, waived_by,
  created_at, succeeded_at from payments`

/** Opens an order's next payment: the first, or the one after those that were cancelled. */
export function insertPayment(
  tx: Tx,
  id: string,
  orderId: string,
  amountMinor: number,
  currency: string,
  capture: Payment['capture'],
): Promise<void> {
  return send(
    tx,
    'insert_payment',
    `insert into payments (id, order_id, ordinal, amount_minor, currency, capture)
     select $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4, $5 from payments where order_id = $2`,
    [id, orderId, amountMinor, currency, capture],
  )
}

/** The payment of an order that is neither cancelled nor stray; there is at most one. */
export function selectLivePayment(db: Queryable, orderId: string): Promise<Payment | undefined> {
  return row<Payment>(
    db,
    'live_payment',
    `${paymentColumns} where order_id = $1 and state not in ('cancelled', 'stray')`,
    [orderId],
  )
}

/** A payment by its id. */
export function selectPayment(db: Queryable, id: string): Promise<Payment | undefined> {
  return row<Payment>(db, 'payment', `${paymentColumns} where id = $1`, [id])
}

/** The payment whose intent this is, whatever its state. */
export function selectPaymentByIntent(db: Queryable, id: string): Promise<Payment | undefined> {
  return row<Payment>(db, 'payment_by_intent', `${paymentColumns} where payment_intent_id = $1`, [
    id,
  ])
}

/** Those of these intents that are payments of ours. */
export async function selectOurIntents(db: Queryable, intentIds: string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    'our_intents',
    `select payment_intent_id as id from payments where payment_intent_id = any($1)`,
    [intentIds],
  )
  return new Set(found.map(({ id }) => id))
}

/**
 * Stores the intent that Stripe made for a payment. 0 rows: another process did, or it is closed.
 */
export function storeIntent(db: Queryable, id: string, intentId: string): Promise<number> {
  return touched(
    db,
    'store_intent',
    `update payments set payment_intent_id = $2
      where id = $1 and payment_intent_id is null and state in ('open', 'processing')`,
    [id, intentId],
  )
}

/** What Stripe says that it has received. */
export interface Received {
  received_minor: number
  currency: string
}

/** open, processing → succeeded. */
export function markSucceeded(
  tx: Tx,
  id: string,
  { received_minor, currency }: Received,
): Promise<number> {
  return touched(
    tx,
    'mark_payment_succeeded',
    `update payments set state = 'succeeded', received_minor = $2, received_currency = $3,
            succeeded_at = now()
      where id = $1 and state in ('open', 'processing')`,
    [id, received_minor, currency],
  )
}

/** open → processing: the bank has it. */
export function markProcessing(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_processing',
    `update payments set state = 'processing' where id = $1 and state = 'open'`,
    [id],
  )
}

/** processing → open: declined after all, the same intent can be tried again. */
export function markReopened(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_reopened',
    `update payments set state = 'open' where id = $1 and state = 'processing'`,
    [id],
  )
}

/** open, processing → cancelled: Stripe says that this intent can never be paid. */
export function markCancelled(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_cancelled',
    `update payments set state = 'cancelled', cancelled_at = now()
      where id = $1 and state in ('open', 'processing')`,
    [id],
  )
}

/**
 * cancelled → succeeded: given up with its order, and captured all the same. 0 rows where another
 * payment of the order has money, or may get it.
 */
export function markRevived(
  tx: Tx,
  id: string,
  { received_minor, currency }: Received,
): Promise<number> {
  return touched(
    tx,
    'mark_payment_revived',
    `update payments p set state = 'succeeded', received_minor = $2, received_currency = $3,
            succeeded_at = now()
      where id = $1 and state = 'cancelled' and payment_intent_id is not null
        and authorised_minor is null
        and not exists (select from payments o where o.order_id = p.order_id and o.id <> p.id
                         and o.state not in ('cancelled', 'stray'))`,
    [id, received_minor, currency],
  )
}

/** cancelled → stray: given up, and captured all the same; its money has to go back. */
export function markStray(
  tx: Tx,
  id: string,
  { received_minor, currency }: Received,
): Promise<number> {
  return touched(
    tx,
    'mark_payment_stray',
    `update payments set state = 'stray', received_minor = $2, received_currency = $3,
            succeeded_at = now()
      where id = $1 and state = 'cancelled' and payment_intent_id is not null`,
    [id, received_minor, currency],
  )
}

/**
 * open → cancelled, for a payment that no browser can pay because it never had an intent, though
 * `seconds` have passed. 0 rows: an intent was stored meanwhile, and has to be cancelled at Stripe
 * first, or it is younger.
 */
export function markCancelledUnborn(db: Queryable, id: string, seconds = 0): Promise<number> {
  return touched(
    db,
    'mark_payment_cancelled_unborn',
    `update payments set state = 'cancelled', cancelled_at = now()
      where id = $1 and state = 'open' and payment_intent_id is null
        and created_at <= now() - make_interval(secs => $2)`,
    [id, seconds],
  )
}

/** When the first payment was opened; undefined while there is none. */
export async function findFirstPayment(db: Queryable): Promise<Date | undefined> {
  const first = await row<{ created_at: Date }>(
    db,
    'first_payment',
    `select created_at from payments order by id limit 1`,
  )
  return first?.created_at
}

/** When money arrived last, of that which arrived more than `seconds` and less than `days` ago. */
export async function findLastSuccess(
  db: Queryable,
  seconds: number,
  days: number,
): Promise<Date | undefined> {
  const last = await row<{ at: Date | null }>(
    db,
    'last_success',
    `select max(succeeded_at) as at from payments
      where succeeded_at < now() - make_interval(secs => $1)
        and succeeded_at > now() - make_interval(days => $2)`,
    [seconds, days],
  )
  return last?.at ?? undefined
}
