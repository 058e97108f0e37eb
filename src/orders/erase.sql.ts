import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Stands in the place of words that named somebody; it is nobody's name in any language. */
export const ERASED = '—'
/** The same for an address that there has to be; no mail can be sent there (RFC 2606). */
const ERASED_EMAIL = 'erased@invalid'

/** Takes the guest out of an order: name, address and phone. 0 rows: there is none. */
export function eraseOrderGuest(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'erase_order_guest',
    `update orders set guest_name = null, guest_email = null, guest_phone = null
      where id = $1 and num_nonnulls(guest_name, guest_email, guest_phone) > 0`,
    [id],
  )
}

/** Empties the notes about an order; who wrote one, and when, stays. */
export function eraseNotes(tx: Tx, orderId: string): Promise<number> {
  return touched(
    tx,
    'erase_order_notes',
    `update order_notes set body = $2 where order_id = $1 and body <> $2`,
    [orderId, ERASED],
  )
}

/** Takes the guest out of what was asked for free, and why; what was given stays. */
export function eraseComp(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'erase_comp',
    `update comps set guest_name = $2, guest_email = $3, reason = $2,
            refusal = case when refusal is not null then $2 end
      where id = $1 and guest_email <> $3`,
    [id, ERASED, ERASED_EMAIL],
  )
}

/** Forgets where an order came from, should that still be kept. */
export async function eraseOrigin(tx: Tx, orderId: string): Promise<void> {
  await touched(tx, 'erase_placement', `delete from placements where order_id = $1`, [orderId])
  await touched(tx, 'erase_origin', `delete from order_origins where order_id = $1`, [orderId])
}

/** Writes down that an order's guest is erased; once. */
export function insertErased(tx: Tx, orderId: string, by: string): Promise<number> {
  return touched(
    tx,
    'insert_erased_order',
    `insert into erased_orders (order_id, erased_by) values ($1, $2) on conflict do nothing`,
    [orderId, by],
  )
}

/** Was the guest of an order erased? */
export async function selectIsErased(db: Queryable, orderId: string): Promise<boolean> {
  const found = await row(db, 'erased_order', `select from erased_orders where order_id = $1`, [
    orderId,
  ])
  return found !== undefined
}

/**
 * The orders of an address, written in any way, each locked until the transaction ends: of a
 * party's the one that booked the table first, as everybody locks them, and what waits for the
 * difference of a move before what it moves.
 */
export async function lockOrdersOfMail(tx: Tx, email: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'lock_orders_of_mail',
    `select id from orders where lower(guest_email) = lower($1)
      order by (kind = 'vip_guests'),
               (moves_order_id is not null and state in ('open', 'paid')) desc, id for update`,
    [email],
  )
  return found.map(({ id }) => id)
}

/** The comps of an address that are of no order, locked until the transaction ends. */
export async function lockCompsOfMail(tx: Tx, email: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'lock_comps_of_mail',
    `select id from comps where lower(guest_email) = lower($1) and order_id is null
      order by id for update`,
    [email],
  )
  return found.map(({ id }) => id)
}

/** For how many months after a night its guests are kept; null for ever. */
export async function selectRetention(db: Queryable): Promise<number | null> {
  const found = await row<{ erase_after_months: number | null }>(
    db,
    'guest_retention',
    `select erase_after_months from guest_retention`,
  )
  return found?.erase_after_months ?? null
}

/** The same, which nobody else changes until the transaction ends. */
export async function lockRetention(tx: Tx): Promise<number | null> {
  const found = await row<{ erase_after_months: number | null }>(
    tx,
    'lock_guest_retention',
    `select erase_after_months from guest_retention for update`,
  )
  return found?.erase_after_months ?? null
}

/** Sets that. 0 rows: it is so already. */
export function updateRetention(tx: Tx, months: number | null): Promise<number> {
  return touched(
    tx,
    'set_guest_retention',
    `update guest_retention set erase_after_months = $1
      where erase_after_months is distinct from $1`,
    [months],
  )
}
