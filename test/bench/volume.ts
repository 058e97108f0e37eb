import type { Database } from '../../src/kernel/index.ts'
import { fillAtOnce } from '../bulk.ts'
import { addNight } from '../catalog.ts'

/** What a club sells for one night, at most. */
const ORDERS_PER_NIGHT = 20_000
const TICKETS_EACH = 2
const CHUNK = 250_000

/**
 * Fills the database with what has been sold in years: orders of two tickets that have all they
 * paid for, with lines, holds, payments, tries, events and mails. Nothing of it waits for anything.
 */
export async function fillUp(db: Database, tickets: number): Promise<void> {
  const orders = Math.ceil(tickets / TICKETS_EACH)
  const nights: string[] = []
  const types: string[] = []
  while (nights.length * ORDERS_PER_NIGHT < orders) {
    const capacity = ORDERS_PER_NIGHT * TICKETS_EACH
    const made = await addNight(db, { doors_in: '200 days', types: [{ capacity }] })
    nights.push(made.night_id)
    types.push(made.types[0] ?? '')
  }
  await fillAtOnce(db, orders, async (client) => {
    for (let from = 0; from < orders; from += CHUNK) {
      const range = [from, Math.min(orders, from + CHUNK) - 1]
      for (const text of TABLES) await client.query(text, [...range, nights, types])
    }
  })
  const careful = await db.connect()
  await careful.query('set statement_timeout = 0')
  await careful.query('vacuum analyze')
  careful.release(true)
}

/** Older ids sort before newer ones, as they do in the product. */
const SOLD = `(
  select lpad(n::text, 26, '0') as id, now() - interval '20 days' - n * interval '2 seconds' as at,
         ($3::text[])[1 + n / ${ORDERS_PER_NIGHT}] as night_id,
         ($4::text[])[1 + n / ${ORDERS_PER_NIGHT}] as type_id, n
    from generate_series($1::int, $2::int) n) sold`

const TABLES = [
  `insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency, guest_name,
                       guest_email, placed_at, paid_at, fulfilled_at)
   select 'ord_' || id, night_id, md5(id), 'fulfilled', 'done', 4900, 'eur', 'Guest ' || n,
          'guest' || n || '@mail.example', at, at, at from ${SOLD}`,
  `insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor, position)
   select 'ln_' || id, 'ord_' || id, type_id, 'General admission', 2, 2450, 1 from ${SOLD}`,
  `insert into holds (id, order_id, order_line_id, ticket_type_id, quantity, state, expires_at,
                      ended_at, made_at)
   select 'hld_' || id, 'ord_' || id, 'ln_' || id, type_id, 2, 'converted', at, at, at from ${SOLD}`,
  `insert into payments (id, order_id, payment_intent_id, state, amount_minor, currency,
                         received_minor, received_currency, created_at, succeeded_at)
   select 'pay_' || id, 'ord_' || id, 'pi_' || md5(id), 'succeeded', 4900, 'eur', 4900, 'eur', at, at
     from ${SOLD}`,
  `insert into attempts (id, payment_id, attempt_key, outcome, source, card_brand, card_last4,
                         amount_minor, currency, at)
   select 'att_' || id, 'pay_' || id, 'ch_' || md5(id), 'succeeded', 'webhook', 'visa', '4242', 4900,
          'eur', at from ${SOLD}`,
  `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
   select 'tkt_' || id || k, 'ord_' || id, 'ln_' || id, k, night_id, type_id, upper(md5(id || k))
     from ${SOLD} cross join generate_series(1, ${TICKETS_EACH}) k`,
  // Older ones are purged in the product, and would be here in the middle of a measurement.
  `insert into webhooks (id, type, object_id, state, received_at, handled_at, delivered_at, order_id)
   select 'evt_' || md5(id), 'payment_intent.succeeded', 'pi_' || md5(id), 'handled', at, at, at,
          'ord_' || id from ${SOLD} where at > now() - interval '29 days'`,
  `insert into mails (id, kind, subject_id, state, queued_at, sent_at)
   select 'mail_' || id, 'confirmation', 'ord_' || id, 'sent', at, at from ${SOLD}`,
]
