import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { asMember, boardOf, partyOf } from '../board.ts'
import { shownOrder } from '../desk.ts'
import { fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { askToMove, mustMove, nightAt, quoteOf, standsAt, wantedFor } from '../move.ts'
import { giveBack, refundIs, refundsOf } from '../money_back.ts'
import { bookingOfOrder, type Booking } from '../../src/tickets/index.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'
import { takenOf } from '../ware.ts'

// A party moves as a whole: whoever has joined it, its bill, and what it may drink.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const TABLE = {
  guests_included: 2,
  guests_max: 6,
  extra_guest_price_minor: 1000,
  minimum_spend_minor: 50_000,
}

/** A table for two, of a night whose deposit is so much. */
async function book(deposit_minor: number, heads = 2) {
  const night = await nightAt(house, deposit_minor, { tables: [{ ...TABLE, deposit_minor }] })
  const table = { wished_id: night.tables[0] ?? '', party_size: heads }
  const order = await placeOrder(house, night.slug, { table })
  await pay(house, order)
  await fulfilled(house, order, heads)
  return { night, order, booking: await bookingOf(order) }
}

async function bookingOf({ order_id }: { order_id: string }): Promise<Booking> {
  return (await bookingOfOrder(house.db, order_id)) ?? assert.fail('its booking')
}

/** More guests for a booking, paid for. */
async function join(
  { slug }: VipNightMade,
  { id }: Booking,
  { secret }: { secret: string },
  guests: number,
) {
  const more = { booking_id: id, booking_secret: secret, guests }
  const order = await placeOrder(house, slug, { more })
  await pay(house, order)
  await fulfilled(house, order, guests)
  return order
}

test('guests who have joined come with their party, and go back with its money', async () => {
  const { night, order, booking } = await book(5000)
  const guests = await join(night, booking, order, 2)
  const to = await nightAt(house, 3000, { tables: [{ ...TABLE, deposit_minor: 3000 }] })
  const refused = await quoteOf(house, owner, guests)
  assert.equal(refused.body.code, 'move_with_its_table')
  const { body } = await quoteOf(house, owner, order, to.night_id)
  assert.deepEqual([body.party?.heads, body.paid_minor], [4, 5000])
  assert.equal((await mustMove(house, owner, order, to)).difference_minor, -2000)
  assert.deepEqual(await takenOf(house, night), 0)
  assert.deepEqual(await takenOf(house, to), 4)
  for (const one of [order, guests]) assert.deepEqual((await standsAt(house, one)).heads, 2)
  const party = await partyOf(house, owner, booking.id)
  assert.equal(party.heads, 4)
  assert.equal((await boardOf(house, owner, night.slug)).parties.length, 0)
  await audit(house)
  const back = await giveBack(house, order, 'everything')
  await refundIs(house, order, back, 'succeeded')
  assert.deepEqual(
    (await refundsOf(house, guests)).map(({ amount }) => amount),
    [2000],
  )
  assert.equal(await takenOf(house, to), 0)
  await audit(house)
})

test('while more guests are paying the party stays, and moves when they have their passes', async () => {
  const { night, order, booking } = await book(5000)
  const to = await nightAt(house, 5000, { tables: [TABLE] })
  const more = { booking_id: booking.id, booking_secret: order.secret, guests: 1 }
  const guests = await placeOrder(house, night.slug, { more })
  assert.equal((await quoteOf(house, owner, order)).body.code, 'move_guests_pay')
  await pay(house, guests)
  await fulfilled(house, guests, 1)
  await mustMove(house, owner, order, to)
  assert.equal(await takenOf(house, to), 3)
  // More of them may join on the other night.
  const late = await join(to, await bookingOf(order), order, 1)
  assert.equal((await standsAt(house, late)).night_id, to.night_id)
  assert.equal(await takenOf(house, to), 4)
  await audit(house)
})

test('the bill is that of the other night, and what was paid counts towards it', async () => {
  const { order, booking } = await book(5000)
  assert.deepEqual([booking.worth_minor, booking.credited_minor], [50_000, 5000])
  const dear = await nightAt(house, 5000, {
    tables: [{ ...TABLE, minimum_spend_minor: 80_000, deposit_minor: 9000 }],
  })
  const wanted = await wantedFor(house, owner, order, dear)
  assert.deepEqual([wanted.difference_minor, wanted['waives']], [4000, true])
  const { body } = await quoteOf(house, owner, order, dear.night_id)
  assert.equal(body.to?.tables[0]?.prices[0]?.is_due_at_door, true)
  assert.equal((await askToMove(house, owner, order, wanted)).status, 200)
  const moved = await bookingOf(order)
  assert.deepEqual([moved.worth_minor, moved.credited_minor], [80_000, 5000])
  const [deed] = await deedsOf(house, order.order_id)
  assert.equal((deed as { detail?: { outcome?: string } }).detail?.outcome, 'at_door')
  const cheap = await nightAt(house, 5000, { tables: [{ ...TABLE, deposit_minor: 2000 }] })
  assert.equal((await mustMove(house, owner, order, cheap)).difference_minor, -3000)
  const last = await bookingOf(order)
  assert.deepEqual([last.worth_minor, last.credited_minor], [50_000, 2000])
  await audit(house)
})

test('what a table and a package cost is paid ahead, and the package is chosen anew', async () => {
  const full = { ...TABLE, charge: 'full' as const, deposit_minor: null, table_price_minor: 10_000 }
  const one = await addVipNight(house.db, {
    tables: [full],
    packages: [{ name: 'Two bottles', price_minor: 30_000 }],
  })
  const wish = { wished_id: one.tables[0] ?? '', party_size: 2, package_id: one.packages[0] ?? '' }
  const order = await placeOrder(house, one.slug, { table: wish })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const two = await addVipNight(house.db, {
    tables: [full],
    packages: [{ name: 'Two bottles', price_minor: 25_000 }],
  })
  const { body } = await quoteOf(house, owner, order, two.night_id)
  assert.equal(body.party?.package, 'Two bottles')
  const [, price] = body.to?.tables[0]?.prices ?? []
  assert.deepEqual([price?.charged_minor, body.paid_minor], [35_000, 40_000])
  const wanted = await wantedFor(house, owner, order, two)
  const choice = { vip_table_id: two.tables[0], package_id: two.packages[0] }
  const strange = { ...choice, package_id: one.packages[0] }
  const asked = { ...wanted, choice, difference_minor: -5000, waives: false }
  const no = await askToMove(house, owner, order, { ...asked, choice: strange })
  assert.equal(no.body.code, 'package_unknown')
  assert.equal((await askToMove(house, owner, order, asked)).status, 200)
  assert.equal((await shownOrder(house, owner, order)).booking?.state, 'confirmed')
  assert.deepEqual(
    (await refundsOf(house, order)).map(({ amount }) => amount),
    [5000],
  )
  await audit(house)
})

test('a locked table, one that is taken, and money at the door keep a party where it is', async () => {
  const { order, booking } = await book(5000)
  const taken = await book(5000)
  const wanted = await wantedFor(house, owner, order, await nightAt(house, 5000))
  const night_id = taken.night.night_id
  const choice = { vip_table_id: taken.night.tables[0], package_id: null }
  const no = await askToMove(house, owner, order, { ...wanted, night_id, choice })
  assert.equal(no.body.code, 'table_taken', JSON.stringify(no.body))
  await asMember(house, owner, 'POST', `bookings/${booking.id}/lock`)
  assert.equal((await quoteOf(house, owner, order)).body.code, 'booking_locked')
  await asMember(house, owner, 'DELETE', `bookings/${booking.id}/lock`)
  assert.equal((await orderState(house, order)).state, 'fulfilled')
  assert.equal((await standsAt(house, order)).night_id, booking.night_id)
  await audit(house)
})

test('a party that waits for a table has one on the other night', async () => {
  const { night, order, booking } = await book(5000)
  await asMember(house, owner, 'DELETE', `bookings/${booking.id}/table`)
  assert.equal((await bookingOf(order)).vip_table_id, null)
  const to = await nightAt(house, 5000)
  await mustMove(house, owner, order, to)
  assert.equal((await bookingOf(order)).vip_table_id, to.tables[0])
  assert.deepEqual([await takenOf(house, night), await takenOf(house, to)], [0, 2])
  await audit(house)
})
