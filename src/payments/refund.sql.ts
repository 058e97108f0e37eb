import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** `moved`: its order costs less on the night that it was moved to. */
export type RefundReason = 'owner' | 'late_money' | 'second_charge' | 'stripe' | 'moved'

/** Money on its way back to a guest. */
export interface Refund {
  id: string
  payment_id: string
  order_id: string
  /** Null until Stripe has answered. */
  stripe_refund_id: string | null
  state: 'requested' | 'succeeded' | 'failed'
  reason: RefundReason
  amount_minor: number
  /** The part of it that is the worth of tickets voided for it; the rest is goodwill. */
  tickets_minor: number
  currency: string
  requested_by: string
  failure_reason: string | null
  requested_at: Date
  ended_at: Date | null
}

export type NewRefund = Pick<
  Refund,
  'id' | 'payment_id' | 'order_id' | 'reason' | 'amount_minor' | 'currency' | 'requested_by'
>

const refundColumns = `select id, payment_id, order_id, stripe_refund_id, state, reason,
  amount_minor::float8, tickets_minor::float8, currency, requested_by, failure_reason, requested_at,
  ended_at from refunds`

/** Writes a requested refund; no row when its id is taken: so a second click is noticed. */
export function insertRefund(tx: Tx, refund: NewRefund): Promise<number> {
  return touched(
    tx,
    'insert_refund',
    `insert into refunds (id, payment_id, order_id, reason, amount_minor, currency, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      refund.id,
      refund.payment_id,
      refund.order_id,
      refund.reason,
      refund.amount_minor,
      refund.currency,
      refund.requested_by,
    ],
  )
}

/** A refund by its id. */
export function selectRefund(db: Queryable, id: string): Promise<Refund | undefined> {
  return row<Refund>(db, 'refund', `${refundColumns} where id = $1`, [id])
}

/** The refund that Stripe knows by this id. */
export function selectRefundAtStripe(db: Queryable, id: string): Promise<Refund | undefined> {
  return row<Refund>(db, 'refund_at_stripe', `${refundColumns} where stripe_refund_id = $1`, [id])
}

/** How those of Stripe's refunds that are known here stand, by Stripe's ids. */
export async function selectRefundStates(
  db: Queryable,
  stripeIds: string[],
): Promise<Map<string, Refund['state']>> {
  const found = await rows<{ stripe_id: string; state: Refund['state'] }>(
    db,
    'refund_states_at_stripe',
    `select stripe_refund_id as stripe_id, state from refunds where stripe_refund_id = any($1)`,
    [stripeIds],
  )
  return new Map(found.map(({ stripe_id, state }) => [stripe_id, state]))
}

/** All refunds of an order, oldest first. */
export function selectRefunds(db: Queryable, orderId: string): Promise<Refund[]> {
  return rows<Refund>(
    db,
    'refunds_of_order',
    `${refundColumns} where order_id = $1 order by requested_at, id`,
    [orderId],
  )
}

/** Refunds after `afterId` that were asked for over `seconds` ago and have not ended, by id. */
export function selectRequestedRefunds(
  db: Queryable,
  seconds: number,
  afterId: string,
  limit: number,
): Promise<Refund[]> {
  return rows<Refund>(
    db,
    'refunds_requested',
    `${refundColumns} where state = 'requested'
        and requested_at < now() - make_interval(secs => $1) and id > $2
      order by id limit $3`,
    [seconds, afterId, limit],
  )
}

/** Notes how much of a refund is the worth of the tickets voided for it. */
export function coverTickets(tx: Tx, id: string, ticketsMinor: number): Promise<number> {
  return touched(tx, 'cover_refund', `update refunds set tickets_minor = $2 where id = $1`, [
    id,
    ticketsMinor,
  ])
}

/** Stores the id that Stripe gave a refund; 0 rows when another process did. */
export function storeStripeRefund(tx: Tx, id: string, stripeId: string): Promise<number> {
  return touched(
    tx,
    'store_stripe_refund',
    `update refunds set stripe_refund_id = $2 where id = $1 and stripe_refund_id is null`,
    [id, stripeId],
  )
}

/** requested → succeeded. */
export function markRefundSucceeded(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_refund_succeeded',
    `update refunds set state = 'succeeded', ended_at = now()
      where id = $1 and state = 'requested'`,
    [id],
  )
}

/** requested, succeeded → failed: the bank sent the money back to us (F62). */
export function markRefundFailed(tx: Tx, id: string, reason: string | null): Promise<number> {
  return touched(
    tx,
    'mark_refund_failed',
    `update refunds set state = 'failed', ended_at = now(), failure_reason = $2
      where id = $1 and state in ('requested', 'succeeded')`,
    [id, reason],
  )
}

/**
 * Counts an amount towards what a payment has given back, or takes it off again when negative. 0
 * rows when that would be more than was received, or a payment without money.
 */
export function countRefunded(tx: Tx, paymentId: string, amountMinor: number): Promise<number> {
  return touched(
    tx,
    'count_refunded',
    `update payments set refunded_minor = refunded_minor + $2
      where id = $1 and state in ('succeeded', 'stray')
        and refunded_minor + $2 between 0 and received_minor`,
    [paymentId, amountMinor],
  )
}
