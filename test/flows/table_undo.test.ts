import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack } from '../money_back.ts'
import {
  assertRefused,
  bookTable,
  keys,
  moreFor,
  passCodes,
  scanPass,
  staff,
  staffDo,
  trailOf,
} from '../staff.ts'
import { askersOf, meetAt, nightOf, type Told } from '../table_races.ts'
import { tillOf } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
let asks: ReturnType<typeof askersOf>
before(async () => {
  house = await openHouse(keys)
  asks = askersOf(house)
})
after(() => auditAndClose(house))

/** A booking of the only table of a night, for four. */
async function booked() {
  const { slug, night_id, tables } = await addVipNight(house.db)
  const [table = ''] = tables
  const party = await bookTable(house, slug, table, 4)
  return { slug, night_id, table, path: `bookings/${party.id}`, ...party }
}

const undo = (path: string, what: 'arrival' | 'release') =>
  staff(house, 'POST', `${path}/${what}/reversal`)

test('a party that was noted by mistake is awaited again: it can be called off, its table sold', async () => {
  const { slug, table, path, id } = await booked()
  await staffDo(house, 'POST', `${path}/arrival`)
  await staffDo(house, 'POST', `${path}/seating`)
  const answer = await undo(path, 'arrival')
  assert.deepEqual([answer.status, answer.body.state], [200, 'confirmed'])
  assert.equal((await undo(path, 'arrival')).status, 200, 'asked twice it changes nothing')
  assert.deepEqual(await trailOf(house, id), [
    ['booking.arrived', 'Mona', 'confirmed', 'arrived'],
    ['booking.seated', 'Mona', 'arrived', 'seated'],
    ['booking.arrival_undone', 'Mona', 'seated', 'confirmed'],
  ])
  await audit(house)
  await staffDo(house, 'POST', `${path}/cancellation`, { gives_back: 'everything' })
  assertRefused(await undo(path, 'arrival'), 'booking_over', 'booking')
  await bookTable(house, slug, table)
  await audit(house)
})

test('of a party that a door has let somebody in of, or that walked in, the arrival stands', async () => {
  const { slug, path, id } = await booked()
  await staffDo(house, 'POST', `${path}/arrival`)
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  assertRefused(await undo(path, 'arrival'), 'booking_arrived', 'booking')
  const night = await addVipNight(house.db)
  const party = { party_name: 'Grace', party_size: 2, table: night.tables[0] ?? '' }
  const walkIn = await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, party)
  assertRefused(await undo(`bookings/${walkIn.id}`, 'arrival'), 'booking_arrived', 'booking')
  assert.equal((await staffDo(house, 'GET', `bookings/${walkIn.id}`)).state, 'arrived')
})

test('a party that was let go by mistake has its table again, and who is outside comes in', async () => {
  const party = await booked()
  const { slug, table, path, id } = party
  const [first = '', second = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, first)).status, 201)
  await staffDo(house, 'POST', `${path}/seating`)
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await staffDo(house, 'POST', `${path}/release`)
  assert.equal((await scanPass(house, slug, second)).code, 'booking_over')
  assert.equal((await undo(path, 'release')).body.state, 'seated')
  assert.equal((await undo(path, 'release')).status, 200, 'asked twice it changes nothing')
  assert.deepEqual((await trailOf(house, id)).at(-1), [
    'booking.release_undone',
    'Mona',
    'released',
    'seated',
  ])
  // Those who were being paid for meanwhile have their places again, too.
  const headsAt = async () => {
    const { tables } = await staffDo(house, 'GET', `nights/${slug}/tables`)
    return tables.find((offer) => offer.id === table)?.heads
  }
  assert.equal(await headsAt(), 6)
  await audit(house)
  await expire(tillOf(house), more.order_id, 'released')
  assert.equal(await headsAt(), 4)
  assert.equal((await scanPass(house, slug, second)).status, 201)
  const later = await placeOrder(house, slug, moreFor(party, 1))
  await pay(house, later)
  await fulfilled(house, later, 1)
  await audit(house)
})

test('who has left stays so once the table is sold, blocked or kept, or the night is over', async () => {
  const sold = await booked()
  await staffDo(house, 'POST', `${sold.path}/arrival`)
  await staffDo(house, 'POST', `${sold.path}/release`)
  await bookTable(house, sold.slug, sold.table)
  assertRefused(await undo(sold.path, 'release'), 'table_taken', 'table')
  const { slug, tables, ids } = await nightOf(house, 2, 2)
  const [[a = ''], [gone = '', waiting = '']] = [tables, ids]
  const path = `bookings/${gone}`
  await staffDo(house, 'POST', `${path}/arrival`)
  await staffDo(house, 'POST', `${path}/release`)
  await staffDo(house, 'POST', `nights/${slug}/tables/${a}/block`)
  assertRefused(await undo(path, 'release'), 'table_blocked', 'table')
  await staffDo(house, 'DELETE', `nights/${slug}/tables/${a}/block`)
  await staffDo(house, 'DELETE', `bookings/${waiting}/table`)
  await staffDo(house, 'POST', `nights/${slug}/tables/${tables[1] ?? ''}/block`)
  assertRefused(await undo(path, 'release'), 'table_kept', 'table')
  await staffDo(house, 'DELETE', `nights/${slug}/tables/${tables[1] ?? ''}/block`)
  const over = await booked()
  await staffDo(house, 'POST', `${over.path}/arrival`)
  await staffDo(house, 'POST', `${over.path}/release`)
  await house.db.query({
    text: `update nights set doors_at = now() - interval '9 hours', ends_at = now() where id = $1`,
    values: [over.night_id],
  })
  assertRefused(await undo(over.path, 'release'), 'night_over', 'booking')
  await audit(house)
})

test('a table whose money goes back is kept for nobody again', async () => {
  const [come, left] = [await booked(), await booked()]
  for (const { path } of [come, left]) await staffDo(house, 'POST', `${path}/arrival`)
  await staffDo(house, 'POST', `${left.path}/release`)
  for (const { order } of [come, left]) {
    await giveBack(house, order, 'everything')
    await eventually('the money has gone back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
  }
  assertRefused(await undo(come.path, 'arrival'), 'booking_refunded', 'booking')
  assertRefused(await undo(left.path, 'release'), 'booking_refunded', 'booking')
  await staffDo(house, 'POST', `${come.path}/release`)
  await audit(house)
})

/** Who asks, as the others in a race. */
const undoing = (path: string, what: 'arrival' | 'release') => async (): Promise<Told> => {
  const { status, body } = await undo(path, what)
  return { status, code: body.code }
}

test('an arrival is taken back while a pass is scanned: whoever is first, who is in has come', async () => {
  for (const isScanFirst of [true, false]) {
    const { slug, path, id } = await booked()
    await staffDo(house, 'POST', `${path}/arrival`)
    const [code = ''] = await passCodes(house, id)
    const races = [undoing(path, 'arrival'), () => scanPass(house, slug, code)]
    const told = await meetAt(house, { booking: id }, isScanFirst ? races.toReversed() : races)
    const [undone, scanned] = isScanFirst ? told.toReversed() : told
    assert.equal(scanned?.status, 201)
    assert.deepEqual(
      [undone?.status, undone?.code],
      isScanFirst ? [409, 'booking_arrived'] : [200, undefined],
    )
    assert.equal((await staffDo(house, 'GET', path)).state, 'arrived')
  }
  await audit(house)
})

test('a release is taken back while the table is bought; one of the two has it', async () => {
  for (const isBuyerFirst of [true, false]) {
    const { slug, night_id, table, path, id } = await booked()
    await staffDo(house, 'POST', `${path}/arrival`)
    await staffDo(house, 'POST', `${path}/release`)
    const races = [undoing(path, 'release'), asks.hold(slug, table)]
    const told = await meetAt(house, { night_id }, isBuyerFirst ? races.toReversed() : races)
    const [undone, bought] = isBuyerFirst ? told.toReversed() : told
    assert.deepEqual([undone?.status, bought?.status], isBuyerFirst ? [409, 201] : [200, 409])
    assert.equal((isBuyerFirst ? undone : bought)?.code, 'table_taken')
    const { state } = await staffDo(house, 'GET', `bookings/${id}`)
    assert.equal(state, isBuyerFirst ? 'released' : 'arrived')
  }
  await audit(house)
})
