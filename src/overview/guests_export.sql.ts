import { row, type Queryable } from '../kernel/index.ts'

/** All that the house knows of somebody, as JSON makes it of a row. */
interface GuestExport {
  orders: Record<string, unknown>[]
  comps: Record<string, unknown>[]
}

/**
 * All that is known of the guest with this address, in one statement, so that it is one moment's
 * truth. Left out is what opens something, codes and the secrets of links, and who else is known by
 * it: the names that others of a party have given.
 */
export async function selectGuestExport(db: Queryable, email: string): Promise<GuestExport> {
  const found = await row<GuestExport>(db, 'export_of_guest', exportQuery, [email])
  return found ?? { orders: [], comps: [] }
}

/** The rows of a query as a list, empty where there are none. */
const list = (query: string) => `coalesce((select json_agg(x) from (${query}) x), '[]'::json)`

/** What alerts and mails to the guest of the order `o` are about. */
const aboutOrder = `select o.id union all select id from refunds where order_id = o.id
                     union all select id from payments where order_id = o.id
                     union all select id from bookings where order_id = o.id
                     union all select id from audit_entries where subject_id = o.id`

const exportQuery = `
select ${list(`
  select o.id as order_id, o.kind, o.state, n.title as night, n.doors_at, n.ends_at,
         o.guest_name as name, o.guest_email as email, o.guest_phone as phone,
         o.locale as language, o.placed_at, o.paid_at, o.fulfilled_at, o.expired_at,
         o.refunded_at, o.total_minor, o.currency,
         ${list(`select l.name, l.kind, l.quantity, l.unit_price_minor from order_lines l
                  where l.order_id = o.id order by l.position`)} as lines,
         ${list(`select p.payment_intent_id as stripe_payment, p.state, p.amount_minor,
                        p.received_minor, p.refunded_minor, p.currency, p.created_at,
                        p.succeeded_at
                   from payments p where p.order_id = o.id order by p.ordinal`)} as payments,
         ${list(`select a.at, a.outcome, a.decline_code, a.card_brand, a.card_last4,
                        a.amount_minor, a.currency
                   from attempts a join payments p on p.id = a.payment_id
                  where p.order_id = o.id order by a.at`)} as attempts,
         ${list(`select r.stripe_refund_id as stripe_refund, r.state, r.amount_minor, r.currency,
                        r.requested_at, r.ended_at
                   from refunds r where r.order_id = o.id order by r.requested_at`)} as refunds,
         ${list(`select d.state, d.reason, d.amount_minor, d.currency, d.opened_at, d.closed_at
                   from disputes d where d.order_id = o.id order by d.opened_at`)} as disputes,
         ${list(`select t.state, t.issued_at, t.voided_at, t.voided_reason, a.admitted_at
                   from tickets t left join admissions a on a.ticket_id = t.id
                  where t.order_id = o.id order by t.order_line_id, t.ordinal`)} as tickets,
         ${list(`select b.state, t.name as vip_table, b.arrive_by, b.created_at, b.arrived_at,
                        b.seated_at, b.ended_at
                   from bookings b left join vip_tables t on t.id = b.vip_table_id
                  where b.order_id = o.id`)} as bookings,
         ${list(`select g.party_size, g.package_name, g.charged_minor, g.worth_minor, g.policy,
                        g.agreed_at
                   from agreements g where g.order_id = o.id`)} as agreements,
         ${list(`select p.ordinal,
                        case when lower(p.name) = lower(o.guest_name) then p.name end as name,
                        p.name is not null as has_a_name, p.state, p.claimed_at,
                        p.voided_at, a.admitted_at
                   from passes p left join admissions a on a.pass_id = p.id
                  where p.order_id = o.id order by p.ordinal, p.issued_at`)} as passes,
         ${list(`select y.kind, y.amount_minor, y.currency, y.note, y.taken_at, y.reversed_at
                   from door_payments y join bookings b on b.id = y.booking_id
                  where b.order_id = o.id order by y.taken_at`)} as door_payments,
         ${list(`select t.written_at, t.body from order_notes t
                  where t.order_id = o.id order by t.written_at`)} as notes,
         ${list(`select c.name, c.quantity, c.guest_name, c.guest_email, c.reason, c.asked_at,
                        c.decided_at, c.withdrawn_at
                   from comps c where c.order_id = o.id`)} as comps,
         ${list(`select m.kind, m.state, m.queued_at, m.sent_at, m.bounced_at, m.bounce_status,
                        m.held_back_at, m.held_back_why
                   from mails m where m.subject_id in (${aboutOrder})
                  order by m.queued_at`)} as mails,
         ${list(`select x.title as from_night, y.title as to_night, m.paid_minor, m.price_minor,
                        m.moved_at
                   from order_moves m join nights x on x.id = m.from_night_id
                   join nights y on y.id = m.to_night_id
                  where m.order_id = o.id order by m.moved_at`)} as moves,
         ${list(`select a.kind, a.opened_at, a.resolved_at, a.reason from alerts a
                  where a.detail ->> 'order' = o.id or a.subject_id in (${aboutOrder})
                     or a.subject_id in (select id from mails where subject_id in (${aboutOrder}))
                  order by a.opened_at`)} as alerts,
         ${list(`select e.at, e.action from audit_entries e where e.subject_id = o.id
                  order by e.at, e.id`)} as deeds
    from orders o join nights n on n.id = o.night_id
   where lower(o.guest_email) = lower($1) order by o.placed_at, o.id`)} as orders,
  ${list(`
  select n.title as night, c.name, c.quantity, c.state, c.guest_name, c.guest_email,
         c.locale as language, c.reason, c.refusal, c.asked_at, c.decided_at
    from comps c join nights n on n.id = c.night_id
   where lower(c.guest_email) = lower($1) and c.order_id is null
   order by c.asked_at, c.id`)} as comps`
