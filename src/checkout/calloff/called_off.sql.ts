import { must, row, rows, touched, type Queryable, type Tx } from '../../kernel/index.ts'

/** A night that was called off. */
export interface NightCancellation {
  night_id: string
  cancelled_by: string
  reason: string
  /** What was to be called off and given back at that moment. */
  orders: number
  money_minor: number
  reserved_minor: number
  cancelled_at: Date
}

/** What becomes of an order's money. */
export type Outcome = 'refunded' | 'released' | 'disputed' | 'nothing'

/** What calling a night off would give back now, in minor units of the venue's currency. */
export interface NightWorth {
  /** Orders that are paid for, or hold tickets or a table. */
  orders: number
  /** Orders that somebody may still be paying for. */
  open_orders: number
  /** Charged, and to go back; reserved, and to be let go. */
  money_minor: number
  reserved_minor: number
  /** Orders that a bank argues about, and what of their money it decides about. */
  disputed_orders: number
  disputed_minor: number
}

/** Adds up what of a night's money is there. What a bank argues about is not given back twice. */
export async function selectNightWorth(db: Queryable, nightId: string): Promise<NightWorth> {
  const found = await row<NightWorth>(
    db,
    'worth_of_night',
    `select count(*) filter (where state <> 'open')::int as orders,
            count(*) filter (where state = 'open')::int as open_orders,
            coalesce(sum(kept) filter (where not in_dispute), 0)::float8 as money_minor,
            coalesce(sum(promised), 0)::float8 as reserved_minor,
            count(*) filter (where in_dispute and kept > 0)::int as disputed_orders,
            coalesce(sum(kept) filter (where in_dispute), 0)::float8 as disputed_minor
       from (
         select o.state, d.in_dispute,
                case p.state when 'succeeded'
                  then greatest(0, p.received_minor - p.refunded_minor - d.lost) else 0 end as kept,
                case when p.state = 'authorised' and o.state <> 'refund_due'
                  then p.authorised_minor end as promised
           from orders o
           left join payments p on p.order_id = o.id and p.state in ('succeeded', 'authorised')
           cross join lateral (
             select coalesce(bool_or(state = 'open'), false) as in_dispute,
                    coalesce(sum(amount_minor) filter (where state = 'lost'), 0) as lost
               from disputes where payment_id = p.id) d
          where o.night_id = $1 and o.state in ('open', 'paid', 'fulfilled', 'refund_due')) one
      where state <> 'refund_due' or kept > 0`,
    [nightId],
  )
  return must(found, 'the worth of a night')
}

/** Writes down that a night is called off; 0 rows when that stands already. */
export function insertCancellation(
  tx: Tx,
  one: Omit<NightCancellation, 'cancelled_at'>,
): Promise<number> {
  return touched(
    tx,
    'insert_night_cancellation',
    `insert into night_cancellations
       (night_id, cancelled_by, reason, orders, money_minor, reserved_minor)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [one.night_id, one.cancelled_by, one.reason, one.orders, one.money_minor, one.reserved_minor],
  )
}

/** How a night was called off; undefined where it was not. */
export function selectCancellation(
  db: Queryable,
  nightId: string,
): Promise<NightCancellation | undefined> {
  return row<NightCancellation>(
    db,
    'night_cancellation',
    `select night_id, cancelled_by, reason, orders, money_minor::float8, reserved_minor::float8,
            cancelled_at
       from night_cancellations where night_id = $1`,
    [nightId],
  )
}

/** An order of a night that is called off, while nobody has called it off itself. */
export interface ToCallOff {
  id: string
  night_id: string
  is_open: boolean
}

/**
 * The next of them after `afterId`, by id, of whatever night. One whose money a bank has on its way
 * is not among them: it ends when that is known. One in dispute is, once the bank has decided.
 */
export function selectToCallOff(
  db: Queryable,
  afterId: string,
  limit: number,
): Promise<ToCallOff[]> {
  return rows<ToCallOff>(
    db,
    'orders_to_call_off',
    `select id, night_id, is_open from (
       select o.id, o.night_id, o.state = 'open' as is_open
         from night_cancellations n
         join orders o on o.night_id = n.night_id
          and o.state in ('open', 'paid', 'fulfilled', 'refund_due')
        where o.id > $1
          and not exists (select from called_off_orders c where c.order_id = o.id)
          and not (o.state = 'open' and exists (
            select from payments p where p.order_id = o.id and p.state = 'processing'))
       union all
       select c.order_id, c.night_id, false from called_off_orders c
        where c.outcome = 'disputed' and c.order_id > $1
          and not exists (
            select from disputes d where d.order_id = c.order_id and d.state = 'open')) found
      order by id limit $2`,
    [afterId, limit],
  )
}

/** A party that walked in on such a night, and of whom nobody is in. */
export interface WalkInToEnd {
  id: string
  cancelled_by: string
}

/** The next of them after `afterId`, by id; or the one with this `id` while it is one of them. */
export function selectWalkInsToEnd(
  db: Queryable,
  afterId: string,
  limit: number,
  id: string | null = null,
): Promise<WalkInToEnd[]> {
  return rows<WalkInToEnd>(
    db,
    'walk_ins_to_end',
    `select b.id, n.cancelled_by
       from night_cancellations n join bookings b on b.night_id = n.night_id
      where b.order_id is null and b.state = 'arrived' and b.id > $1 and b.id = coalesce($3, b.id)
        and not exists (select from passes p join admissions a on a.pass_id = p.id
                         where p.booking_id = b.id)
      order by b.id limit $2`,
    [afterId, limit, id],
  )
}

/** What became of an order's money; undefined while it is not called off. */
export async function selectOutcome(db: Queryable, orderId: string): Promise<Outcome | undefined> {
  const found = await row<{ outcome: Outcome }>(
    db,
    'outcome_of_order',
    `select outcome from called_off_orders where order_id = $1`,
    [orderId],
  )
  return found?.outcome
}

/**
 * Writes down that an order is called off, once; what a bank had to decide about first may move on
 * from there. 0 rows when it stands already.
 */
export function noteOutcome(
  tx: Tx,
  { id, night_id }: Pick<ToCallOff, 'id' | 'night_id'>,
  outcome: Outcome,
  amountMinor: number,
): Promise<number> {
  return touched(
    tx,
    'note_order_called_off',
    `insert into called_off_orders (order_id, night_id, outcome, amount_minor)
     values ($1, $2, $3, $4)
     on conflict (order_id) do update
        set outcome = excluded.outcome, amount_minor = excluded.amount_minor
      where called_off_orders.outcome = 'disputed' and excluded.outcome <> 'disputed'`,
    [id, night_id, outcome, amountMinor],
  )
}

/**
 * Writes down of an order of a night that is called off that its money goes back together with the
 * order that it belongs to. Nothing happens where its night takes place.
 */
export async function noteRefundedAlong(
  tx: Tx,
  { id, night_id }: Pick<ToCallOff, 'id' | 'night_id'>,
  amountMinor: number,
): Promise<void> {
  await touched(
    tx,
    'note_order_called_off_along',
    `insert into called_off_orders (order_id, night_id, outcome, amount_minor)
     select $1, night_id, 'refunded', $3 from night_cancellations where night_id = $2
     on conflict (order_id) do nothing`,
    [id, night_id, amountMinor],
  )
}
