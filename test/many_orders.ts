import type { Database } from '../src/kernel/index.ts'
import { fillAtOnce } from './bulk.ts'

/** How many orders a large night has. */
export interface ManyOrders {
  night_id: string
  type_id: string
  orders: number
}

/**
 * Writes a night's orders as a busy one has them, with their lines, payments, tries and tickets:
 * of a hundred 80 have their tickets, 12 have expired, the others are something else; a third has
 * had a card declined, and a hundredth are of VIP tables. They were placed over the last two days.
 * Keys are not looked up, which is most of the work; they are right by how they are made.
 */
export async function addManyOrders(
  db: Database,
  { night_id, type_id, orders }: ManyOrders,
): Promise<void> {
  await fillAtOnce(db, orders, async (client) => {
    await client.query(ORDERS, [night_id, orders])
    await client.query(LINES, [night_id, type_id])
    await client.query(HOLDS, [night_id, type_id])
    await client.query(PAYMENTS, [night_id])
    await client.query(TRIES, [night_id])
    await client.query(TICKETS, [night_id, type_id])
    await client.query(REFUNDS, [night_id])
    await client.query(DISPUTES, [night_id])
  })
  await db.query({
    text: 'analyze orders, order_lines, payments, attempts, tickets, refunds, disputes, holds',
  })
}

/** The number of an order of `addManyOrders`, counted from 1: its id, mail and card have it. */
export const idOfMany = (n: number) => `ord_many${String(n).padStart(22, '0')}`

const FIRST = `(array['Ada','Zoë','Noor','Mateo','Ines','Jonas','Lena','Omar','Pia','Quentin',
  'Rosa','Sami','Tove','Uma','Vera','Wim','Xenia','Yara','Anton','Bruno'])[1 + n % 20]`

const ORDERS = `
insert into orders (id, kind, night_id, secret, state, fulfilment, total_minor, currency,
                    guest_name, guest_email, placed_at, paid_at, fulfilled_at, expired_at,
                    refunded_at)
select 'ord_many' || lpad(n::text, 22, '0'), case n % 97 when 7 then 'vip' else 'ga' end, $1,
       md5(n::text), state,
       case when state = 'fulfilled' then 'done' when state = 'paid' then
         case n % 2 when 0 then 'stuck' else 'pending' end end,
       2450 * (1 + n % 3), 'eur', ${FIRST} || ' ' || initcap(translate(md5(n::text),
         '0123456789', 'ghijklmnop')), 'guest' || n || '@mail' || n % 50 || '.example', placed,
       case when state in ('paid', 'fulfilled', 'refund_due', 'refunded')
         then placed + interval '1 minute' end,
       case when state = 'fulfilled' then placed + interval '2 minutes' end,
       case when state = 'expired' then placed + interval '10 minutes' end,
       case when state = 'refunded' then placed + interval '3 hours' end
  from generate_series(1, $2::int) n
 cross join lateral (
   select now() - interval '2 days' * n / $2::int as placed,
          case when n % 100 < 80 then 'fulfilled' when n % 100 < 92 then 'expired'
               when n % 100 < 95 then 'open' when n % 100 < 98 then 'refunded'
               when n % 100 = 98 then 'refund_due'
               else case n % 500 when 99 then 'paid' else 'fulfilled' end end as state) known`

const LINES = `
insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor, position)
select 'ln_' || id, id, $2, 'General admission', total_minor / 2450, 2450, 1
  from orders where night_id = $1 and id like 'ord_many%'`

const HOLDS = `
insert into holds (id, order_id, order_line_id, ticket_type_id, quantity, state, expires_at,
                   ended_at, made_at)
select 'hld_' || id, id, 'ln_' || id, $2, total_minor / 2450,
       case when state = 'open' then 'active' when state = 'expired' then 'expired'
            else 'converted' end, now() + interval '10 minutes',
       case when state <> 'open' then placed_at + interval '10 minutes' end, placed_at
  from orders where night_id = $1 and id like 'ord_many%'`

/** A third of the open ones wait for a bank. */
const PAYMENTS = `
insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency,
                      received_minor, received_currency, created_at, succeeded_at, refunded_minor)
select 'pay_' || id, id, 'pi_' || id,
       case when paid_at is not null then 'succeeded' when state = 'expired' then 'cancelled'
            when right(id, 2) = '93' then 'processing' else 'open' end,
       total_minor, currency, case when paid_at is not null then total_minor end,
       case when paid_at is not null then currency end, placed_at, paid_at,
       case when state = 'refunded' then total_minor else 0 end
  from orders where night_id = $1 and id like 'ord_many%'`

/** Of the declined ones of each hundred a tenth tried twice. */
const TRIES = `
insert into attempts (id, payment_id, attempt_key, outcome, source, code, decline_code, card_brand,
                      card_last4, amount_minor, currency, at)
select 'att_' || substr(o.id, 5) || k, 'pay_' || o.id, 'ch_' || k,
       case when k = 9 then 'succeeded' else 'declined' end, 'webhook',
       case when k < 9 then 'card_declined' end, case when k < 9 then 'insufficient_funds' end,
       'visa', lpad((right(o.id, 6)::int * 7919 % 10000)::text, 4, '0'), o.total_minor, o.currency,
       o.placed_at + k * interval '5 seconds'
  from orders o cross join (values (1), (2), (9)) tries (k)
 where o.night_id = $1 and o.id like 'ord_many%'
   and (k = 1 and right(o.id, 1) in ('1', '4', '7') or k = 2 and right(o.id, 2) in ('81', '94')
        or k = 9 and o.paid_at is not null)`

const TICKETS = `
insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
select 'tkt_' || o.id || k, o.id, 'ln_' || o.id, k, $1, $2, upper(md5(o.id || k))
  from orders o cross join lateral generate_series(1, o.total_minor / 2450) k
 where o.night_id = $1 and o.id like 'ord_many%' and o.state = 'fulfilled'`

const REFUNDS = `
insert into refunds (id, payment_id, order_id, stripe_refund_id, state, reason, amount_minor,
                     currency, requested_by, requested_at, ended_at)
select 'rfd_' || id, 'pay_' || id, id, 're_' || id, 'succeeded', 'owner', total_minor, currency,
       'Mona', placed_at + interval '2 hours', placed_at + interval '3 hours'
  from orders where night_id = $1 and id like 'ord_many%' and state = 'refunded'`

const DISPUTES = `
insert into disputes (id, stripe_dispute_id, payment_id, order_id, stripe_status, reason,
                      amount_minor, currency)
select 'dsp_' || id, 'dp_' || id, 'pay_' || id, id, 'needs_response', 'fraudulent', total_minor,
       currency
  from orders where night_id = $1 and id like 'ord_many%' and state = 'fulfilled' and right(id, 2) = '77'`
