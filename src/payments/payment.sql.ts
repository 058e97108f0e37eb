import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** One order's money: one PaymentIntent at a time. */
export interface Payment {
  id: string
  order_id: string
  ordinal: number
  payment_intent_id: string | null
  state: 'open' | 'processing' | 'succeeded' | 'cancelled'
  amount_minor: number
  currency: string
  received_minor: number | null
}

const paymentColumns = `select id, order_id, ordinal, payment_intent_id, state,
  amount_minor::float8, currency, received_minor::float8 from payments`

/** Opens an order's next payment: the first, or the one after those that were cancelled. */
export function insertPayment(
  tx: Tx,
  id: string,
  orderId: string,
  amountMinor: number,
  currency: string,
): Promise<number> {
  return touched(
    tx,
    'insert_payment',
    `insert into payments (id, order_id, ordinal, amount_minor, currency)
     select $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4 from payments where order_id = $2`,
    [id, orderId, amountMinor, currency],
  )
}

/** The payment of an order that is not cancelled; there is at most one. */
export function selectLivePayment(db: Queryable, orderId: string): Promise<Payment | undefined> {
  return row<Payment>(
    db,
    'live_payment',
    `${paymentColumns} where order_id = $1 and state <> 'cancelled'`,
    [orderId],
  )
}

/** The payment whose intent this is, whatever its state. */
export function selectPaymentByIntent(db: Queryable, id: string): Promise<Payment | undefined> {
  return row<Payment>(db, 'payment_by_intent', `${paymentColumns} where payment_intent_id = $1`, [
    id,
  ])
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

/** open, processing → succeeded. */
export function markSucceeded(tx: Tx, id: string, receivedMinor: number): Promise<number> {
  return touched(
    tx,
    'mark_payment_succeeded',
    `update payments set state = 'succeeded', received_minor = $2, succeeded_at = now()
      where id = $1 and state in ('open', 'processing')`,
    [id, receivedMinor],
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
    `update payments set state = 'cancelled' where id = $1 and state in ('open', 'processing')`,
    [id],
  )
}

/**
 * open → cancelled, for a payment that no browser can pay because it never had an intent. 0 rows:
 * an intent was stored meanwhile, and has to be cancelled at Stripe first.
 */
export function markCancelledUnborn(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_payment_cancelled_unborn',
    `update payments set state = 'cancelled'
      where id = $1 and state = 'open' and payment_intent_id is null`,
    [id],
  )
}

/** Claims the right to ask Stripe about a payment; 0 rows when somebody did within `seconds`. */
export function claimAsking(db: Queryable, id: string, seconds: number): Promise<number> {
  return touched(
    db,
    'claim_asking',
    `update payments set asked_at = now()
      where id = $1 and state in ('open', 'processing')
        and (asked_at is null or asked_at < now() - make_interval(secs => $2))`,
    [id, seconds],
  )
}
