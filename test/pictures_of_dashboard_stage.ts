import { fillAtOnce } from './bulk.ts'
import { breakIssuing, hurryRetry } from './broken_issuing.ts'
import { dispute } from './door.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder, type TestWish } from './guest.ts'
import type { House } from './house.ts'
import { addManyOrders } from './many_orders.ts'
import { giveBack, refundIs } from './money_back.ts'
import { keys, scanPass, staffDo } from './staff.ts'

/** The house that the dashboard's pictures are taken in: the demo's, as on a night. */
export const STAGE = {
  ...keys,
  DEMO: '1',
  SWEEP_SECONDS_MAX: '1',
  FULFIL_RETRY_SECONDS: '45,600,600,600,600',
}

/** What the pictures need to know of the night that they are of. */
export interface Stage {
  slug: string
  night_id: string
  type_id: string
  tables: { id: string; name: string }[]
  planId: string
  /** Of tickets that are not in yet, and of one that is. */
  codes: string[]
  usedCode: string
  /** An order with a story to tell. */
  orderId: string
}

const NAMES = `Ada Winter,Noor Haddad,Mateo Rey,Ines Duarte,Jonas Falk,Lena Brandt,Omar Saleh,
  Pia Lund,Rosa Marín,Sami Korhonen,Tove Berg,Uma Patel,Vera Novak,Wim de Boer`
  .split(',')
  .map((name) => name.trim())

const guest = (name: string) => ({
  name,
  email: `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}@guest.example`,
  phone: '+49 30 1234567',
})

/** The demo's night with tables, before anybody has bought anything. */
export async function firstNight({ db }: House): Promise<Stage> {
  const { rows } = await db.query<{ id: string; slug: string; type_id: string; plan: string }>({
    text: `select n.id, n.slug, y.id as type_id, (select id from floor_plans limit 1) as plan
             from nights n join ticket_types y on y.night_id = n.id
            where n.title = 'Long Exposure' and y.name = 'Second release' limit 1`,
  })
  const [night] = rows
  if (!night) throw new Error('The demo has no such night.')
  const { rows: tables } = await db.query<{ id: string; name: string }>({
    text: `select v.id, v.name from table_offers o join vip_tables v on v.id = o.vip_table_id
            where o.night_id = $1 order by v.name`,
    values: [night.id],
  })
  const { id: night_id, slug, type_id, plan } = night
  return { slug, night_id, type_id, tables, planId: plan, codes: [], usedCode: '', orderId: '' }
}

/** Tickets and tables are bought, some after a card was declined. */
export async function busyNight(house: House, stage: Stage): Promise<void> {
  for (const [n, name] of NAMES.entries()) {
    const order = await place(house, stage, name, { [stage.type_id]: 1 + (n % 4) })
    if (n % 5 === 2) await pay(house, order, 'pm_card_visa_chargeDeclinedInsufficientFunds')
    await pay(house, order, n % 3 === 1 ? 'pm_card_mastercard' : 'pm_card_visa')
    await fulfilled(house, order, 1 + (n % 4))
    if (n === 2) stage.orderId = order.order_id
  }
  const free = stage.tables.values()
  for (const name of ['Maya Brandt', 'Zoë Aguirre', 'Anton Weiss', 'Lou Keller']) {
    const order = await bookFirst(house, stage, name, free)
    await pay(house, order)
    await fulfilled(house, order, 4)
  }
}

/** The first of these tables that can be had: one that a larger party may need is kept for it. */
async function bookFirst(
  house: House,
  stage: Stage,
  name: string,
  tables: Iterator<Stage['tables'][number]>,
): Promise<GuestOrder> {
  const { value, done } = tables.next()
  if (done) throw new Error(`No table is left for ${name}.`)
  const wish = { table: { wished_id: value.id, party_size: 4 } }
  try {
    return await place(house, stage, name, wish)
  } catch {
    return bookFirst(house, stage, name, tables)
  }
}

const place = ({ url, sim }: House, { slug }: Stage, name: string, wish: TestWish) =>
  placeOrder({ url, sim, address: '203.0.113.7' }, slug, wish, guest(name))

/** The doors have opened two hours ago, by a clock on which that was late; some are in. */
export async function makeItNight(house: House, stage: Stage): Promise<void> {
  const { db } = house
  const hour = new Date().getUTCHours()
  // Half past midnight or so: a zone so many hours to the east, where POSIX counts to the west.
  const east = ((24 - hour + 12 + 23) % 24) - 11
  const zone = east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
  await db.query({ text: 'update venues set time_zone = $1', values: [zone] })
  await db.query({
    text: `with moved as (
             update nights set doors_at = date_trunc('hour', now()) - interval '2 hours',
                               ends_at = date_trunc('hour', now()) + interval '5 hours'
              where id = $1 returning id, doors_at)
           update bookings b set arrive_by = m.doors_at + interval '1 hour'
             from moved m where b.night_id = m.id`,
    values: [stage.night_id],
  })
  const { rows } = await db.query<{ code: string }>({
    text: `select code from tickets where night_id = $1 order by code`,
    values: [stage.night_id],
  })
  const codes = rows.map(({ code }) => code)
  const inside = codes.splice(0, Math.floor(codes.length / 2))
  for (const code of inside) await scanPass(house, stage.slug, code)
  stage.usedCode = inside[0] ?? ''
  stage.codes = codes
  const { rows: bookings } = await db.query<{ id: string }>({
    text: `select id from bookings where night_id = $1 order by id limit 2`,
    values: [stage.night_id],
  })
  for (const { id } of bookings)
    await staffDo(house, 'POST', `bookings/${id}/arrival`, { done_by: 'Hana Host' })
}

/** Tickets cannot be written for two, a refund does not arrive, and a bank wants money back. */
export async function breakSome(house: House, stage: Stage): Promise<void> {
  const { rows } = await house.db.query<{ order_id: string }>({
    text: `select id as order_id from orders where night_id = $1 and kind = 'ga'
            order by placed_at limit 8`,
    values: [stage.night_id],
  })
  const [refunded, disputed] = rows.slice(5).map((row) => ({ ...row, secret: '' }))
  if (!refunded || !disputed) throw new Error('The night has few orders.')
  await failRefund(house, refunded)
  await dispute(house, disputed)
  await breakIssuing(house.db)
  const stuck = await buyInVain(house, stage, 'Greta Holm')
  for (let retry = 1; retry <= 5; retry += 1) {
    await hurryRetry(house.db, stuck)
    await eventually('it was tried again', async () => {
      const { rowCount } = await house.db.query({
        text: `select from fulfilment_tries where order_id = $1 offset $2`,
        values: [stuck.order_id, retry],
      })
      return rowCount
    })
  }
  await buyInVain(house, stage, 'Yara Stein')
  const declined = await place(house, stage, 'Bruno Vidal', { [stage.type_id]: 2 })
  await pay(house, declined, 'pm_card_visa_chargeDeclinedInsufficientFunds')
  await pay(house, declined, 'pm_card_chargeDeclinedExpiredCard')
}

async function buyInVain(house: House, stage: Stage, name: string): Promise<GuestOrder> {
  const order = await place(house, stage, name, { [stage.type_id]: 2 })
  await pay(house, order)
  await eventually('it is paid', async () => {
    const { rowCount } = await house.db.query({
      text: `select from orders where id = $1 and state = 'paid'`,
      values: [order.order_id],
    })
    return rowCount
  })
  return order
}

async function failRefund(house: House, order: GuestOrder): Promise<void> {
  const id = await giveBack(house, order, 'everything')
  const sent = await refundIs(house, order, id, 'succeeded')
  await house.sim.control.settleRefund({ refund: sent.stripe_refund_id ?? '', ending: 'fail' })
  await refundIs(house, order, id, 'failed')
}

/**
 * Thousands of orders more, with names as people have them, and their failed tries where they are
 * looked for.
 */
export async function addThousands(
  { db }: House,
  { night_id, type_id }: Pick<Stage, 'night_id' | 'type_id'>,
  orders: number,
): Promise<void> {
  await addManyOrders(db, { night_id, type_id, orders })
  await db.query({
    text: `update orders set guest_name = split_part(guest_name, ' ', 1) || ' '
                    || ($2::text[])[1 + right(id, 6)::int % cardinality($2::text[])]
            where night_id = $1 and id like 'ord_many%'`,
    values: [night_id, NAMES.map((name) => name.split(' ').at(-1))],
  })
  await db.query({
    text: `insert into failed_tries (attempt_id, at, order_id, night_id, is_vip, code)
           select a.id, a.at, o.id, o.night_id, o.kind = 'vip', a.decline_code
             from attempts a join payments p on p.id = a.payment_id
             join orders o on o.id = p.order_id
            where a.outcome <> 'succeeded' and o.id like 'ord_many%'
           on conflict do nothing`,
  })
}

/** Whoever has tickets of those thousands has paid and waits for them: nobody can issue them. */
export async function stickAll({ db }: House): Promise<void> {
  await fillAtOnce(db, 1, async (client) => {
    await client.query(`
      insert into fulfilment_tries (order_id, retries, reason, failed_at)
      select id, 5, 'tickets: the printer is on fire',
             least(now(), paid_at + interval '20 minutes')
        from orders where id like 'ord_many%' and state = 'fulfilled'`)
    await client.query(`
      update orders set state = 'paid', fulfilment = 'stuck', fulfilled_at = null,
                        fulfil_retries = 5
       where id like 'ord_many%' and state = 'fulfilled'`)
    await client.query(`delete from tickets where order_id like 'ord_many%'`)
  })
  await db.query({ text: 'analyze' })
}

/** An alert for each order that nobody can issue. */
export async function alertAll({ db }: House): Promise<void> {
  await db.query({
    text: `insert into alerts (id, kind, subject_id, detail, opened_at)
           select 'alr_' || lpad((row_number() over (order by paid_at, id))::text, 26, '0'),
                  'fulfilment_stuck', id, '{"retries": 5}',
                  least(now(), paid_at + interval '20 minutes')
             from orders where id like 'ord_many%' and fulfilment = 'stuck'`,
  })
  await db.query({ text: 'analyze alerts' })
}
