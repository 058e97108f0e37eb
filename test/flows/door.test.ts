import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demoMembers, demoPassword, type Role } from '../../src/identity/index.ts'
import { newId, newTicketCode } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { compBody, decideComp, giveComp } from '../comps.ts'
import {
  askDoor,
  dispute,
  doorNow,
  keptOut,
  letIn,
  partyAtDoor,
  searchDoor,
  ticketsAtDoor,
  verdict,
  wanted,
} from '../door.ts'
import { openHouse, type House } from '../house.ts'
import { openBrowser, signedInAs, type Browser } from '../member.ts'
import { giveBack } from '../money_back.ts'
import { keys, scanPass, staffDo } from '../staff.ts'

// The page of the door: each verdict, each head once, whatever is sent however often.

let house: House
let door: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  door = await signedInAs(house, 'door')
  manager = await signedInAs(house, 'manager')
})
after(() => auditAndClose(house))

test('a GA ticket is let in, once, by its code as people type it; the door sees no money', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 2)
  const typed = ` ${codes[0]!
    .toLowerCase()
    .replaceAll('0', 'o')
    .match(/.{1,4}/g)!
    .join(' ')}`
  const answer = await letIn(house, door, slug, { code: typed })
  const { entrance_id, at, undo_left_ms, ...rest } = answer
  assert.match(entrance_id, /^ent_/)
  assert.ok(undo_left_ms > 0 && undo_left_ms <= 60_000, String(undo_left_ms))
  const shown = { verdict: 'in', heads: 1, inside: 1, of: 1, is_comp: false }
  assert.deepEqual(rest, { ...shown, type: 'General admission', party: null })
  const again = await keptOut(house, door, wanted(slug, { code: codes[0] }), 'already_admitted')
  assert.deepEqual([again.at, again.by], [at, 'Dario Door'])
  await letIn(house, door, slug, { code: codes[1] })
  assert.deepEqual((await doorNow(house, door, slug)).count, { inside: 2, sold: 2 })
})

test('a pass is let in with its party: table, name, how many are in, and that a balance is due', async () => {
  const tables = [{ name: 'Table 12', minimum_spend_minor: 60_000 }]
  const { slug, codes } = await partyAtDoor(house, 8, { tables })
  await letIn(house, door, slug, { code: codes[0] })
  await letIn(house, manager, slug, { code: codes[1] })
  const { party, inside, of, type } = await letIn(house, door, slug, { code: codes[2] })
  assert.deepEqual([inside, of, type], [3, 8, null])
  assert.deepEqual(party, {
    name: 'Maya Brandt',
    guest: null,
    table: 'Table 12',
    zone: 'Gallery',
    balance: { is_due: true, amount_minor: null, currency: null },
  })
  const forHost = await letIn(house, await signedInAs(house, 'host'), slug, { code: codes[3] })
  assert.equal(forHost.party?.balance.currency, 'eur')
  assert.ok((forHost.party?.balance.amount_minor ?? 0) > 0)
})

test('what was sent twice lets in once, and is answered alike; even at the same moment', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const request = wanted(slug, { code: codes[0] })
  const answers = await Promise.all(Array.from({ length: 8 }, () => verdict(house, door, request)))
  for (const answer of [...answers, await verdict(house, door, request)])
    assert.ok(answer.verdict === 'in' && answer.entrance_id === request.id, JSON.stringify(answer))
  assert.deepEqual((await doorNow(house, door, slug)).count, { inside: 1, sold: 1 })
  const other = await ticketsAtDoor(house, 1)
  const taken = { ...wanted(other.slug, { code: other.codes[0] }), id: request.id }
  await keptOut(house, door, taken, 'entrance_taken')
})

for (const make of [ticketsAtDoor, partyAtDoor])
  test(`two devices that scan one code at once let in exactly one head (${make.name})`, async () => {
    const { slug, codes } = await make(house, 1)
    const asks = Array.from({ length: 12 }, (_, n) =>
      verdict(house, n % 2 ? door : manager, wanted(slug, { code: codes[0] })),
    )
    const answers = await Promise.all(asks)
    const yes = answers.filter((one) => one.verdict === 'in')
    assert.equal(yes.length, 1)
    for (const one of answers)
      if (one.verdict === 'no')
        assert.deepEqual([one.why, one.at], ['already_admitted', yes[0]!.at])
    await audit(house)
  })

for (const make of [ticketsAtDoor, partyAtDoor])
  test(`refunded, disputed, and of another night: no, and why (${make.name})`, async () => {
    const [refunded, disputed] = [await make(house, 1), await make(house, 1)]
    await giveBack(house, refunded.order, 'everything')
    const gone = await keptOut(
      house,
      door,
      wanted(refunded.slug, { code: refunded.codes[0] }),
      'ticket_refunded',
    )
    assert.ok(gone.at)
    const ask = wanted(disputed.slug, { code: disputed.codes[0] })
    const wrong = await keptOut(house, door, { ...ask, night: refunded.slug }, 'other_night')
    assert.equal(wrong.night, 'Concrete Garden')
    await dispute(house, disputed.order)
    await keptOut(house, door, ask, 'ticket_disputed')
    await audit(house)
  })

test('a party that has left, and one that was called off, are let in no more', async () => {
  const left = await partyAtDoor(house, 2)
  await letIn(house, door, left.slug, { code: left.codes[0] })
  await staffDo(house, 'POST', `bookings/${left.booking_id}/release`)
  await keptOut(house, door, wanted(left.slug, { code: left.codes[1] }), 'booking_over')
  const off = await partyAtDoor(house, 2)
  await staffDo(house, 'POST', `bookings/${off.booking_id}/cancellation`, { gives_back: 'nothing' })
  await keptOut(house, door, wanted(off.slug, { code: off.codes[0] }), 'booking_cancelled')
})

test('an unknown code, and a night that was called off', async () => {
  const { slug, night_id, codes } = await ticketsAtDoor(house, 1)
  await keptOut(house, door, wanted(slug, { code: newTicketCode() }), 'ticket_unknown')
  await house.db.query({
    text: `update nights set state = 'cancelled' where id = $1`,
    values: [night_id],
  })
  await keptOut(house, door, wanted(slug, { code: codes[0] }, true), 'night_cancelled')
})

test('before the doors open, and after the night, only who means it is let in, and that is noted', async () => {
  const early = await ticketsAtDoor(house, 2, { doors_in: '2 hours' })
  const shut = await keptOut(
    house,
    door,
    wanted(early.slug, { code: early.codes[0] }),
    'doors_closed',
  )
  assert.ok(Date.parse(shut.at ?? '') > Date.now())
  const meant = wanted(early.slug, { code: early.codes[0] }, true)
  assert.equal((await verdict(house, door, meant)).verdict, 'in')
  const { rows } = await house.db.query({
    text: `select actor from audit_entries
            where subject_id = $1 and action = 'entrance.outside_hours'`,
    values: [meant.id],
  })
  assert.deepEqual(rows, [{ actor: 'Dario Door' }])
  await house.db.query({
    text: `update nights set doors_at = now() - interval '9 hours',
                             ends_at = now() - interval '1 hour' where id = $1`,
    values: [early.night_id],
  })
  await keptOut(house, door, wanted(early.slug, { code: early.codes[1] }), 'night_over')
})

test('a comp is told as one, and is void once it is withdrawn', async () => {
  const { slug, night_id, types } = await addNight(house.db, { doors_in: '-1 hours' })
  const comp = await giveComp(house, manager, compBody(night_id, { ticket_type_id: types[0] }))
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1 order by ordinal`,
    values: [comp.order_id],
  })
  const [first, second] = rows.map(({ code }) => code)
  const [found] = (await searchDoor(house, door, slug, 'gloria')).orders
  assert.deepEqual([found?.is_comp, found?.heads], [true, 2])
  assert.equal((await letIn(house, door, slug, { code: first })).is_comp, true)
  const other = await giveComp(house, manager, compBody(night_id, { ticket_type_id: types[0] }))
  assert.equal((await decideComp(house, manager, other, 'withdraw')).status, 200)
  const gone = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1 limit 1`,
    values: [other.order_id],
  })
  await keptOut(house, door, wanted(slug, { code: gone.rows[0]?.code }), 'ticket_voided')
  await letIn(house, door, slug, { code: second })
})

test('a device by its key and the page let the same ticket in once', async () => {
  const { slug, codes } = await partyAtDoor(house, 1)
  assert.equal((await scanPass(house, slug, codes[0]!)).status, 201)
  const no = await keptOut(house, door, wanted(slug, { code: codes[0] }), 'already_admitted')
  assert.equal(no.by, 'North door')
})

test('nobody without an account, no key, and no wrong input gets in', async () => {
  const { slug, codes } = await ticketsAtDoor(house, 1)
  const request = wanted(slug, { code: codes[0] })
  const nobody = await askDoor(house, openBrowser(house), '/entrances', request)
  assert.equal(nobody.status, 401)
  const wrong: [object, string][] = [
    [{ ...request, id: 'ent_1' }, 'id'],
    [{ ...request, heads: { code: '' } }, 'heads'],
    [{ ...request, heads: { order_id: 'x', heads: 0 } }, 'heads'],
    [{ ...request, night: '' }, 'night'],
  ]
  for (const [body, field] of wrong) {
    const answer = await askDoor(house, door, '/entrances', body)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.body.errors[0]?.field ?? '', new RegExp(`^${field}`), answer.text)
  }
  const unknown = await askDoor(house, door, '/entrances', { ...request, night: 'no-such' })
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'night_unknown'])
  assert.equal((await askDoor(house, door, `/entrances/${newId('ent')}/undo`, {})).status, 404)
  assert.deepEqual((await doorNow(house, door, slug)).count, { inside: 0, sold: 1 })
})

test('whoever works at the door begins there; others, and whoever wants to go elsewhere, do not', async () => {
  const signIn = (role: Role, next = '/dashboard') => {
    const { email = '' } = demoMembers.find((one) => one.role === role) ?? {}
    return openBrowser(house).post('/dashboard/sign-in', { email, password: demoPassword, next })
  }
  assert.equal((await signIn('door')).location, '/dashboard/door')
  assert.equal((await signIn('host')).location, '/dashboard')
  const wished = await signIn('door', '/dashboard/account')
  assert.equal(wished.location, '/dashboard/account')
  assert.equal((await door.get('/dashboard/sign-in')).location, '/dashboard/door')
})
