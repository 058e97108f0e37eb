import { row, type Queryable } from '../kernel/index.ts'
import { DIFFERING_MAX, type Differing } from './close_books.sql.ts'

/** What of a payment is not the same here and at Stripe. */
export type StripeReason =
  | 'not_booked'
  | 'not_at_stripe'
  | 'charge_differs'
  | 'refund_differs'
  | 'dispute_differs'

/** A night's money as Stripe itself has it, from when it was read; amounts are in minor units. */
export interface CloseStripe {
  /** An ISO text; and whether it is being read once more. */
  read_at: string
  is_reading: boolean
  charged_minor: number
  refunded_minor: number
  disputed_minor: number
  /** What Stripe keeps for charges, and for disputes. */
  charge_fees_minor: number
  dispute_fees_minor: number
  differing_count: number
  difference_minor: number
}

/** How it stands at Stripe, null while that was not read to its end; and what differs from ours. */
export async function selectStripe(
  db: Queryable,
  nightId: string,
  currency: string,
): Promise<{ stripe: CloseStripe | null; differing: Differing<StripeReason>[] }> {
  const values = [nightId, currency, DIFFERING_MAX]
  const found = await row<{ stripe: CloseStripe; differing: Differing<StripeReason>[] }>(
    db,
    'close_stripe',
    closeStripeQuery,
    values,
  )
  return found ?? { stripe: null, differing: [] }
}

/** Payment by payment, ours and theirs; what one has and the other has not is nothing there. */
const both = `
ours as materialized (
  select p.id, o.id as order_id, p.payment_intent_id as intent, p.received,
         case when p.refunded_minor > 0 then (
           select coalesce(sum(r.amount_minor), 0) from refunds r
            where r.payment_id = p.id and r.state = 'succeeded') else 0 end as refunded,
         (select coalesce(sum(d.amount_minor), 0) from disputes d
           where d.payment_id = p.id and d.state <> 'won') as disputed
    from orders o cross join lateral (
      select id, payment_intent_id, refunded_minor,
             case coalesce(received_currency, currency) when $2 then received_minor else 0 end
               as received
        from payments
       where order_id = o.id and state in ('succeeded', 'stray') offset 0) p
   where o.night_id = $1),
theirs as materialized (
  select payment_intent_id as intent, min(order_id) as order_id,
         coalesce(sum(amount_minor) filter (where kind = 'payment' and has_moved), 0) as received,
         coalesce(sum(amount_minor) filter (where kind = 'refund' and has_moved), 0) as refunded,
         coalesce(sum(amount_minor) filter (where kind = 'dispute' and has_moved), 0) as disputed,
         coalesce(sum(fee_minor) filter (where kind <> 'dispute'), 0) as charge_fees,
         coalesce(sum(fee_minor) filter (where kind = 'dispute'), 0) as dispute_fees
    from stripe_records where night_id = $1 and currency = $2 group by 1),
compared as (
  select coalesce(o.order_id, t.order_id) as order_id, o.intent is null as is_unknown,
         t.intent is null as is_missing,
         coalesce(t.received, 0) - coalesce(o.received, 0) as received,
         coalesce(t.refunded, 0) - coalesce(o.refunded, 0) as refunded,
         coalesce(t.disputed, 0) - coalesce(o.disputed, 0) as disputed
    from ours o full join theirs t on t.intent = o.intent),
differing as materialized (
  select order_id, received as amount_minor,
         case when is_unknown then 'not_booked' when is_missing then 'not_at_stripe'
              else 'charge_differs' end as reason
    from compared where received <> 0
  union all
  select order_id, -refunded, 'refund_differs' from compared where refunded <> 0
  union all
  select order_id, -disputed, 'dispute_differs' from compared where disputed <> 0)`

const closeStripeQuery = `
with ${both}
select (select jsonb_build_object(
         'charged_minor', coalesce(sum(received), 0),
         'refunded_minor', coalesce(sum(refunded), 0),
         'disputed_minor', coalesce(sum(disputed), 0),
         'charge_fees_minor', coalesce(sum(charge_fees), 0),
         'dispute_fees_minor', coalesce(sum(dispute_fees), 0)) from theirs)
    || jsonb_build_object(
         'read_at', r.read_at, 'is_reading', r.phase <> 'done',
         'differing_count', (select count(*) from differing),
         'difference_minor', (select coalesce(sum(amount_minor), 0) from differing)) as stripe,
       (select coalesce(jsonb_agg(one order by order_id, reason), '[]') from (
          select * from differing order by order_id, reason limit $3) one) as differing
  from night_readings r where r.night_id = $1 and r.read_at is not null`
