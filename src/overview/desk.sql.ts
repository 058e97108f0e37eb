import { rows, type Queryable } from '../kernel/index.ts'
import { paidExactly } from './paid_exactly.sql.ts'

/** What decides which actions an order allows. */
export interface ActionFacts {
  order_id: string
  secret: string
  guest_name: string | null
  has_address: boolean
  kind: 'ga' | 'vip' | 'vip_guests'
  /** The difference of another order's move. */
  is_difference: boolean
  /** What was paid for its own moves, by orders of their own, and has not gone back. */
  differences_minor: number
  state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded' | 'withdrawn'
  total_minor: number
  currency: string
  /** Of the payment that the order stands on; null while there is none, or it was given up. */
  payment_state: 'open' | 'processing' | 'authorised' | 'succeeded' | null
  /** What that payment has brought, or what a bank has promised for it, and not gone back. */
  left_minor: number
  /** Just what the order costs has come, or is promised. */
  is_exact: boolean
  is_disputed: boolean
  /** How many are in on it. */
  inside: number
  /** The newest payment that Stripe knows. */
  intent: string | null
}

/** The facts of these orders, in one statement by their keys. */
export function selectActionFacts(db: Queryable, orderIds: string[]): Promise<ActionFacts[]> {
  return rows<ActionFacts>(db, 'desk_action_facts', actionFactsQuery, [orderIds])
}

const actionFactsQuery = `
select o.id as order_id, o.secret, o.guest_name, o.guest_email is not null as has_address, o.kind,
       o.moves_order_id is not null as is_difference, o.state, o.total_minor::float8, o.currency,
       p.state as payment_state,
       (select coalesce(sum(x.received_minor - x.refunded_minor), 0)
          from orders d join payments x on x.order_id = d.id and x.state = 'succeeded'
         where d.moves_order_id = o.id and d.state = 'fulfilled')::float8 as differences_minor,
       (case p.state when 'succeeded' then p.received_minor - p.refunded_minor
                     when 'authorised' then p.authorised_minor else 0 end)::float8 as left_minor,
       coalesce(${paidExactly}, false) as is_exact,
       -- Counted: an exists would be answered by going through all disputes of the house at once.
       (select count(*) from disputes d
         where d.order_id = o.id and d.payment_id = p.id and d.state <> 'won') > 0 as is_disputed,
       ((select count(*) from tickets t join admissions a on a.ticket_id = t.id
          where t.order_id = o.id)
        + (select count(*) from passes s join admissions a on a.pass_id = s.id
            where s.order_id = o.id))::int as inside,
       coalesce(p.payment_intent_id, (
         select payment_intent_id from payments l
          where l.order_id = o.id and l.payment_intent_id is not null
          order by l.ordinal desc limit 1)) as intent
  from orders o
  left join payments p on p.order_id = o.id and p.state not in ('cancelled', 'stray')
 where o.id = any($1)`

/** One of an order's payments, with the card that was tried last. */
export interface PaymentAtDesk {
  id: string
  state: 'open' | 'processing' | 'authorised' | 'succeeded' | 'cancelled' | 'stray'
  intent: string | null
  amount_minor: number
  currency: string
  received_minor: number | null
  refunded_minor: number
  opened_at: Date
  tries: number
  card_brand: string | null
  card_last4: string | null
}

/** The payments of an order, the first one first. */
export function selectPaymentsAtDesk(db: Queryable, orderId: string): Promise<PaymentAtDesk[]> {
  return rows<PaymentAtDesk>(
    db,
    'desk_payments',
    `select p.id, p.state, p.payment_intent_id as intent, p.amount_minor::float8, p.currency,
            p.received_minor::float8, p.refunded_minor::float8, p.created_at as opened_at,
            (select count(*)::int from attempts a where a.payment_id = p.id) as tries,
            last.card_brand, last.card_last4
       from payments p
       left join lateral (
         select card_brand, card_last4 from attempts a
          where a.payment_id = p.id and a.card_last4 is not null
          order by a.at desc, a.id desc limit 1) last on true
      where p.order_id = $1 order by p.ordinal`,
    [orderId],
  )
}
