import { rows, type Queryable } from '../kernel/index.ts'

/** An order of somebody, and how much the house knows of them by it. */
export interface GuestOrder {
  order_id: string
  night: string
  doors_at: Date
  placed_at: Date
  state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded' | 'withdrawn'
  guest_name: string | null
  total_minor: number
  currency: string
  /** Passes with a name, notes of colleagues, and mails. */
  holders: number
  notes: number
  mails: number
  /** Its newest payment at Stripe. */
  intent: string | null
}

/** The orders of an address, written in any way, the newest first. */
export function selectGuestOrders(db: Queryable, email: string): Promise<GuestOrder[]> {
  return rows<GuestOrder>(
    db,
    'orders_of_guest',
    `select o.id as order_id, n.title as night, n.doors_at, o.placed_at, o.state, o.guest_name,
            o.total_minor::float8, o.currency,
            (select count(*) from passes p where p.order_id = o.id and p.name is not null)::int
              as holders,
            (select count(*) from order_notes t where t.order_id = o.id)::int as notes,
            (select count(*) from mails m where m.subject_id in (
               select o.id
               union all select id from refunds where order_id = o.id
               union all select id from audit_entries where subject_id = o.id))::int as mails,
            (select payment_intent_id from payments p
              where p.order_id = o.id and p.payment_intent_id is not null
              order by p.ordinal desc limit 1) as intent
       from orders o join nights n on n.id = o.night_id
      where lower(o.guest_email) = lower($1)
      order by o.placed_at desc, o.id`,
    [email],
  )
}

/** Somebody whom the house was to invite, and did not. */
export interface GuestComp {
  comp_id: string
  night: string
  asked_at: Date
  state: 'asked' | 'refused'
  guest_name: string
  reason: string
}

/** The comps of an address that are of no order, the newest first. */
export function selectGuestComps(db: Queryable, email: string): Promise<GuestComp[]> {
  return rows<GuestComp>(
    db,
    'comps_of_guest',
    `select c.id as comp_id, n.title as night, c.asked_at, c.state, c.guest_name, c.reason
       from comps c join nights n on n.id = c.night_id
      where lower(c.guest_email) = lower($1) and c.order_id is null
      order by c.asked_at desc, c.id`,
    [email],
  )
}
