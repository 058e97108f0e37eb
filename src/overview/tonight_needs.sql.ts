import type { AlertKind } from '../alerts/index.ts'
import { rows, type Queryable } from '../kernel/index.ts'
import { isLiveJob } from './live_job.sql.ts'
import { paidExactly } from './paid_exactly.sql.ts'

/** What a person has to know of the order that something is about. */
interface About {
  order_id: string | null
  guest_name: string | null
  amount_minor: number | null
  currency: string | null
  night: string | null
}

/** An open alert, with whatever its line tells. */
export interface OpenAlert extends About {
  id: string
  kind: AlertKind
  subject_id: string
  detail: Record<string, string | number>
  opened_at: Date
  /** How often issuing was tried, and when last. */
  tries: number
  tried_at: Date | null
  evidence_due_at: Date | null
}

/** A paid order whose tickets are still being tried for. */
export interface IssuingOrder extends About {
  order_id: string
  retries: number
  tries: number
  tried_at: Date | null
  paid_at: Date
  /** When the next try is due; null where no job for it is known. */
  next_at: Date | null
}

/** More are no list for a person any more; how many there are is said all the same. */
const LINES_MAX = 100
/** So that many of one kind leave room for each other. */
const LINES_OF_A_KIND_MAX = 30

/** Found one by one for the few alerts there are, whatever size the planner takes tables for. */
const eachOnes = (table: string, name: string, isOf: string) =>
  `left join lateral (select * from ${table} where ${isOf} offset 0) ${name} on true`

/**
 * The open alerts, the oldest of each kind first, with the orders that they are about, and how many
 * of the kind there are.
 */
export function selectNeeds(db: Queryable): Promise<(OpenAlert & { of_kind: number })[]> {
  return rows(
    db,
    'tonight_needs',
    `select a.id, a.kind, a.subject_id, a.detail, a.opened_at, a.of_kind, o.id as order_id,
            o.guest_name,
            coalesce((a.detail ->> 'amount_minor')::float8, r.amount_minor, d.amount_minor,
              p.received_minor, p.authorised_minor, o.total_minor)::float8 as amount_minor,
            coalesce(case when r.id is null and d.id is null and p.received_minor is not null
                            and a.detail ->> 'amount_minor' is null
                          then p.received_currency end, o.currency) as currency,
            n.title as night, d.evidence_due_at,
            coalesce(f.tries, 0)::int as tries, f.tried_at
       from (select * from (
               select *, (count(*) over (partition by kind))::int as of_kind,
                      row_number() over (partition by kind order by opened_at, id) as place
                 from alerts where state = 'open') ranked
              where place <= ${LINES_OF_A_KIND_MAX} offset 0) a
       ${eachOnes('mails', 'm', 'id = a.subject_id')}
       ${eachOnes('audit_entries', 'e', 'id = m.subject_id')}
       ${eachOnes('payments', 'p', 'id in (a.subject_id, m.subject_id)')}
       ${eachOnes('refunds', 'r', 'id in (a.subject_id, m.subject_id)')}
       ${eachOnes('disputes', 'd', 'stripe_dispute_id = a.subject_id')}
       ${eachOnes('order_lines', 'l', 'id = a.subject_id')}
       ${eachOnes('bookings', 'b', 'id = m.subject_id')}
       ${eachOnes(
         'orders',
         'o',
         `a.kind <> 'order_unknown' and id = coalesce(p.order_id, r.order_id, d.order_id,
            l.order_id, b.order_id, e.subject_id, m.subject_id, a.detail ->> 'order', a.subject_id)`,
       )}
       left join nights n on n.id = o.night_id
       left join lateral (
         select count(*) as tries, max(failed_at) as tried_at from fulfilment_tries t
          where t.order_id = o.id) f on true
      order by a.opened_at, a.id`,
  )
}

/**
 * Paid orders whose tickets are tried for again by themselves, the oldest first. What was paid in
 * another amount than it costs is tried for by nobody: its alert says so (F48).
 */
export function selectIssuing(db: Queryable): Promise<(IssuingOrder & { total: number })[]> {
  return rows(
    db,
    'tonight_issuing',
    `select o.id as order_id, o.guest_name, o.total_minor::float8 as amount_minor, o.currency,
            n.title as night, o.fulfil_retries::int as retries, o.paid_at,
            f.tries::int as tries, f.tried_at, j.next_at, o.total
       from (select o.*, (count(*) over ())::int as total from orders o
              where state = 'paid' and fulfilment = 'pending'
                and exists (select from payments p where p.order_id = o.id and ${paidExactly})
              order by paid_at limit ${LINES_MAX}) o
       join nights n on n.id = o.night_id
       left join lateral (
         select count(*) as tries, max(failed_at) as tried_at from fulfilment_tries t
          where t.order_id = o.id) f on true
       left join (
         select id, min(at) as next_at from (
           select payload ->> 'order_id' as id, start_after as at from job_requests
            where queue = 'order.fulfil'
           union all
           select data ->> 'order_id', start_after from pgboss.job
            where name = 'order.fulfil' and ${isLiveJob}) asked
          group by id) j on j.id = o.id
      order by o.paid_at, o.id`,
  )
}
