import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What a line of an order becomes on another night, for so many heads. */
export interface OfferedKind {
  line_id: string
  ticket_type_id: string
  heads: number
}

/** A move that waits until its guest has paid the difference, by an order of its own. */
export interface MoveOffer {
  /** The order of the difference. */
  order_id: string
  moved_order_id: string
  from_night_id: string
  to_night_id: string
  kinds: OfferedKind[]
  paid_minor: number
  price_minor: number
  asked_by: string
  asked_at: Date
  withdrawn_by: string | null
  withdrawn_at: Date | null
}

/** Writes an offer; 0 rows where its id is taken. */
export function insertOffer(
  tx: Tx,
  offer: Omit<MoveOffer, 'asked_at' | 'withdrawn_by' | 'withdrawn_at'>,
): Promise<number> {
  return touched(
    tx,
    'insert_move_offer',
    `insert into move_offers (order_id, moved_order_id, from_night_id, to_night_id, kinds,
                              paid_minor, price_minor, asked_by)
     values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8) on conflict do nothing`,
    [
      offer.order_id,
      offer.moved_order_id,
      offer.from_night_id,
      offer.to_night_id,
      JSON.stringify(offer.kinds),
      offer.paid_minor,
      offer.price_minor,
      offer.asked_by,
    ],
  )
}

/** The open order of an offer's difference, for the guest of the order that is to move. */
export function insertDifference(tx: Tx, orderId: string, secret: string): Promise<number> {
  return touched(
    tx,
    'insert_difference_order',
    `insert into orders (id, moves_order_id, kind, night_id, secret, total_minor, currency,
                         guest_name, guest_email, guest_phone, locale)
     select f.order_id, o.id, 'ga', f.to_night_id, $2, f.price_minor - f.paid_minor, o.currency,
            o.guest_name, o.guest_email, o.guest_phone, o.locale
       from move_offers f join orders o on o.id = f.moved_order_id where f.order_id = $1`,
    [orderId, secret],
  )
}

/** The offer that an order pays the difference of. */
export function selectOffer(db: Queryable, orderId: string): Promise<MoveOffer | undefined> {
  return row<MoveOffer>(
    db,
    'move_offer',
    `select order_id, moved_order_id, from_night_id, to_night_id, kinds, paid_minor::float8,
            price_minor::float8, asked_by, asked_at, withdrawn_by, withdrawn_at
       from move_offers where order_id = $1`,
    [orderId],
  )
}

/** The house has taken an offer back. 0 rows: it was before. */
export function markOfferWithdrawn(tx: Tx, orderId: string, actor: string): Promise<number> {
  return touched(
    tx,
    'withdraw_move_offer',
    `update move_offers set withdrawn_by = $2, withdrawn_at = clock_timestamp()
      where order_id = $1 and withdrawn_at is null`,
    [orderId, actor],
  )
}

/** The order of a difference that an order waits for, to be paid or handed out. */
export async function selectOpenDifference(
  db: Queryable,
  movedOrderId: string,
): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    db,
    'open_difference_of_order',
    `select id from orders where moves_order_id = $1 and state in ('open', 'paid')`,
    [movedOrderId],
  )
  return found?.id
}

/** The same, locked until the transaction ends: before the lock on what it moves. */
export async function lockOpenDifference(
  tx: Tx,
  movedOrderId: string,
): Promise<string | undefined> {
  const found = await row<{ id: string }>(
    tx,
    'lock_open_difference_of_order',
    `select id from orders where moves_order_id = $1 and state in ('open', 'paid') for update`,
    [movedOrderId],
  )
  return found?.id
}

/** The orders of all differences that an order's guest was ever asked for, by id. */
export async function selectAllDifferences(db: Queryable, movedOrderId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'all_differences_of_order',
    `select id from orders where moves_order_id = $1 order by id`,
    [movedOrderId],
  )
  return found.map(({ id }) => id)
}

/**
 * The orders by which the differences of an order's moves were paid, by id. They go where it goes,
 * and are locked after it, as one is only from then on: while it waits, its own lock comes first.
 */
export async function selectDifferences(db: Queryable, movedOrderId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'differences_of_order',
    `select id from orders where moves_order_id = $1 and state = 'fulfilled' order by id`,
    [movedOrderId],
  )
  return found.map(({ id }) => id)
}
