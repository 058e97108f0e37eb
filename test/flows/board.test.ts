import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { BoardAction, BoardAnswer } from '../../src/web/dashboard/api/board_answers.ts'
import { audit, auditAndClose } from '../audit.ts'
import { asMember, boardOf, partyOf, steps } from '../board.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import {
  assertRefused,
  bookTable,
  keys,
  passCodes,
  scanPass,
  staff,
  staffDo,
  trailOf,
} from '../staff.ts'
import { addVipNight, type TestVipNight } from '../vip_catalog.ts'

let house: House
const members = {} as Record<'owner' | 'manager' | 'host' | 'door', Browser>
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  for (const role of ['owner', 'manager', 'host', 'door'] as const)
    members[role] = await signedInAs(house, role)
})
after(() => auditAndClose(house))

/** A night of so many tables, the first of which is booked by four. */
async function bookedNight(tables = 3, night: TestVipNight = {}) {
  const made = await addVipNight(house.db, {
    ...night,
    tables: Array.from({ length: tables }, () => ({})),
  })
  const party = await bookTable(house, made.slug, made.tables[0] ?? '', 4)
  return { ...made, ...party, path: `bookings/${party.id}` }
}

test('the board tells of every table who has it, how many are in, and what is due', async () => {
  const night = await bookedNight(4)
  const [mine, held, blocked, free] = night.tables
  await placeOrder(house, night.slug, { table: { wished_id: held ?? '', party_size: 2 } })
  const path = `nights/${night.slug}/tables/${blocked}/block`
  await asMember(house, members.host, 'POST', path, { reason: 'Wet floor' })
  await scanPass(house, night.slug, (await passCodes(house, night.id))[0] ?? '')
  for (const wanted of [night.slug, night.night_id]) {
    const { plan, zones, tables, parties } = await boardOf(house, members.host, wanted)
    assert.deepEqual(plan, { name: 'Main floor', width: 1000, height: 600, picture: null })
    assert.deepEqual(
      zones.map(({ name }) => name),
      ['Gallery'],
    )
    const states = new Map(tables.map(({ id, state }) => [id, state]))
    assert.deepEqual(
      [mine, held, blocked, free].map((id) => states.get(id ?? '')),
      ['arrived', 'held', 'blocked', 'free'],
    )
    const block = tables.find(({ id }) => id === blocked)?.block
    assert.deepEqual([block?.by, block?.reason], ['Hana Host', 'Wet floor'])
    assert.equal(tables.find(({ id }) => id === mine)?.minimum_spend_minor, 60_000)
    const [party] = parties
    assert.deepEqual(
      [party?.name, party?.inside, party?.heads, party?.due_minor, party?.is_locked],
      ['Ada', 1, 4, 40_000, false],
    )
  }
})

test('the board is for whoever looks after parties; a night without tables has none', async () => {
  const { night_id } = await addNight(house.db)
  const plain = await dashboard<BoardAnswer>(house, members.host, 'GET', `board?night=${night_id}`)
  assert.equal(plain.body.board, null)
  const unknown = await dashboard(house, members.host, 'GET', 'board?night=nowhere')
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'night_unknown'])
  const nobody = await dashboard(house, members.host, 'GET', 'board/parties/bkg_none')
  assert.deepEqual([nobody.status, nobody.body.code], [404, 'booking_unknown'])
  const door = await dashboard(house, members.door, 'GET', 'board')
  assert.deepEqual([door.status, door.body.code], [403, 'not_permitted'])
})

test('a party’s panel tells who it is, what was agreed, its passes and what it has paid', async () => {
  const night = await bookedNight(1, { packages: [{ price_minor: 30_000 }] })
  const note = { note_id: newId('nte'), text: 'Birthday of Ada' }
  await dashboard(house, members.host, 'POST', `orders/${night.order.order_id}/note`, note)
  const id = newId('dpy')
  const cash = { id, kind: 'cash', amount_minor: 15_000, note: 'In tens' }
  await asMember(house, members.host, 'POST', `${night.path}/door_payments`, cash)
  const party = await partyOf(house, members.host, night.id)
  assert.deepEqual([party.name, party.phone], ['Ada', '+49 30 1234567'])
  assert.deepEqual([party.table?.name, party.heads, party.inside], ['Table 1', 4, 0])
  assert.deepEqual([party.agreed?.party_size, party.agreed?.minimum_spend_minor], [4, 60_000])
  assert.deepEqual(
    party.notes.map(({ body }) => body),
    ['Birthday of Ada'],
  )
  assert.equal(party.passes.length, 4)
  assert.ok(party.passes.every(({ link }) => link === null))
  const { due_minor, taken_minor, payments } = party.money ?? {}
  assert.deepEqual([due_minor, taken_minor], [25_000, 15_000])
  assert.deepEqual([payments?.[0]?.taken_by, payments?.[0]?.note], ['Hana Host', 'In tens'])
  assert.ok(party.changes.some(({ action }) => action === 'door_payment.taken'))
})

test('a walk-in is on the board with the links of its passes, and owes its table’s minimum', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const walking = { party_name: 'Grace', party_size: 3, table: tables[0] }
  const made = await asMember(house, members.host, 'POST', `nights/${slug}/walk_ins`, walking)
  assert.equal(made.status, 201)
  const party = await partyOf(house, members.host, made.body.id)
  assert.deepEqual([party.name, party.order_id, party.state], ['Grace', null, 'arrived'])
  assert.ok(party.passes.every(({ link }) => link?.startsWith(house.url)))
  assert.equal(party.money?.due_minor, 60_000)
  assert.ok(!party.can.includes('undo_arrival') && !party.can.includes('note'))
})

test('a locked booking is moved by nobody: not assigned, not swapped, not taken off its table', async () => {
  const night = await bookedNight()
  const [mine = '', theirs = '', free = ''] = night.tables
  const other = await bookTable(house, night.slug, theirs)
  await asMember(house, members.manager, 'POST', `${night.path}/lock`)
  const host = members.host
  const tries: [string, string, object][] = [
    [`${night.path}/table`, 'booking', { table: free }],
    ['swaps', 'booking', { booking: night.id, other: other.id }],
    ['swaps', 'other', { booking: other.id, other: night.id }],
  ]
  for (const [path, field, body] of tries)
    assertRefused(await asMember(house, host, 'POST', path, body), 'booking_locked', field)
  const taken = await asMember(house, host, 'DELETE', `${night.path}/table`)
  assertRefused(taken, 'booking_locked', 'booking')
  const locked = await partyOf(house, host, night.id)
  assert.deepEqual([locked.lock?.by, locked.table?.id], ['Mateo Manager', mine])
  for (const action of ['move', 'unassign', 'lock'] as const)
    assert.ok(!locked.can.includes(action), action)
  assert.equal((await boardOf(house, host, night.slug)).parties[0]?.is_locked, true)
  assert.equal((await asMember(house, host, 'DELETE', `${night.path}/lock`)).status, 200)
  const moved = await asMember(house, host, 'POST', `${night.path}/table`, { table: free })
  assert.equal(moved.body.table?.id, free)
  assert.deepEqual(
    (await trailOf(house, night.id)).map(([action, actor]) => [action, actor]),
    [
      ['booking.locked', 'Mateo Manager'],
      ['booking.unlocked', 'Hana Host'],
      ['booking.moved', 'Hana Host'],
    ],
  )
  await audit(house)
})

test('a party that was said to sit has arrived again, once; whoever is awaited cannot', async () => {
  const { path, id } = await bookedNight(1)
  const undo = () => asMember(house, members.host, 'POST', `${path}/seating/reversal`)
  assertRefused(await undo(), 'booking_not_arrived', 'booking')
  await staffDo(house, 'POST', `${path}/arrival`)
  await staffDo(house, 'POST', `${path}/seating`)
  const answers = await Promise.all([undo(), undo()])
  for (const { status, body } of answers) assert.deepEqual([status, body.state], [200, 'arrived'])
  assert.equal((await partyOf(house, members.host, id)).seated_at, null)
  const trail = await trailOf(house, id)
  assert.deepEqual(trail.at(-1), ['booking.seating_undone', 'Hana Host', 'seated', 'arrived'])
  assert.equal(trail.length, 3)
  await staffDo(house, 'POST', `${path}/seating`)
  await staffDo(house, 'POST', `${path}/release`)
  assertRefused(await undo(), 'booking_over', 'booking')
})

test('only an owner or a manager gives a comp at the door, and approves it by name', async () => {
  const { path, id } = await bookedNight(1)
  const comp = () => ({ id: newId('dpy'), kind: 'comp', amount_minor: 10_000, note: 'Birthday' })
  const pay = (who: Browser, body: object) =>
    asMember(house, who, 'POST', `${path}/door_payments`, body)
  for (const named of [{}, { approved_by: 'Mateo Manager' }])
    assertRefused(await pay(members.host, { ...comp(), ...named }), 'not_permitted', 'approved_by')
  assert.equal((await partyOf(house, members.host, id)).can.includes('comp'), false)
  assert.equal((await partyOf(house, members.manager, id)).can.includes('comp'), true)
  const given = await pay(members.manager, { ...comp(), approved_by: 'Somebody Else' })
  assert.equal(given.status, 201)
  const [payment, ...more] = (await partyOf(house, members.host, id)).money?.payments ?? []
  assert.deepEqual(
    [payment?.kind, payment?.taken_by, payment?.approved_by, payment?.note],
    ['comp', 'Mateo Manager', 'Mateo Manager', 'Birthday'],
  )
  assert.equal(more.length, 0)
  // A device says who stands at it, as before.
  const device = { ...comp(), approved_by: 'Nora' }
  assert.equal((await staff(house, 'POST', `${path}/door_payments`, device)).status, 201)
  await audit(house)
})

/** Every step that the board offers is done; every other one changes nothing of the party. */
async function assertOffersWhatIsPossible(id: string): Promise<BoardAction[]> {
  const { can, state } = await partyOf(house, members.host, id)
  for (const [step, [method, resource]] of Object.entries(steps)) {
    if (can.includes(step as BoardAction)) continue
    await asMember(house, members.host, method, `bookings/${id}/${resource}`)
    assert.equal((await partyOf(house, members.host, id)).state, state, `${step} at ${state}`)
  }
  return can
}

test('what the board offers is what can be done then, step by step through an evening', async () => {
  const { path, id } = await bookedNight(1, { doors_in: '-2 hours' })
  assert.ok((await assertOffersWhatIsPossible(id)).includes('no_show'))
  const walk: [BoardAction, BoardAction[]][] = [
    ['arrive', ['seat', 'release', 'undo_arrival']],
    ['seat', ['release', 'undo_seating', 'undo_arrival']],
    ['release', ['undo_release']],
    ['undo_release', ['release', 'undo_seating']],
    ['undo_seating', ['seat', 'undo_arrival']],
    ['undo_arrival', ['arrive', 'no_show']],
    ['no_show', ['undo_no_show']],
  ]
  for (const [step, next] of walk) {
    const [method, resource] = steps[step] ?? assert.fail(step)
    const answer = await asMember(house, members.host, method, `${path}/${resource}`)
    assert.equal(answer.status, 200, `${step} ${JSON.stringify(answer.body)}`)
    const { can } = await partyOf(house, members.host, id)
    for (const action of next) assert.ok(can.includes(action), `${action} after ${step}`)
    if (step === 'no_show') assert.deepEqual(can, [...next, 'note'])
  }
  await audit(house)
})

test('no party is a no-show before its table’s time, nor while cash of it is in the till', async () => {
  const early = await bookedNight(1)
  const kept = await partyOf(house, members.host, early.id)
  assert.deepEqual([kept.is_kept, kept.can.includes('no_show')], [true, false])
  const late = await bookedNight(1, { doors_in: '-2 hours' })
  const cash = { id: newId('dpy'), kind: 'cash', amount_minor: 1_000 }
  await asMember(house, members.host, 'POST', `${late.path}/door_payments`, cash)
  assert.equal((await partyOf(house, members.host, late.id)).can.includes('no_show'), false)
  const refused = await asMember(house, members.host, 'POST', `${late.path}/no_show`)
  assertRefused(refused, 'door_money_taken', 'booking')
})
