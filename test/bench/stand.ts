import { newId, newSecret, type Database } from '../../src/kernel/index.ts'
import { addNight } from '../catalog.ts'
import { confirm, clientSecretOf, fulfilled, placeOrder } from '../guest.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import type { LikeEvent, PreparedOrder } from './client.ts'
import { fillUp } from './volume.ts'

/** A house that is measured: its database with so many tickets in it, and its server. */
export interface Stand {
  tickets: number
  premises: Premises
  server: Server
  port: number
  night: { slug: string; night_id: string; type_id: string }
  like: LikeEvent
  /** Places so many orders of one ticket, whose payment's event has only to come. */
  prepare(count: number): Promise<PreparedOrder[]>
  /** How many of these orders have their ticket. */
  issued(orders: PreparedOrder[]): Promise<number>
  /** Waits until every mail has gone out and nothing waits for a worker. */
  settled(): Promise<void>
  close(): Promise<void>
}

const REMEMBERED_MAX = 10_000_000
const SETTLED_MS_MAX = 600_000

/**
 * Opens a stand; `log` is the file that its server writes, and `profiles` the folder where it
 * leaves a profile of its processor time at its end.
 */
export async function openStand(
  tickets: number,
  { log, profiles }: { log: string; profiles?: string },
): Promise<Stand> {
  const premises = await openPremises(1, {
    LOG_LEVEL: 'info',
    LOG_FILE: log,
    ...(profiles && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` }),
  })
  try {
    const [server] = premises.servers as [Server]
    await premises.sim.control.configure({ objects_max: REMEMBERED_MAX })
    const { slug, night_id, types } = await addNight(premises.db, {
      types: [{ capacity: 100_000_000 }],
    })
    const night = { slug, night_id, type_id: types[0] ?? '' }
    if (tickets > 0) await fillUp(premises.db, tickets)
    await server.start()
    return {
      tickets,
      premises,
      server,
      port: Number(new URL(server.url).port),
      night,
      like: await eventToImitate(premises, server, night),
      prepare: (count) => prepare(premises.db, night, count),
      issued: (orders) => countIssued(premises.db, orders),
      settled: () => untilSettled(premises.db),
      close: () => premises.close(),
    }
  } catch (error) {
    await premises.close()
    throw error
  }
}

/** Buys one ticket, and takes the event by which Stripe told of it. */
async function eventToImitate(
  { sim, db }: Premises,
  { url }: Server,
  { slug, type_id }: Stand['night'],
): Promise<LikeEvent> {
  const house = { url, sim }
  const order = await placeOrder(house, slug, { [type_id]: 1 })
  const secret = await clientSecretOf(house, order)
  await confirm(house, order, secret)
  await fulfilled({ db }, order, 1)
  const { events } = await sim.control.ledger()
  const event = events.find(({ type }) => type === 'payment_intent.succeeded')
  if (!event) throw new Error('Stripe has told of no payment.')
  const { deliveries: _, ...body } = event
  const object = body.data.object as { id: string; latest_charge: string }
  const { rows } = await db.query<{ id: string }>({
    text: 'select id from payments where order_id = $1',
    values: [order.order_id],
  })
  return {
    text: JSON.stringify(body, null, 2),
    order_id: order.order_id,
    payment_id: rows[0]?.id ?? '',
    intent: object.id,
    event: body.id,
    charge: object.latest_charge,
  }
}

async function prepare(
  db: Database,
  { night_id, type_id }: Stand['night'],
  count: number,
): Promise<PreparedOrder[]> {
  const orders = Array.from({ length: count }, () => ({
    order_id: newId('ord'),
    payment_id: newId('pay'),
    line_id: newId('ln'),
    hold_id: newId('hld'),
    secret: newSecret(),
    intent: `pi_${newSecret().slice(0, 24)}`,
    event: `evt_${newSecret().slice(0, 24)}`,
  }))
  const of = (name: keyof (typeof orders)[number]) => orders.map((order) => order[name])
  await db.query({
    text: PREPARED,
    values: [
      of('order_id'),
      of('payment_id'),
      of('line_id'),
      of('hold_id'),
      of('secret'),
      of('intent'),
      night_id,
      type_id,
    ],
  })
  await db.query({
    text: 'update ticket_types set taken = taken + $2 where id = $1',
    values: [type_id, count],
  })
  return orders
}

/** Written as placing writes them, by what refers to what. */
const PREPARED = `
with made as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
    as m (order_id, payment_id, line_id, hold_id, secret, intent)),
o as (
  insert into orders (id, night_id, secret, total_minor, currency, guest_name, guest_email)
  select order_id, $7, secret, 2450, 'eur', 'Ada Byron', order_id || '@guest.example' from made),
l as (
  insert into order_lines (id, order_id, ticket_type_id, name, quantity, unit_price_minor, position)
  select line_id, order_id, $8, 'General admission', 1, 2450, 1 from made),
h as (
  insert into holds (id, order_id, order_line_id, ticket_type_id, quantity, expires_at)
  select hold_id, order_id, line_id, $8, 1, now() + interval '1 hour' from made),
v as (
  insert into placements (order_id, visitor) select order_id, rpad(md5(order_id), 43, '_') from made)
insert into payments (id, order_id, payment_intent_id, amount_minor, currency)
select payment_id, order_id, intent, 2450, 'eur' from made`

async function countIssued(db: Database, orders: PreparedOrder[]): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `select count(*)::int from tickets where order_id = any($1) and state = 'valid'`,
    values: [orders.map(({ order_id }) => order_id)],
  })
  return rows[0]?.count ?? 0
}

async function untilSettled(db: Database): Promise<void> {
  const deadline = Date.now() + SETTLED_MS_MAX
  for (;;) {
    const { rows } = await db.query<{ count: number }>({
      text: `select (select count(*) from mails where state = 'queued')::int
                    + (select count(*) from job_requests)::int as count`,
    })
    if (rows[0]?.count === 0) return
    if (Date.now() > deadline) throw new Error(`${rows[0]?.count} mails still wait.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
