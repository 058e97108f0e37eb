import { fulfilQueue } from '../src/checkout/index.ts'
import { startJobs } from '../src/jobs/index.ts'
import { openLog, type Database } from '../src/kernel/index.ts'
import { fillAtOnce } from './bulk.ts'
import { addManyOrders } from './many_orders.ts'
import { addVipNight, type VipNightMade } from './vip_catalog.ts'

/** A night with very many orders. */
export interface LargeNight extends VipNightMade {
  orders: number
}

/** What the queue has done on such a night, and is about to do. */
const MAIL_QUEUE = 'mail.send'

/**
 * Writes a night of so many orders with all that comes with them: who is in, parties, comps, mails,
 * webhooks, alerts, notes, what was done by whom, and the queue's jobs. Beside it stand a hundred
 * other nights. The tables are as large as those of a house that has had such a night.
 */
export async function addLargeNight(
  db: Database,
  databaseUrl: string,
  orders: number,
): Promise<LargeNight> {
  await openQueue(db, databaseUrl)
  for (let n = 0; n < 80; n++) await addVipNight(db, { doors_in: `${n * 20 - 900} hours` })
  const tables = Array.from({ length: 60 }, (_, n) => ({ zone: n < 30 ? 'Gallery' : 'Floor' }))
  const night = await addVipNight(db, {
    doors_in: '-2 hours',
    types: [{ capacity: orders * 4 }, {}],
    tables,
  })
  const { night_id, types } = night
  await addManyOrders(db, { night_id, type_id: types[0] ?? '', orders })
  await fillAtOnce(db, orders, async (client) => {
    for (const text of [COUNTERS, ADMISSIONS, ENTRANCES, ...PARTIES, ...COMPS, ...OF_ORDERS])
      await client.query(text, [night_id])
    await client.query(JOBS, [fulfilQueue, MAIL_QUEUE, night_id])
  })
  const careful = await db.connect()
  await careful.query('set statement_timeout = 0')
  await careful.query('vacuum analyze')
  careful.release(true)
  return { ...night, orders }
}

/** The queue makes its tables when it is started. */
async function openQueue(db: Database, databaseUrl: string): Promise<void> {
  const names = [fulfilQueue, MAIL_QUEUE]
  const queues = names.map((name) => ({ name, handle: async () => {}, ...PATIENCE }))
  const jobs = await startJobs(db, databaseUrl, queues, openLog('silent', undefined))
  await jobs.stop()
}

const PATIENCE = { retries: 1, retryDelaySeconds: 1, retryDelaySecondsMax: 1 }

const OF_NIGHT = `from orders o where o.night_id = $1 and o.id like 'ord_many%'`

const COUNTERS = `
update ticket_types set taken = (select count(*) from tickets t
  where t.ticket_type_id = ticket_types.id and t.state = 'valid') where night_id = $1`

/** Three of ten are in. */
const ADMISSIONS = `
insert into admissions (id, ticket_id, night_id, admitted_by, admitted_at, entrance_id)
select 'adm_' || t.id, t.id, $1, 'North door', now() - random() * interval '2 hours', 'ent_' || t.id
  from tickets t where t.night_id = $1 and t.state = 'valid' and hashtext(t.id) % 10 between -2 and 2`

const ENTRANCES = `
insert into entrances (id, night_id, ticket_ids, pass_ids, member_id, admitted_by, at)
select entrance_id, $1, array[ticket_id], '{}', 'mem_' || hashtext(id) % 5, admitted_by, admitted_at
  from admissions where night_id = $1 and ticket_id is not null`

/** Two parties of each table, of which one has gone again; and those of all other nights. */
const PARTIES = [
  `insert into agreements (order_id, night_id, vip_table_id, wished_id, party_size, guests_included,
     guests_max, extra_guests, extra_guest_price_minor, table_price_minor, minimum_spend_minor,
     charge, charged_minor, credited_minor, worth_minor, arrive_by, policy, capture)
   select o.id, $1, f.vip_table_id, f.vip_table_id, 4, 4, 8, 0, 2000, 0, 60000, 'full',
          o.total_minor, 0, o.total_minor, now(), 'Kept for an hour.', 'at_once'
     from (select *, row_number() over (order by id) - 1 as n from orders
            where night_id = $1 and kind = 'vip' and state = 'fulfilled') o,
          lateral (select vip_table_id from table_offers where night_id = $1
            order by vip_table_id offset mod(n, 60) limit 1) f
    where n < 120`,
  `insert into bookings (id, order_id, night_id, vip_table_id, state, places, worth_minor, currency,
     arrive_by, booked_by, created_at, ended_at)
   select 'bkg_' || a.order_id, a.order_id, $1, a.vip_table_id,
          case when n = 1 then 'confirmed' else 'released' end, 4, a.worth_minor, 'eur', now(),
          'guest', now() - interval '3 hours', case when n > 1 then now() end
     from (select *, row_number() over (partition by vip_table_id order by order_id) as n
             from agreements where night_id = $1) a`,
  `update table_offers f set booking_id = b.id, heads = 4 from bookings b
    where b.night_id = $1 and f.night_id = $1 and f.vip_table_id = b.vip_table_id
      and b.state = 'confirmed'`,
  `insert into bookings (id, night_id, vip_table_id, state, places, party_name, worth_minor, currency,
     arrive_by, booked_by, created_at, ended_at)
   select 'bkg_' || f.night_id || k, f.night_id, f.vip_table_id, 'released', 4, 'Party ' || k, 0,
          'eur', now(), 'Hana', now() - interval '9 days', now() - interval '8 days'
     from table_offers f, generate_series(1, 50) k where f.night_id <> $1`,
  `insert into passes (id, booking_id, places, ordinal, order_id, night_id, code, claim_secret)
   select 'pas_' || b.id || k, b.id, 4, k, b.order_id, b.night_id, upper(md5(b.id || k)),
          md5(b.id || k || 'claim') from bookings b, generate_series(1, 4) k where $1 <> ''`,
  `insert into admissions (id, pass_id, night_id, admitted_by, admitted_at)
   select 'adm_' || id, id, night_id, 'North door', now() - interval '1 hour' from passes
    where $1 <> '' and ordinal < 4`,
]

/** Ten thousand that somebody has asked for: a tenth waits, half of the others were refused. */
const COMPS = [
  `insert into comps (id, night_id, state, ticket_type_id, name, quantity, guest_name, guest_email,
     locale, reason, asked_by, asked_at, decided_by, decided_at, refusal, order_id)
   select 'cmp_' || lpad(n::text, 26, '0'), $1, state, y.id, 'GA', 1, 'Guest ' || n,
          'g' || n || '@house.example', 'en', 'A friend of the house', 'Hana',
          now() - n * interval '5 seconds', case when state <> 'asked' then 'Olga' end,
          case when state <> 'asked' then now() - n * interval '4 seconds' end,
          case when state = 'refused' then 'Full' end,
          case when state = 'approved' then 'ord_free' || lpad(n::text, 22, '0') end
     from generate_series(1, 10000) n,
          lateral (select case when n % 10 = 0 then 'asked' when n % 2 = 0 then 'refused'
                     else 'approved' end as state) known,
          lateral (select id from ticket_types where night_id = $1 order by position limit 1) y`,
  `insert into orders (id, night_id, secret, state, fulfilment, total_minor, currency, guest_name,
     guest_email, placed_at, fulfilled_at, comp_id)
   select order_id, $1, md5(id), 'fulfilled', 'done', 0, 'eur', guest_name, guest_email,
          decided_at, decided_at, id from comps where night_id = $1 and order_id is not null`,
  `insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor,
     position, comp_id)
   select 'ln_' || order_id, order_id, ticket_type_id, name, 1, 0, 1, id from comps
    where night_id = $1 and order_id is not null`,
  `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
   select 'tkt_' || order_id, order_id, 'ln_' || order_id, 1, $1, ticket_type_id, upper(md5(id))
     from comps where night_id = $1 and order_id is not null`,
]

const OF_ORDERS = [
  `insert into admissions (id, ticket_id, night_id, admitted_by, admitted_at)
   select 'adm_old' || n, 'tkt_old' || n, 'ngt_old', 'North door', now() - interval '9 days'
     from generate_series(1, 120000) n where $1 <> ''`,
  `insert into failed_tries (attempt_id, at, order_id, night_id, is_vip, code)
   select 'att_old' || n, now() - interval '9 days' - n * interval '1 minute', 'ord_old' || n,
          'ngt_old', false, 'do_not_honor' from generate_series(1, 60000) n where $1 <> ''`,
  `insert into failed_tries (attempt_id, at, order_id, night_id, is_vip, code)
   select a.id, a.at, o.id, o.night_id, o.kind <> 'ga', coalesce(a.decline_code, a.code)
     from orders o join payments p on p.order_id = o.id join attempts a on a.payment_id = p.id
    where o.night_id = $1 and a.outcome <> 'succeeded'`,
  `insert into fulfilment_tries (order_id, retries, reason, failed_at)
   select o.id, k, 'tickets: the printer is on fire', o.paid_at + k * interval '10 seconds'
     from generate_series(1, 5) k, orders o where o.night_id = $1 and o.state = 'paid'`,
  `insert into webhooks (id, type, object_id, state, received_at, handled_at, delivered_at, order_id)
   select 'evt_' || o.id || k, 'payment_intent.succeeded', 'pi_' || o.id, 'handled', o.placed_at,
          o.placed_at, o.placed_at, o.id from generate_series(1, 1) k, orders o
    where o.night_id = $1 and o.comp_id is null`,
  `insert into mails (id, kind, subject_id, state, queued_at, sent_at)
   select 'mai_' || o.id, 'confirmation', o.id, 'sent', o.fulfilled_at, o.fulfilled_at
     ${OF_NIGHT} and o.fulfilled_at is not null`,
  `insert into order_notes (id, order_id, body, written_by)
   select 'nte_' || o.id, o.id, 'Called us.', 'Hana' ${OF_NIGHT} and right(o.id, 1) = '5'`,
  `insert into audit_entries (id, action, subject_id, actor, detail, at)
   select 'aud_' || substr(o.id, 5), 'mail.resent', o.id, 'Member ' || right(o.id, 1),
          jsonb_build_object('order', o.id), o.placed_at ${OF_NIGHT} and right(o.id, 1) < '3'`,
  `insert into alerts (id, kind, subject_id, detail, state, opened_at, resolved_at)
   select 'alr_' || substr(o.id, 5), 'fulfilment_stuck', o.id, jsonb_build_object('order', o.id),
          case when o.state = 'paid' and o.fulfilment = 'stuck' then 'open' else 'resolved' end,
          o.paid_at,
          case when o.state = 'paid' and o.fulfilment = 'stuck' then null else o.paid_at end
     ${OF_NIGHT} and o.paid_at is not null
      and (o.state = 'paid' or right(o.id, 1) = '1')`,
  `insert into alerts (id, kind, subject_id, detail, opened_at)
   select 'alr_' || substr(o.id, 5), 'dispute_open', d.stripe_dispute_id,
          jsonb_build_object('order', o.id), d.opened_at
     from disputes d join orders o on o.id = d.order_id where o.night_id = $1`,
]

/** A day of mails, and what is still tried for. */
const JOBS = `
insert into pgboss.job (name, data, state, start_after, created_on, completed_on)
select name, data, state::pgboss.job_state, at, at, case when state = 'completed' then at end from (
  select $2::text as name, jsonb_build_object('mail_id', m.id) as data,
         case when right(m.id, 3) = '777' then 'retry' else 'completed' end as state,
         m.queued_at as at from mails m where right(m.id, 1) in ('3', '7')
  union all
  select $1::text, jsonb_build_object('order_id', o.id),
         case when o.state = 'paid' then 'created' else 'completed' end, o.paid_at
    from orders o where o.night_id = $3 and o.paid_at is not null
     and (o.state = 'paid' and o.fulfilment = 'pending' or right(o.id, 1) = '4')) asked`
