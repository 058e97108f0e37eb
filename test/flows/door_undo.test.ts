import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import {
  doorNow,
  keptOut,
  letIn,
  partyAtDoor,
  searchDoor,
  ticketsAtDoor,
  undo,
  verdict,
  wanted,
} from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { giveBack } from '../money_back.ts'
import { keys, staffDo } from '../staff.ts'

// What was let in by mistake is taken back within a minute, and several heads go in together.

let house: House
let door: Browser
let host: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  door = await signedInAs(house, 'door')
  host = await signedInAs(house, 'host')
  manager = await signedInAs(house, 'manager')
})
after(() => auditAndClose(house))

/** Makes an entrance older, as if so many seconds had gone by. */
async function age(entranceId: string, seconds: number): Promise<void> {
  await house.db.query({
    text: `update entrances set at = at - make_interval(secs => $2) where id = $1`,
    values: [entranceId, seconds],
  })
}

const stateOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).state

for (const make of [ticketsAtDoor, partyAtDoor])
  test(`within its minute an entrance is taken back, once, and the code lets in again (${make.name})`, async () => {
    const { slug, codes } = await make(house, 1)
    const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
    await age(entrance_id, 20)
    const [first, second] = await Promise.all([
      undo(house, door, entrance_id),
      undo(house, door, entrance_id),
    ])
    assert.deepEqual([first.status, second.status], [200, 200])
    assert.equal(first.body.undone_at, second.body.undone_at)
    assert.deepEqual(
      (await deedsOf(house, entrance_id)).map(({ action, actor }) => [action, actor]),
      [['entrance.undone', 'Dario Door']],
    )
    const { count, entrances } = await doorNow(house, door, slug)
    assert.equal(count?.inside, 0)
    assert.deepEqual([entrances[0]?.undone_by, entrances[0]?.undo_left_ms], ['Dario Door', 0])
    assert.equal((await letIn(house, door, slug, { code: codes[0] })).inside, 1)
  })

test('after the minute it stays, and it is said why; the database alone says so, too', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const { entrance_id } = await letIn(house, door, slug, { code: codes[0] })
  await age(entrance_id, 61)
  const late = await undo(house, door, entrance_id)
  assert.deepEqual([late.status, late.body.code], [409, 'undo_too_late'])
  assert.match(late.body.detail, /minute/)
  assert.equal((await undo(house, manager, entrance_id)).status, 409)
  const { count, entrances } = await doorNow(house, door, slug)
  assert.deepEqual([count?.inside, entrances[0]?.undo_left_ms], [1, 0])
  const byHand = { text: `update entrances set undone_at = now(), undone_by = 'x' where id = $1` }
  await assert.rejects(
    house.db.query({ ...byHand, values: [entrance_id] }),
    /undone_within_a_minute/,
  )
})

test('only whoever let them in, or a manager, takes it back; a manager sees everybody’s', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 2)
  const first = await letIn(house, door, slug, { code: codes[0] })
  const not = await undo(house, host, first.entrance_id)
  assert.deepEqual([not.status, not.body.code], [409, 'undo_not_yours'])
  assert.deepEqual((await doorNow(house, host, slug)).entrances, [])
  const [seen] = (await doorNow(house, manager, slug)).entrances
  assert.deepEqual([seen?.id, seen?.admitted_by], [first.entrance_id, 'Dario Door'])
  assert.equal((await undo(house, manager, first.entrance_id)).status, 200)
})

test('what was taken back is not let in by the same request, sent again late', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const request = wanted(slug, { code: codes[0] })
  await verdict(house, door, request)
  await undo(house, door, request.id)
  await keptOut(house, door, request, 'entrance_undone')
  assert.equal((await doorNow(house, door, slug)).count?.inside, 0)
})

test('a party that came by one entrance alone is awaited again; one that a host has seated stays', async () => {
  const { slug, codes, booking_id } = await partyAtDoor(house, 3)
  const first = await letIn(house, door, slug, { code: codes[0] })
  const second = await letIn(house, door, slug, { code: codes[1] })
  await undo(house, door, first.entrance_id)
  assert.equal(await stateOf(booking_id), 'arrived', 'somebody is in')
  await undo(house, door, second.entrance_id)
  assert.equal(await stateOf(booking_id), 'confirmed')
  const third = await letIn(house, door, slug, { code: codes[0] })
  await staffDo(house, 'POST', `bookings/${booking_id}/seating`)
  await undo(house, door, third.entrance_id)
  assert.equal(await stateOf(booking_id), 'seated')
})

test('several of a party, or of an order, go in together or not at all, and are taken back together', async () => {
  const party = await partyAtDoor(house, 8)
  const order = await ticketsAtDoor(house, 3)
  for (const [{ slug }, whom, of] of [
    [party, { booking_id: party.booking_id }, 8],
    [order, { order_id: order.order.order_id }, 3],
  ] as const) {
    const two = await letIn(house, door, slug, { ...whom, heads: 2 })
    assert.deepEqual([two.heads, two.inside, two.of], [2, 2, of])
    const left = of - 2
    const many = wanted(slug, { ...whom, heads: left + 1 })
    assert.equal((await keptOut(house, door, many, 'heads_left')).left, left)
    assert.equal((await doorNow(house, door, slug)).count?.inside, 2)
    await letIn(house, manager, slug, { ...whom, heads: left })
    const none = wanted(slug, { ...whom, heads: 1 })
    assert.equal((await keptOut(house, door, none, 'already_admitted')).by, 'Mateo Manager')
    await undo(house, door, two.entrance_id)
    assert.equal((await doorNow(house, door, slug)).count?.inside, of - 2)
  }
})

test('devices that let in the same party at once never let in more than it has', async () => {
  const { slug, booking_id } = await partyAtDoor(house, 5)
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => verdict(house, door, wanted(slug, { booking_id, heads: 2 }))),
  )
  assert.equal(answers.filter((one) => one.verdict === 'in').length, 2)
  assert.equal((await doorNow(house, door, slug)).count?.inside, 4)
})

test('a name is found by its words, without its marks, with the state of its tickets', async () => {
  const { slug, order } = await ticketsAtDoor(house, 3, { name: 'Zoë Müller-Ortiz' })
  for (const q of ['zo', 'mul', 'ORTIZ', 'müller zoe'])
    assert.equal((await searchDoor(house, door, slug, q)).orders[0]?.id, order.order_id, q)
  for (const q of ['z', 'xx', 'oe', '--'])
    assert.deepEqual((await searchDoor(house, door, slug, q)).orders, [], q)
  await letIn(house, door, slug, { order_id: order.order_id, heads: 1 })
  const found = await searchDoor(house, door, slug, 'zoe')
  const { heads, inside, voided, types, is_disputed, state } = found.orders[0]!
  assert.deepEqual([heads, inside, voided, is_disputed, state], [3, 1, 0, false, 'fulfilled'])
  assert.deepEqual(types, ['General admission'])
  const elsewhere = await ticketsAtDoor(house, 1)
  assert.deepEqual((await searchDoor(house, door, elsewhere.slug, 'zoe')).orders, [])
  await giveBack(house, order, 'everything')
  const [gone] = (await searchDoor(house, door, slug, 'zoe')).orders
  assert.deepEqual([gone?.heads, gone?.voided], [0, 3])
})

test('a party is found by who booked and by its guests, who go in by name', async () => {
  const tables = [{ name: 'Table 12', minimum_spend_minor: 60_000 }]
  const { slug, booking_id, codes } = await partyAtDoor(house, 4, { tables })
  await house.db.query({
    text: `update passes set name = 'Grace Hopper', claimed_at = now() where code = $1`,
    values: [codes[0]],
  })
  const [byBooker] = (await searchDoor(house, door, slug, 'maya')).parties
  assert.deepEqual([byBooker?.id, byBooker?.guests, byBooker?.table], [booking_id, [], 'Table 12'])
  assert.deepEqual(byBooker?.balance, { is_due: true, amount_minor: null, currency: null })
  const [byGuest] = (await searchDoor(house, door, slug, 'hop')).parties
  const [grace] = byGuest?.guests ?? []
  assert.deepEqual([grace?.name, grace?.is_in], ['Grace Hopper', false])
  await letIn(house, door, slug, { booking_id, heads: 1 })
  const yes = await letIn(house, door, slug, { pass_id: grace?.pass_id ?? '' })
  assert.deepEqual([yes.party?.guest, yes.inside, yes.of], ['Grace Hopper', 2, 4])
})

/** Whatever could be money, or what was paid. */
const MONEY = /€|minor":\s*[1-9]|price|total|received|"(?:amount|currency)[^"]*":\s*(?!null)/

test('no answer to the role door has money in it, nor anybody’s mail', async () => {
  const tables = [{ minimum_spend_minor: 60_000 }]
  const { slug, codes } = await partyAtDoor(house, 2, { tables })
  const texts = [
    await verdict(house, door, wanted(slug, { code: codes[0] })),
    await verdict(house, door, wanted(slug, { code: codes[0] })),
    await searchDoor(house, door, slug, 'maya'),
    await doorNow(house, door, slug),
  ].map((one) => JSON.stringify(one))
  for (const text of texts) {
    assert.doesNotMatch(text, MONEY)
    assert.doesNotMatch(text, /@|secret/)
  }
})
