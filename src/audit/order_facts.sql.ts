import type { AlertKind } from '../alerts/index.ts'
import { rows, type Queryable } from '../kernel/index.ts'
import { moveFacts, type MoveFacts } from './move_facts.ts'

/**
 * Everything about one order that its books must agree on, read in one statement, so that it is one
 * moment's truth. The audit reads across rooms on purpose: it is what checks them against each
 * other.
 */
export interface OrderFacts extends MoveFacts {
  id: string
  kind: 'ga' | 'vip' | 'vip_guests'
  state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded' | 'withdrawn'
  fulfilment: 'pending' | 'done' | 'stuck' | null
  total_minor: number
  /** The comp that it is of; null on every order that is to be paid for. */
  comp_id: string | null
  /** How many approved comps name it, and what they say: their state, tickets or heads. */
  comps: number
  comp_state: 'approved' | 'withdrawn' | null
  comp_quantity: number
  /** Its lines that are not just what was approved. */
  comp_lines_other: number
  currency: string
  placed_at: Date
  /** What its lines add up to, in money and heads. */
  lines_minor: number
  heads: number
  /** Payments of any state, and those that are succeeded; a constraint allows one of these. */
  payments_ever: number
  payments: number
  /** Payments that are on their way, so that nobody knows yet how they end. */
  payments_processing: number
  received_minor: number
  /** What the bank has promised for it, and how much less than that was captured in the end. */
  authorised_minor: number
  uncaptured_minor: number
  /**
   * What was handed out without money: payments that are authorised, or that were and whose end
   * somebody has waived or is being asked about.
   */
  promises: number
  refunded_minor: number
  /** Money of payments that were given up, and how much of it went back, or was lost to a bank. */
  stray_minor: number
  stray_refunded_minor: number
  stray_lost_minor: number
  /** Refunds of such payments that are requested or succeeded. */
  stray_refunds_minor: number
  /** Refunds of the succeeded payment that are requested or succeeded. */
  refunds_minor: number
  /** The part of those for which no ticket was voided. */
  goodwill_minor: number
  /**
   * The worth of tickets that are void for a refund, of those of them whose refund has failed, and
   * of those that an open alert tells of.
   */
  voided_minor: number
  voided_failed_minor: number
  voided_watched_minor: number
  /** Refunds of any payment that Stripe has not yet ended. */
  refunds_requested: number
  /** Disputes of the succeeded payment that are open or lost, and those that are lost. */
  disputed_minor: number
  lost_minor: number
  /** Disputes of any payment of which the owner was never told. */
  disputes_untold: number
  /** Valid tickets, without doubles that were scanned and of which the owner was told (F35). */
  valid_tickets: number
  valid_minor: number
  /** Those of them that are beyond what their line has ordered and not given back. */
  surplus_tickets: number
  /** Lines that have sold more or fewer places than they have valid tickets. */
  lines_missold: number
  /** Passes that it has paid for, save those of people who went in; and the VIP table itself. */
  valid_passes: number
  bookings: number
  /** Holds that are active, and what of the converted ones is still sold. */
  active_holds: number
  sold: number
  /** Who has gone in on a pass for places at a table that was booked before: they stay sold. */
  inside: number
  /** Those of the active ones that should have ended an hour ago. */
  overdue_holds: number
  confirmations: number
  /** Those of them that have been owed for a day, and of which the owner was not told. */
  confirmations_unsent: number
  /** The kinds of the open alerts about it, its payments, refunds and disputes. */
  alerts: AlertKind[]
  /** A job that will issue its tickets is on its way. */
  fulfil_jobs: number
}

/** The facts of the next orders after `afterId`, by id, at most `limit`. */
export function selectOrderFacts(
  db: Queryable,
  afterId: string,
  limit: number,
): Promise<OrderFacts[]> {
  return rows<OrderFacts>(db, 'audit_order_facts', orderFactsQuery, [afterId, limit])
}

const orderFactsQuery = `
select o.id, o.kind, o.state, o.fulfilment, o.total_minor::float8, o.comp_id, o.currency,
       o.placed_at, coalesce(comp.comps, 0)::int as comps, comp.state as comp_state,
       coalesce(comp.quantity, 0)::int as comp_quantity,
       coalesce(comp.lines_other, 0)::int as comp_lines_other,
       coalesce(money.ever, 0)::int as payments_ever,
       coalesce(line.worth, 0)::float8 as lines_minor, coalesce(line.heads, 0)::int as heads,
       coalesce(money.payments, 0)::int as payments,
       coalesce(money.processing, 0)::int as payments_processing,
       coalesce(money.received, 0)::float8 as received_minor,
       coalesce(money.authorised, 0)::float8 as authorised_minor,
       coalesce(money.uncaptured, 0)::float8 as uncaptured_minor,
       coalesce(money.promises, 0)::int as promises,
       coalesce(money.refunded, 0)::float8 as refunded_minor,
       coalesce(money.stray, 0)::float8 as stray_minor,
       coalesce(money.stray_refunded, 0)::float8 as stray_refunded_minor,
       coalesce(dispute.stray_lost, 0)::float8 as stray_lost_minor,
       coalesce(back.stray, 0)::float8 as stray_refunds_minor,
       coalesce(back.amount, 0)::float8 as refunds_minor,
       coalesce(back.goodwill, 0)::float8 as goodwill_minor,
       coalesce(void.worth, 0)::float8 as voided_minor,
       coalesce(void.failed, 0)::float8 as voided_failed_minor,
       coalesce(void.watched, 0)::float8 as voided_watched_minor,
       coalesce(back.requested, 0)::int as refunds_requested,
       coalesce(dispute.amount, 0)::float8 as disputed_minor,
       coalesce(dispute.lost, 0)::float8 as lost_minor,
       coalesce(dispute.untold, 0)::int as disputes_untold,
       coalesce(ticket.valid, 0)::int as valid_tickets,
       coalesce(ticket.worth, 0)::float8 as valid_minor,
       coalesce(ticket.surplus, 0)::int as surplus_tickets,
       coalesce(ticket.missold, 0)::int as lines_missold,
       ${moveFacts},
       (select count(*) from passes p where p.order_id = o.id and p.state = 'valid'
           and not exists (select from admissions a where a.pass_id = p.id))::int as valid_passes,
       (select count(*) from bookings b where b.order_id = o.id)::int as bookings,
       coalesce(hold.active, 0)::int as active_holds, coalesce(hold.sold, 0)::int as sold,
       (select count(*) from passes p join admissions a on a.pass_id = p.id
         where p.order_id = o.id and o.booking_id is not null)::int as inside,
       coalesce(hold.overdue, 0)::int as overdue_holds,
       (select count(*) from mails m
         where m.subject_id = o.id and m.kind = 'confirmation')::int as confirmations,
       (select count(*) from mails m
         where m.subject_id = o.id and m.kind = 'confirmation' and m.state = 'queued'
           and m.queued_at < now() - interval '1 day' and not exists (
             select from alerts a where a.state = 'open' and a.kind = 'mail_undelivered'
                and a.subject_id = m.id))::int as confirmations_unsent,
       (select coalesce(array_agg(distinct a.kind), '{}') from alerts a where a.state = 'open'
           and (a.subject_id = o.id or a.detail ->> 'order' = o.id
                or a.subject_id in (select p.id from payments p where p.order_id = o.id)
                or a.subject_id in (select r.id from refunds r where r.order_id = o.id)))
         as alerts,
       case when o.state = 'paid' then (
         (select count(*) from job_requests r
           where r.queue = 'order.fulfil' and r.payload ->> 'order_id' = o.id)
         + (select count(*) from pgboss.job j where j.name = 'order.fulfil'
             and j.data ->> 'order_id' = o.id and j.state < 'completed'))::int
         else 0 end as fulfil_jobs
  from (select * from orders where id > $1 order by id limit $2) o
  left join lateral (
    select sum(l.quantity * l.unit_price_minor) as worth, sum(l.quantity) as heads
      from order_lines l where l.order_id = o.id) line on true
  left join lateral (
    select count(*) as ever, count(*) filter (where p.state = 'succeeded') as payments,
           count(*) filter (where p.state = 'processing') as processing,
           sum(p.received_minor) filter (where p.state = 'succeeded') as received,
           sum(p.refunded_minor) filter (where p.state = 'succeeded') as refunded,
           sum(p.authorised_minor) filter (where p.state = 'authorised') as authorised,
           sum(p.authorised_minor - p.received_minor) filter (where p.state = 'succeeded')
             as uncaptured,
           count(*) filter (where p.state = 'authorised' or p.waived_at is not null
             or exists (select from alerts a where a.subject_id = p.id
               and a.kind = 'authorisation_expired' and a.state = 'open')) as promises,
           sum(p.received_minor) filter (where p.state = 'stray') as stray,
           sum(p.refunded_minor) filter (where p.state = 'stray') as stray_refunded
      from payments p where p.order_id = o.id) money on true
  left join lateral (
    select sum(r.amount_minor) filter (where r.state <> 'failed' and p.state = 'succeeded')
             as amount,
           sum(r.amount_minor - r.tickets_minor)
             filter (where r.state <> 'failed' and p.state = 'succeeded') as goodwill,
           sum(r.amount_minor) filter (where r.state <> 'failed' and p.state = 'stray') as stray,
           count(*) filter (where r.state = 'requested') as requested
      from refunds r join payments p on p.id = r.payment_id where r.order_id = o.id) back on true
  left join lateral (
    select sum(l.unit_price_minor) as worth,
           sum(l.unit_price_minor) filter (where r.state = 'failed') as failed,
           sum(l.unit_price_minor) filter (where r.state = 'failed' and exists (
             select from alerts a where a.state = 'open' and a.kind = 'refund_failed'
                and a.subject_id = r.id)) as watched
      from refunds r join tickets t on t.refund_id = r.id join order_lines l
           on l.id = t.order_line_id
     where r.order_id = o.id) void on true
  left join lateral (
    select sum(d.amount_minor) filter (where d.state <> 'won' and p.state = 'succeeded') as amount,
           sum(d.amount_minor) filter (where d.state = 'lost' and p.state = 'succeeded') as lost,
           sum(d.amount_minor) filter (where d.state = 'lost' and p.state = 'stray') as stray_lost,
           count(*) filter (where not exists (
             select from alerts a where a.subject_id = d.stripe_dispute_id)) as untold
      from disputes d join payments p on p.id = d.payment_id where d.order_id = o.id) dispute
    on true
  left join lateral (
    select sum(two.valid - two.known) as valid,
           sum((two.valid - two.known) * two.unit_price_minor) as worth,
           sum(two.surplus - two.known) as surplus,
           count(*) filter (where two.valid - two.known <> two.sold) as missold
      from (select one.*, least(one.surplus, one.told) as known
              from (select l.unit_price_minor, count.valid,
                           (select coalesce(sum(h.quantity - h.returned), 0) from holds h
                             where h.order_line_id = l.id and h.state = 'converted') as sold,
                           greatest(0, count.valid - (l.quantity - count.refunded)) as surplus,
                           (select coalesce(max((e.detail ->> 'admitted_too_many')::int), 0)
                              from audit_entries e where e.subject_id = l.id
                               and e.action = 'ticket.duplicate_admitted') as told
                      from order_lines l
                     cross join lateral (
                       select count(*) filter (where t.state = 'valid') as valid,
                              count(*) filter (where t.voided_reason = 'refunded') as refunded
                         from tickets t where t.order_line_id = l.id) count
                     where l.order_id = o.id) one) two) ticket on true
  left join lateral (
    select count(*) filter (where h.state = 'active') as active,
           count(*) filter (where h.state = 'active' and h.expires_at < now() - interval '1 hour')
             as overdue,
           sum(h.quantity - h.returned) filter (where h.state = 'converted') as sold
      from holds h where h.order_id = o.id) hold on true
  left join lateral (
    select count(*) as comps, min(c.state) as state, sum(c.quantity) as quantity,
           sum((select count(*) from order_lines l where l.order_id = o.id
                 and (l.comp_id, l.quantity) is distinct from
                     (c.id, case when c.vip_table_id is null then c.quantity else 1 end)))
             as lines_other
      from comps c where c.order_id = o.id and c.decided_by is not null) comp on true
 order by o.id`
