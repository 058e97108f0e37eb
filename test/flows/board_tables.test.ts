import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { BoardTableAnswer } from '../../src/web/dashboard/api/board_answers.ts'
import { audit, auditAndClose } from '../audit.ts'
import { boardOf, partyOf } from '../board.ts'
import { dashboard } from '../dashboard.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
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
import { addVipNight } from '../vip_catalog.ts'

// A party that comes after all, and who had a table tonight.

let house: House
let host: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  host = await signedInAs(house, 'host')
})
after(() => auditAndClose(house))

/** A party of four that did not come in time, on a night of one table. */
async function missing() {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const party = await bookTable(house, night.slug, table, 4)
  await makeLate(party.id)
  const path = `bookings/${party.id}`
  return { ...night, table, path, ...party }
}

const makeLate = (id: string) =>
  house.db.query({
    text: `update bookings set arrive_by = now() - interval '1 minute' where id = $1`,
    values: [id],
  })
const undo = (path: string) => staff(house, 'POST', `${path}/no_show/reversal`)

test('a party that comes after all has its table again, and its passes open the door', async () => {
  const { slug, path, id } = await missing()
  const codes = await passCodes(house, id)
  await staffDo(house, 'POST', `${path}/no_show`)
  assert.ok((await partyOf(house, host, id)).can.includes('undo_no_show'))
  const both = await Promise.all([undo(path), undo(path)])
  assert.deepEqual(
    both.map(({ status, body }) => [status, body.state]),
    [
      [200, 'confirmed'],
      [200, 'confirmed'],
    ],
  )
  assert.deepEqual(await trailOf(house, id), [
    ['booking.no_show', 'Mona', 'confirmed', 'no_show'],
    ['booking.no_show_undone', 'Mona', 'no_show', 'confirmed'],
  ])
  const [spot] = (await boardOf(house, host, slug)).tables
  assert.deepEqual([spot?.state, spot?.booking, spot?.heads], ['booked', id, 4])
  assert.equal((await scanPass(house, slug, codes[3] ?? '')).status, 201)
  assert.equal((await undo(path)).body.state, 'arrived', 'who is in stays in')
  await audit(house)
})

test('not once the table is sold or blocked, the night over or called off, or the money back', async () => {
  const sold = await missing()
  await staffDo(house, 'POST', `${sold.path}/no_show`)
  await bookTable(house, sold.slug, sold.table)
  assertRefused(await undo(sold.path), 'table_taken', 'table')
  assert.deepEqual((await partyOf(house, host, sold.id)).passes, [], 'nothing of it counts')
  const blocked = await missing()
  await staffDo(house, 'POST', `${blocked.path}/no_show`)
  await staffDo(house, 'POST', `nights/${blocked.slug}/tables/${blocked.table}/block`)
  assertRefused(await undo(blocked.path), 'table_blocked', 'table')
  const refunded = await missing()
  await staffDo(house, 'POST', `${refunded.path}/no_show`)
  await giveBack(house, refunded.order, 'everything')
  await eventually('the money has gone back', async () => {
    return (await orderState(house, refunded.order)).state === 'refunded'
  })
  assertRefused(await undo(refunded.path), 'booking_refunded', 'booking')
  for (const [change, code] of [
    [`doors_at = now() - interval '9 hours', ends_at = now()`, 'night_over'],
    [`state = 'cancelled'`, 'night_cancelled'],
  ] as const) {
    const { night_id, path } = await missing()
    await staffDo(house, 'POST', `${path}/no_show`)
    await house.db.query({ text: `update nights set ${change} where id = $1`, values: [night_id] })
    assertRefused(await undo(path), code, 'booking')
    await house.db.query({
      text: `update nights set state = 'published' where id = $1`,
      values: [night_id],
    })
  }
  await audit(house)
})

test('guests whose money has gone back meanwhile stay out; those still paid for come in', async () => {
  const party = await missing()
  const { slug, path, id } = party
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  await staffDo(house, 'POST', `${path}/no_show`)
  await giveBack(house, more, 'everything')
  await eventually('their money has gone back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  assert.equal((await undo(path)).status, 200)
  const [spot] = (await boardOf(house, host, slug)).tables
  assert.equal(spot?.heads, 4)
  assert.equal((await partyOf(house, host, id)).passes.length, 4)
  await audit(house)
})

test('a free table tells who had it tonight, and what was done at it, the newest first', async () => {
  const { slug, table, path, id } = await missing()
  const entries = async () => {
    const at = `board/tables/${table}?night=${slug}`
    const { status, body } = await dashboard<BoardTableAnswer>(house, host, 'GET', at)
    assert.equal(status, 200, JSON.stringify(body))
    return body.entries.map(({ action, party }) => [action, party?.id ?? null])
  }
  assert.deepEqual(await entries(), [['booking.made', id]])
  await staffDo(house, 'POST', `${path}/no_show`)
  await staffDo(house, 'POST', `nights/${slug}/tables/${table}/block`)
  await staffDo(house, 'DELETE', `nights/${slug}/tables/${table}/block`)
  const walk = { party_name: 'Grace', party_size: 2, table }
  const { id: walkIn } = await staffDo(house, 'POST', `nights/${slug}/walk_ins`, walk)
  await staffDo(house, 'POST', `bookings/${walkIn}/release`)
  assert.deepEqual(await entries(), [
    ['booking.released', walkIn],
    ['booking.walked_in', walkIn],
    ['table.unblocked', null],
    ['table.blocked', null],
    ['booking.no_show', id],
    ['booking.made', id],
  ])
  const unknown = await dashboard(house, host, 'GET', `board/tables/${table}?night=none`)
  assert.equal(unknown.status, 404)
  const other = await addVipNight(house.db)
  const there = `board/tables/${table}?night=${other.slug}`
  const elsewhere = await dashboard<BoardTableAnswer>(house, host, 'GET', there)
  assert.deepEqual(elsewhere.body.entries, [], 'another night has nothing of it')
})
