import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { api, fulfilled, pay, placeOrder, tryToPlace, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { askToMove, mustMove, nightAt, standsAt, wantedFor } from '../move.ts'
import { keys } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { lockWaits } from '../till.ts'
import { takenOf } from '../ware.ts'

// More guests of a party and a move of it meet: each sees what the other one has written.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** A table whose guests are included up to so many. */
const tableFor = (guests_included: number) => ({
  tables: [{ guests_included, guests_max: 8, deposit_minor: 5000, extra_guest_price_minor: 1000 }],
})

/** A party of two for a table that includes so many, and a night whose table includes two. */
async function scene(guests_included: number) {
  const from = await nightAt(house, 5000, tableFor(guests_included))
  const to = await nightAt(house, 5000, tableFor(2))
  const wish = { table: { wished_id: from.tables[0] ?? '', party_size: 2 } }
  const order: GuestOrder = await placeOrder(house, from.slug, wish)
  await pay(house, order)
  await fulfilled(house, order, 2)
  const booking = (await bookingOfOrder(house.db, order.order_id)) ?? assert.fail('its booking')
  return { from, to, order, booking }
}

/** Starts both behind the booking's lock, one after the other, and lets them go. */
async function meet<One, Other>(
  bookingId: string,
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[One, Other]> {
  const client = await house.db.connect()
  try {
    await client.query('begin')
    const values = [bookingId]
    await client.query({ text: 'select from bookings where id = $1 for update', values })
    const first = one()
    await lockWaits(house, 1, client)
    const second = other()
    await lockWaits(house, 2, client)
    await client.query('commit')
    return await Promise.all([first, second])
  } finally {
    client.release()
  }
}

test('the party has moved in that moment: nobody is added by the terms of the night it has left', async () => {
  const { from, to, order, booking } = await scene(8)
  const wanted = await wantedFor(house, owner, order, to)
  const more = { booking_id: booking.id, booking_secret: order.secret, guests: 3 }
  const [moved, added] = await meet(
    booking.id,
    () => askToMove(house, owner, order, wanted),
    () => tryToPlace(house, from.slug, { more }),
  )
  assert.equal(moved.status, 200, JSON.stringify(moved.body))
  assert.equal(added.body['code'], 'booking_unknown', JSON.stringify(added.body))
  assert.equal((await standsAt(house, order)).heads, 2)
  assert.deepEqual([await takenOf(house, from), await takenOf(house, to)], [0, 2])
  // Where it is by now they cost what the party has agreed on for that night.
  const guests = await placeOrder(house, to.slug, { more })
  const { rows } = await house.db.query<{ total: number }>({
    text: 'select total_minor::int as total from orders where id = $1',
    values: [guests.order_id],
  })
  assert.equal(rows[0]?.total, 3000)
  await pay(house, guests)
  await fulfilled(house, guests, 3)
  await audit(house)
})

test('more guests have ordered in that moment: the party stays until they have their passes', async () => {
  const { from, to, order, booking } = await scene(2)
  const wanted = await wantedFor(house, owner, order, to)
  const more = { booking_id: booking.id, booking_secret: order.secret, guests: 2 }
  const [added, moved] = await meet(
    booking.id,
    () => tryToPlace(house, from.slug, { more }),
    () => askToMove(house, owner, order, wanted),
  )
  assert.equal(added.status, 201, JSON.stringify(added.body))
  assert.deepEqual([moved.status, moved.body.code], [409, 'move_guests_pay'])
  assert.equal((await standsAt(house, order)).night_id, from.night_id)
  await audit(house)
  const guest = { name: 'Grace', email: 'grace@guest.example', phone: '+49 30 1234567' }
  const path = `/api/orders/${added.order.order_id}/guest`
  assert.equal((await api(house, 'PUT', path, guest, added.order)).status, 200)
  await pay(house, added.order)
  await fulfilled(house, added.order, 2)
  await mustMove(house, owner, order, to)
  assert.equal(await takenOf(house, to), 4)
  await audit(house)
})
