import type { Alert } from '../alerts/index.ts'
import { rows, type Queryable } from '../kernel/index.ts'

/** What a person needs to know of the order that an alert is about. */
export interface AlertFacts {
  order_id: string
  order_secret: string
  guest_name: string | null
  guest_email: string | null
  total_minor: number
  currency: string
  /** The automatic retries of issuing its tickets, and since when they are owed. */
  fulfil_retries: number
  paid_at: Date | null
  time_zone: string
  /** The payment in question; null where the order has none. */
  payment_intent_id: string | null
  payment_state: string | null
  /** What was received by it, or promised. */
  received_minor: number | null
  authorised_minor: number | null
  received_currency: string | null
  evidence_due_at: Date | null
  /** Who decided what becomes of the booking whose deposit has lapsed, and what they decided. */
  decided_by: string | null
  decided: 'keep' | 'cancel' | null
}

/**
 * The facts for alerts that are about an order, by the alerts' ids. The payment is the one that the
 * alert tells of: itself, or that of its refund or dispute. Of an alert about the order itself it
 * is what the order stands on; an authorisation that has ended lives no more, and is what the owner
 * has to look at. Whoever has the order that unknown money names need not be who has paid it.
 */
export async function selectAlertFacts(
  db: Queryable,
  alerts: Pick<Alert, 'id' | 'kind' | 'subject_id' | 'detail'>[],
): Promise<Map<string, AlertFacts>> {
  const asked = alerts.filter(({ kind }) => kind !== 'order_unknown')
  if (asked.length === 0) return new Map()
  const found = await rows<AlertFacts & { alert_id: string }>(db, 'alert_facts', query, [
    asked.map(({ id }) => id),
    asked.map(({ subject_id }) => subject_id),
    asked.map(({ detail }) => String(detail['order'] ?? '')),
  ])
  return new Map(found.map(({ alert_id, ...facts }) => [alert_id, facts]))
}

const query = `
select a.alert_id, o.id as order_id, o.secret as order_secret, o.guest_name, o.guest_email,
       o.total_minor::float8, o.currency, o.fulfil_retries, o.paid_at, v.time_zone,
       p.payment_intent_id, p.state as payment_state, p.received_minor::float8,
       p.authorised_minor::float8, p.received_currency, d.evidence_due_at, e.actor as decided_by,
       case e.action when 'deposit.waived' then 'keep' when 'deposit.given_up' then 'cancel' end
         as decided
  from unnest($1::text[], $2::text[], $3::text[]) as a (alert_id, subject_id, named)
  left join mails m on a.subject_id like 'mail\\_%' and m.id = a.subject_id
  join orders o on o.id = coalesce(
         case when a.subject_id like 'ord\\_%' then a.subject_id end, nullif(a.named, ''),
         case when m.subject_id like 'ord\\_%' then m.subject_id end,
         (select order_id from refunds where id = m.subject_id),
         (select order_id from payments where id = m.subject_id),
         (select order_id from bookings where id = m.subject_id))
  join nights n on n.id = o.night_id
  join venues v on v.id = n.venue_id
  left join disputes d on d.stripe_dispute_id = a.subject_id and d.order_id = o.id
  left join payments p on p.id = coalesce(
         (select payment_id from refunds where id = a.subject_id), d.payment_id,
         (select id from payments where id = a.subject_id),
         (select id from payments where order_id = o.id and state not in ('cancelled', 'stray')),
         (select id from payments where order_id = o.id and capture = 'manual'
           order by ordinal desc limit 1))
  left join audit_entries e on e.subject_id = a.subject_id and a.subject_id like 'pay\\_%'
   and e.action in ('deposit.waived', 'deposit.given_up')`
