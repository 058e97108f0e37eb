import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Why money that came late, or a bank's promise of it, bought nothing. */
export type LateBecause =
  | 'sold_out'
  | 'no_table'
  | 'night_over'
  | 'night_cancelled'
  | 'party_over'
  | 'move_over'

export type OrderState =
  | 'open'
  | 'paid'
  | 'fulfilled'
  | 'expired'
  | 'refund_due'
  | 'refunded'
  /** Of a comp alone: the house has taken back what it gave. */
  | 'withdrawn'

/** What one guest wants, and how far it has come. */
export interface Order {
  id: string
  /** GA tickets, a VIP table, or more guests for one that is booked. */
  kind: 'ga' | 'vip' | 'vip_guests'
  night_id: string
  /** The booking that more guests are paid for; null on every other order. */
  booking_id: string | null
  /** The comp that it is of, and so free; null on every order that is paid for. */
  comp_id: string | null
  /** The order that moves to another night once this one, its difference, is paid for. */
  moves_order_id: string | null
  secret: string
  state: OrderState
  fulfilment: 'pending' | 'done' | 'stuck' | null
  fulfil_retries: number
  total_minor: number
  currency: string
  guest_name: string | null
  guest_email: string | null
  guest_phone: string | null
  locale: string
  placed_at: Date
  paid_at: Date | null
  fulfilled_at: Date | null
  /** Null where its money was not late, and where that was before anybody wrote it down. */
  late_because: LateBecause | null
  /** When its stock is given back unless it is paid for; null once nothing is held. */
  hold_expires_at: Date | null
  /** The guest has asked for more time, and has it; or had a day from the start, for a move. */
  hold_extended: boolean
  /** The database's clock, by which alone a hold ends (F44). */
  now: Date
}

export interface NewOrder {
  id: string
  kind: Order['kind']
  night_id: string
  booking_id: string | null
  secret: string
  total_minor: number
  currency: string
  locale: string
}

/**
 * Inserts an open order; no row when the id is taken, which is how a second click is noticed. No
 * key is named: of two inserts in the same moment the second may meet any that the id is part of.
 */
export function insertOrder(tx: Tx, order: NewOrder): Promise<number> {
  return touched(
    tx,
    'insert_order',
    `insert into orders (id, kind, night_id, booking_id, secret, total_minor, currency, locale)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      order.id,
      order.kind,
      order.night_id,
      order.booking_id,
      order.secret,
      order.total_minor,
      order.currency,
      order.locale,
    ],
  )
}

const orderQuery = `select id, kind, night_id, booking_id, comp_id, moves_order_id, secret, state,
  fulfilment, fulfil_retries, total_minor::float8, currency, guest_name, guest_email, guest_phone,
  locale, placed_at, paid_at, fulfilled_at, late_because,
  (select min(h.expires_at) from holds h where h.order_id = o.id and h.state = 'active')
    as hold_expires_at,
  o.moves_order_id is not null
    or exists (select from holds h where h.order_id = o.id and h.extended_at is not null)
    as hold_extended, now() as now
  from orders o where id = $1`

/** An order by its id. */
export function selectOrder(db: Queryable, id: string): Promise<Order | undefined> {
  return row<Order>(db, 'order', orderQuery, [id])
}

/** The same, locked until the transaction ends: whoever changes an order takes this first. */
export function lockOrder(tx: Tx, id: string): Promise<Order | undefined> {
  return row<Order>(tx, 'lock_order', `${orderQuery} for update`, [id])
}

/** Who the tickets are for. Refused (0 rows) once the order is closed. */
export function updateGuest(
  db: Queryable,
  id: string,
  guest: { name: string; email: string; phone: string | null },
): Promise<number> {
  return touched(
    db,
    'update_order_guest',
    `update orders set guest_name = $2, guest_email = $3, guest_phone = $4
      where id = $1 and state = 'open'`,
    [id, guest.name, guest.email, guest.phone],
  )
}

/** The language of the mails to come. It may change at any time, and nothing else with it. */
export function updateLocale(tx: Tx, id: string, locale: string): Promise<number> {
  return touched(
    tx,
    'update_order_locale',
    'update orders set locale = $2 where id = $1 and locale <> $2',
    [id, locale],
  )
}

/** open, expired → paid, its tickets pending. */
export function markPaid(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_paid',
    `update orders set state = 'paid', fulfilment = 'pending', paid_at = now()
      where id = $1 and state in ('open', 'expired')`,
    [id],
  )
}

/** paid → fulfilled. */
export function markFulfilled(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_fulfilled',
    `update orders set state = 'fulfilled', fulfilment = 'done', fulfilled_at = now()
      where id = $1 and state = 'paid'`,
    [id],
  )
}

/** One more try at issuing has failed. */
export function countRetry(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'count_fulfil_retry',
    `update orders set fulfil_retries = fulfil_retries + 1 where id = $1 and state = 'paid'`,
    [id],
  )
}

/** Fulfilment pending → stuck: the automatic retries are used up. */
export function markStuck(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_stuck',
    `update orders set fulfilment = 'stuck'
      where id = $1 and state = 'paid' and fulfilment = 'pending'`,
    [id],
  )
}

/** open → expired. */
export function markExpired(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_expired',
    `update orders set state = 'expired', expired_at = now() where id = $1 and state = 'open'`,
    [id],
  )
}

/**
 * expired → refund_due: money came too late, and nothing is left for it. paid, fulfilled →
 * refund_due: all of it is to go back. refunded → refund_due: a refund has failed after all (F62).
 */
export function markRefundDue(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_refund_due',
    `update orders set state = 'refund_due', paid_at = coalesce(paid_at, now()), refunded_at = null
      where id = $1 and state in ('expired', 'paid', 'fulfilled', 'refunded')`,
    [id],
  )
}

/** Notes why what has come for an order buys nothing, and goes back. The first reason stays. */
export function noteLate(tx: Tx, id: string, because: LateBecause): Promise<number> {
  return touched(
    tx,
    'note_late_money',
    `update orders set late_because = $2 where id = $1 and late_because is null`,
    [id, because],
  )
}

/** refund_due → refunded: everything that was received has gone back. */
export function markRefunded(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_order_refunded',
    `update orders set state = 'refunded', refunded_at = now()
      where id = $1 and state = 'refund_due'`,
    [id],
  )
}

/** Orders that were paid more than `seconds` ago and have no tickets, by their ids. */
export async function selectUnfulfilled(
  db: Queryable,
  fulfilment: 'pending' | 'stuck',
  seconds: number,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'unfulfilled_orders',
    `select id from orders
      where state = 'paid' and fulfilment = $1 and paid_at < now() - make_interval(secs => $2)
        and id > $3
      order by id limit $4`,
    [fulfilment, seconds, afterId, limit],
  )
  return found.map(({ id }) => id)
}
