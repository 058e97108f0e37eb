import { row, rows, type Queryable } from '../kernel/index.ts'

/** What the audit trail may call the things that somebody looks for. */
export interface AuditSubjects {
  ids: string[]
  /** Orders and nights, which entries name beside their subject. */
  orders: string[]
  nights: string[]
}

/** Somebody may order often; whoever looks for more knows the order. */
const ORDERS_MAX = 50

const ID = /^[a-z]+_[0-9a-z]{1,60}$/

/**
 * The things that were typed, with all that belongs to them: an order, a booking, or anything else
 * by its id; a member by name or address; a guest's orders by their address.
 */
export async function selectAuditSubjects(db: Queryable, typed: string): Promise<AuditSubjects> {
  const text = typed.trim().toLowerCase()
  const orders = await ordersOf(db, text)
  const parts = orders.length > 0 ? await partsOf(db, orders) : []
  const members = await membersCalled(db, text)
  const own = ID.test(text) ? [text] : []
  return { ids: [...new Set([...own, ...orders, ...parts, ...members])], orders, nights: own }
}

/** A night, its bookings and their passes; entries about its VIP tables name the night. */
export async function selectNightSubjects(db: Queryable, nightId: string): Promise<AuditSubjects> {
  const found = await row<{ ids: string[]; orders: string[] }>(
    db,
    'audit_subjects_of_night',
    `select coalesce(array_agg(distinct s.id) filter (where s.id is not null), '{}') as ids,
            coalesce(array_agg(distinct b.order_id) filter (where b.order_id is not null), '{}')
              as orders
       from bookings b
       left join lateral (select id from passes where booking_id = b.id offset 0) p on true
      cross join lateral (values (b.id), (p.id)) s (id)
      where b.night_id = $1`,
    [nightId],
  )
  const { ids = [], orders = [] } = found ?? {}
  return { ids: [nightId, ...ids, ...orders], orders, nights: [nightId] }
}

async function ordersOf(db: Queryable, text: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'audit_orders_of_text',
    `select id from (
       (select id from orders where lower(guest_email) = $1 order by placed_at desc limit $2)
       union select id from orders where id = $1
       union select order_id from bookings where id = $1
       union select order_id from passes where id = $1
       union select order_id from tickets where id = $1
       union select order_id from payments where id = $1
       union select order_id from refunds where id = $1) found
      where id is not null`,
    [text, ORDERS_MAX],
  )
  return found.map(({ id }) => id)
}

async function partsOf(db: Queryable, orders: string[]): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'audit_parts_of_orders',
    `select id from order_lines where order_id = any($1)
     union all select id from payments where order_id = any($1)
     union all select id from refunds where order_id = any($1)
     union all select id from tickets where order_id = any($1)
     union all select id from bookings where order_id = any($1)
     union all select id from passes where order_id = any($1)
     union all select booking_id from orders where id = any($1) and booking_id is not null`,
    [orders],
  )
  return found.map(({ id }) => id)
}

async function membersCalled(db: Queryable, text: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    'audit_members_called',
    `select id from identity.members where lower(name) = $1 or email = $1 or id = $1`,
    [text],
  )
  return found.map(({ id }) => id)
}
