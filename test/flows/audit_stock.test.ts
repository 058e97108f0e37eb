import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, claimsAbout } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, fulfilled, orderState, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack } from '../money_back.ts'
import { bookParty } from '../party.ts'
import { bookTable, keys, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'
import { entriesOf, ga } from '../ware.ts'

// What is given back is on sale again. Each test breaks that by hand, in such a way that the
// counters still agree with the holds, and sees the audit name it.

let house: House
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

/** Two tickets of the first type of a night, and one of the second. */
async function buyTwoTypes(): Promise<GuestOrder & { types: string[] }> {
  const { slug, types } = await addNight(house.db, { types: [{}, {}] })
  const order = await placeOrder(house, slug, { [types[0]!]: 2, [types[1]!]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 3)
  return { ...order, types }
}

async function refundAll(order: GuestOrder): Promise<void> {
  await giveBack(house, order, 'everything')
  await eventually('the money has gone back', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
}

/** So many places of a type are sold beyond what was returned; hold and counter say the same. */
async function sellAgain({ order_id }: GuestOrder, type: string, places: number): Promise<void> {
  await house.db.query({
    text: `with sold as (
             update holds set returned = returned - $3
              where order_id = $1 and ticket_type_id = $2 returning ticket_type_id)
           update ticket_types t set taken = t.taken + $3 from sold
            where t.id = sold.ticket_type_id`,
    values: [order_id, type, places],
  })
}

test('a refunded order whose places are not on sale again is named by the audit', async () => {
  const order = await buyTwoTypes()
  await refundAll(order)
  await audit(house)
  const [first = ''] = order.types
  await sellAgain(order, first, 2)
  assert.deepEqual(await claimsAbout(house, 'order', order.order_id), [
    'what an order had is on sale again when its money goes back',
  ])
  await sellAgain(order, first, -2)
  await audit(house)
})

test('a refunded ticket whose place is not on sale again is named by the audit', async () => {
  const order = await buyTwoTypes()
  const [first] = await entriesOf(ga, house, order)
  const ticket = first?.id ?? ''
  await giveBack(house, order, { ticket_ids: [ticket] })
  await audit(house)
  const { rows } = await house.db.query<{ type: string }>({
    text: `select ticket_type_id as type from tickets where id = $1`,
    values: [ticket],
  })
  const refunded = rows[0]!.type
  const other = order.types.find((type) => type !== refunded)!
  const missold = ['each line of a fulfilled order has sold as many places as it has valid tickets']
  await sellAgain(order, refunded, 1)
  assert.deepEqual(await claimsAbout(house, 'order', order.order_id), missold)
  // As many places as tickets all the same, but another type's.
  await sellAgain(order, other, -1)
  assert.deepEqual(await claimsAbout(house, 'order', order.order_id), missold)
  await sellAgain(order, refunded, -1)
  await sellAgain(order, other, 1)
  await audit(house)
})

test('a VIP table that waits for a party whose money went back is named by the audit', async () => {
  const { order, booking } = await bookParty(house, 4)
  await refundAll(order)
  await audit(house)
  const values = [booking.id]
  await house.db.query({
    text: `with awaited as (
             update bookings set state = 'confirmed', ended_at = null where id = $1
             returning id, night_id, vip_table_id)
           update table_offers o set booking_id = b.id, heads = 4 from awaited b
            where o.night_id = b.night_id and o.vip_table_id = b.vip_table_id`,
    values,
  })
  assert.deepEqual(await claimsAbout(house, 'booking', booking.id), [
    'a booking whose money goes back before anybody has come keeps no table',
  ])
  // Over, and its table not on sale all the same.
  await house.db.query({
    text: `update bookings set state = 'cancelled', ended_at = now() where id = $1`,
    values,
  })
  assert.deepEqual(await claimsAbout(house, 'vip_table', booking.vip_table_id ?? ''), [
    'a VIP table is promised to exactly the people who have paid or are paying for it',
  ])
  await house.db.query({
    text: `update table_offers set booking_id = null, heads = 0 where booking_id = $1`,
    values,
  })
  await audit(house)
})

test('parties that wait for more, or for larger tables than are free are named by the audit', async () => {
  const tables = [{ guests_max: 8 }, { guests_max: 4 }]
  const { slug, night_id, tables: ids } = await addVipNight(house.db, { tables })
  const { id } = await bookTable(house, slug, ids[0] ?? '', 6)
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  await audit(house)
  const run = async (text: string) => {
    await house.db.query({ text, values: [night_id] })
  }
  const large = `where night_id = $1 and guests_max = 8`
  await run(`update table_offers set blocked_at = now(), blocked_by = 'nobody' ${large}`)
  assert.deepEqual(await claimsAbout(house, 'night', night_id), [
    'every party that waits for a table can be seated at those that are kept free',
  ])
  await run(`update table_offers set blocked_at = null, blocked_by = null ${large}`)
  await run(`update waiting_parties set heads = 3 where night_id = $1`)
  assert.deepEqual(await claimsAbout(house, 'booking', id), [
    'a VIP table is promised to exactly the people who have paid or are paying for it',
  ])
  await run(`delete from waiting_parties where night_id = $1`)
  assert.deepEqual(await claimsAbout(house, 'booking', id), [
    'a booking has the table that it names, or waits for one',
  ])
  await house.db.query({
    text: `insert into waiting_parties (booking_id, night_id, heads) values ($1, $2, 6)`,
    values: [id, night_id],
  })
  await audit(house)
})
