import { rows, row, type Queryable, type Tx } from '../kernel/index.ts'

/** A guest's bank wants money back. */
export interface Dispute {
  id: string
  stripe_dispute_id: string
  payment_id: string
  order_id: string
  state: 'open' | 'won' | 'lost'
  stripe_status: string
  reason: string
  amount_minor: number
  currency: string
  evidence_due_at: Date | null
}

export type NewDispute = Omit<Dispute, 'state'>

const disputeColumns = `id, stripe_dispute_id, payment_id, order_id, state, stripe_status, reason,
  amount_minor::float8, currency, evidence_due_at`

/** Writes an open dispute; undefined when it stands already. */
export function insertDispute(tx: Tx, dispute: NewDispute): Promise<Dispute | undefined> {
  return row<Dispute>(
    tx,
    'insert_dispute',
    `insert into disputes (id, stripe_dispute_id, payment_id, order_id, stripe_status, reason,
                           amount_minor, currency, evidence_due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (stripe_dispute_id) do nothing returning ${disputeColumns}`,
    [
      dispute.id,
      dispute.stripe_dispute_id,
      dispute.payment_id,
      dispute.order_id,
      dispute.stripe_status,
      dispute.reason,
      dispute.amount_minor,
      dispute.currency,
      dispute.evidence_due_at,
    ],
  )
}

/**
 * open → open, won or lost; lost → won, since a bank may decide anew. Undefined when it was decided
 * before, or Stripe was asked before it was lost here.
 */
export function moveDispute(
  tx: Tx,
  stripeDisputeId: string,
  state: Dispute['state'],
  stripeStatus: string,
  askedAt: Date,
): Promise<Dispute | undefined> {
  return row<Dispute>(
    tx,
    'move_dispute',
    `update disputes set state = $2, stripe_status = $3,
            closed_at = case when $2 = 'open' then null else now() end
      where stripe_dispute_id = $1
        and (state = 'open' or state = 'lost' and $2 = 'won' and closed_at < $4)
      returning ${disputeColumns}`,
    [stripeDisputeId, state, stripeStatus, askedAt],
  )
}

/**
 * won → open, since it has moved on: an inquiry that was closed may become a dispute, and what was
 * won may be argued again. Undefined where Stripe was asked before it was decided here: such news
 * is older than the decision.
 */
export function reopenDispute(
  tx: Tx,
  dispute: Pick<Dispute, 'stripe_dispute_id' | 'stripe_status' | 'reason' | 'evidence_due_at'>,
  askedAt: Date,
): Promise<Dispute | undefined> {
  return row<Dispute>(
    tx,
    'reopen_dispute',
    `update disputes set state = 'open', closed_at = null, stripe_status = $2, reason = $3,
            evidence_due_at = $4
      where stripe_dispute_id = $1 and state = 'won' and closed_at < $5
      returning ${disputeColumns}`,
    [
      dispute.stripe_dispute_id,
      dispute.stripe_status,
      dispute.reason,
      dispute.evidence_due_at,
      askedAt,
    ],
  )
}

/** All disputes of an order, oldest first. */
export function selectDisputes(db: Queryable, orderId: string): Promise<Dispute[]> {
  return rows<Dispute>(
    db,
    'disputes_of_order',
    `select ${disputeColumns} from disputes where order_id = $1 order by opened_at, id`,
    [orderId],
  )
}

/** How those of Stripe's disputes that are known here stand, by Stripe's ids. */
export async function selectDisputeStates(
  db: Queryable,
  stripeIds: string[],
): Promise<Map<string, Dispute['state']>> {
  const found = await rows<{ stripe_id: string; state: Dispute['state'] }>(
    db,
    'dispute_states_at_stripe',
    `select stripe_dispute_id as stripe_id, state from disputes
      where stripe_dispute_id = any($1)`,
    [stripeIds],
  )
  return new Map(found.map(({ stripe_id, state }) => [stripe_id, state]))
}

/** Disputes after `afterId` that are not decided, by id. */
export function selectOpenDisputes(
  db: Queryable,
  afterId: string,
  limit: number,
): Promise<Pick<Dispute, 'id' | 'stripe_dispute_id'>[]> {
  return rows(
    db,
    'open_disputes',
    `select id, stripe_dispute_id from disputes where state = 'open' and id > $1
      order by id limit $2`,
    [afterId, limit],
  )
}

/**
 * Those of these orders whose money a bank has taken back, or may (F65). A dispute about a payment
 * that the order did not need, and that was given up, says nothing of what it has bought.
 */
export async function selectDisputedOrders(
  db: Queryable,
  orderIds: string[],
): Promise<Set<string>> {
  const found = await rows<{ order_id: string }>(
    db,
    'disputed_orders',
    `select distinct d.order_id from disputes d join payments p on p.id = d.payment_id
      where d.order_id = any($1) and d.state <> 'won' and p.state not in ('cancelled', 'stray')`,
    [orderIds],
  )
  return new Set(found.map(({ order_id }) => order_id))
}
