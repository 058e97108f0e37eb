import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { HolderAnswer } from '../../src/web/dashboard/api/guests_answers.ts'
import { auditAndClose } from '../audit.ts'
import { dashboard } from '../dashboard.ts'
import { desk } from '../desk.ts'
import { partyAtDoor, ticketsAtDoor } from '../door.ts'
import { eventually, type GuestOrder } from '../guest.ts'
import { entriesAt, reissueEntry, renameGuestOf } from '../guest_view.ts'
import { endNight, eraseByMail, findGuest, standsIn } from '../guests.ts'
import { without } from '../guards.ts'
import { openHouse, type House } from '../house.ts'
import { meet } from '../meet.ts'
import { deedsOf, signedIn, signedInAs, type Browser } from '../member.ts'
import { buyAt, mustMove, nightAt } from '../move.ts'
import { linkOf, post, validPasses } from '../party.ts'
import { keys } from '../staff.ts'
import { passLock } from '../table_guards.ts'

// What is closed of a guest's data: to whoever has no password, to other guests, and for good.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let host: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  host = await signedInAs(house, 'host')
})
after(async () => {
  await second.stop()
  await auditAndClose(house)
})

const word = () => newId('mem').slice(-12)

const mailed = () =>
  eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })

/** A party whose night has just ended, of somebody called `name`. */
async function partyOver(name: string, heads = 2) {
  const party = await partyAtDoor(house, heads, { name })
  await mailed()
  await endNight(house, party.night_id)
  return { ...party, passes: await validPasses(house.db, party.booking_id) }
}

const noted = (order: Pick<GuestOrder, 'order_id'>, text: string) =>
  desk(house, host, order, '/note', { note_id: newId('nte'), text })

test('of a guest who was erased nothing is written again: no note, no name, no claim', async () => {
  const name = `Xanthippe ${word()}`
  const { order, passes } = await partyOver(name)
  const [first, other] = passes
  assert.ok(first && other)
  assert.equal((await post(`${linkOf(house, first)}/claim`, { name: `${name} too` })).status, 303)
  assert.equal((await eraseByMail(house, owner, order.email)).status, 200)
  const late = `${name} again`
  for (const pass of passes)
    assert.equal((await post(`${linkOf(house, pass)}/claim`, { name: late })).status, 410)
  const refusals = [
    await noted(order, late),
    await renameGuestOf(house, host, order, late),
    await renameGuestOf(house, host, order, late, first.id),
    await renameGuestOf(house, host, order, late, other.id),
  ]
  for (const { status, body } of refusals)
    assert.deepEqual([status, Object(body).code], [410, 'order_erased'])
  const resent = { email: `${word()}@guest.example` }
  assert.equal((await desk(house, owner, order, '/email', resent)).status, 409)
  assert.deepEqual(await standsIn(house, [name]), [])
})

type Race = () => Promise<{ status: number }>

/** Erases a party's guest while `other` is done, both behind that lock; what `other` was told. */
async function whileErased(
  party: { order: { email: string } },
  gate: { text: string; id: string },
  other: Race,
  isErasedFirst: boolean,
): Promise<number> {
  const erase: Race = () => eraseByMail(second, owner, party.order.email)
  const races = isErasedFirst ? [erase, other] : [other, erase]
  const answers = await meet(house, gate.text, gate.id, races)
  const [erased, told] = isErasedFirst ? answers : answers.toReversed()
  assert.equal(erased?.status, 200)
  return told?.status ?? 0
}

for (const isErasedFirst of [true, false]) {
  const first = isErasedFirst ? 'the erasing' : 'the other'

  test(`a note that is written while its guest is erased names nobody, ${first} first`, async () => {
    const name = `Yves ${word()}`
    const party = await partyOver(name, 1)
    const gate = { text: 'select from orders where id = $1', id: party.order.order_id }
    const note: Race = () => noted(party.order, `Calls ${name} back`)
    const status = await whileErased(party, gate, note, isErasedFirst)
    assert.equal(status, isErasedFirst ? 410 : 201)
    assert.deepEqual(await standsIn(house, [name]), [])
  })

  test(`a pass that is claimed while its guest is erased names nobody, ${first} first`, async () => {
    const name = `Yves ${word()}`
    const party = await partyOver(name, 1)
    const pass = party.passes[0] ?? assert.fail('no pass')
    const gate = { text: 'select from passes where id = $1', id: pass.id }
    const claim: Race = () => post(`${linkOf(house, pass)}/claim`, { name: `${name} too` })
    const status = await whileErased(party, gate, claim, isErasedFirst)
    assert.equal(status, isErasedFirst ? 410 : 303)
    assert.deepEqual(await standsIn(house, [name]), [])
  })
}

test('control: without the lock of the pass a name stays that came while its guest was erased', async () => {
  const name = `Yves ${word()}`
  const party = await partyOver(name, 1)
  const pass = party.passes[0] ?? assert.fail('no pass')
  const claim: Race = () => post(`${linkOf(house, pass)}/claim`, { name: `${name} too` })
  const gate = 'select from passes_behind where id = $1'
  const [claimed] = await without(house.db, [passLock], () =>
    meet(house, gate, pass.id, [claim], async () => {
      assert.equal((await eraseByMail(second, owner, party.order.email)).status, 200)
    }),
  )
  assert.equal(claimed?.status, 303)
  assert.deepEqual(await standsIn(house, [name]), ['passes.name'])
})

test('erasing all day long keeps nobody of the house from signing in', async () => {
  await house.db.query({ text: `delete from identity.tries` })
  assert.equal((await eraseByMail(house, owner, `${word()}@guest.example`)).status, 200)
  // As if it were the sixtieth: whatever it is counted by.
  await house.db.query({ text: `update identity.tries set tries = 60` })
  assert.equal((await eraseByMail(house, owner, `${word()}@guest.example`)).status, 200)
  await signedIn(house, 'host@demo.example')
  await house.db.query({ text: `delete from identity.tries` })
})

test('nobody is erased without the member’s own password, which cannot be guessed there', async () => {
  const { order } = await partyOver(`Zacharias ${word()}`)
  const wrong = await eraseByMail(house, owner, order.email, 'somebody else’s')
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'password_wrong'])
  assert.equal(wrong.body.errors[0]?.field, 'password')
  const none = await dashboard(house, owner, 'POST', 'guests/erasure', { email: order.email })
  assert.deepEqual([none.status, none.body.errors[0]?.field], [422, 'password'])
  // A session of its own, and an address of its own: the others go on signing in.
  const thief = await signedIn(house, 'owner@demo.example')
  for (let n = 0; n < 9; n += 1) await eraseByMail(house, thief, order.email, `a guess ${n}`)
  const last = await eraseByMail(house, thief, order.email)
  assert.deepEqual([last.status, last.body.code], [429, 'sign_in_limited'])
  assert.equal(last.body.errors[0]?.field, 'password')
  assert.equal((await findGuest(house, owner, order.email)).body.orders.length, 1)
  await house.db.query({ text: `delete from identity.tries` })
  assert.equal((await eraseByMail(house, owner, order.email)).status, 200)
})

/** What is handed out of an order's guest. */
async function exported(email: string): Promise<{ orders: Record<string, unknown[]>[] }> {
  const body = { email, format: 'json' }
  const { body: known } = await dashboard(house, owner, 'POST', 'guests/export', body)
  return known as never
}

test('what is handed out has why alerts were resolved and where the order moved, and nobody else’s name', async () => {
  const name = `Ulla ${word()}`
  const { order, passes } = await partyOver(name)
  const [own, others] = passes
  assert.ok(own && others)
  assert.equal(
    (await post(`${linkOf(house, own)}/claim`, { name: name.toUpperCase() })).status,
    303,
  )
  assert.equal(
    (await post(`${linkOf(house, others)}/claim`, { name: 'Somebody Else' })).status,
    303,
  )
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id, state, resolved_at, resolved_by, reason)
           values ($1, 'fulfilment_stuck', $2, 'resolved', now(), 'Owner', 'Rang Ulla up')`,
    values: [newId('alr'), order.order_id],
  })
  const { orders } = await exported(order.email)
  assert.ok(!JSON.stringify(orders).includes('Somebody Else'))
  const [shown] = orders
  assert.deepEqual(
    shown?.['passes']?.map((pass) => Object(pass).name),
    [name.toUpperCase(), null],
  )
  assert.deepEqual(
    shown?.['alerts']?.map((alert) => Object(alert).reason),
    ['Rang Ulla up'],
  )
  const [from, to] = [await nightAt(house, 5000), await nightAt(house, 5000)]
  const moved = await buyAt(house, 'GA', from)
  await mustMove(house, owner, moved, to)
  const [move] = (await exported(moved.email)).orders[0]?.['moves'] ?? []
  assert.deepEqual([Object(move).paid_minor, Object(move).price_minor], [5000, 5000])
})

test('a guest who only claimed a pass is found by its name, handed out and erased; the party stays', async () => {
  const name = `Oriana ${word()}`
  const { order, passes, night_id } = await partyAtDoor(house, 3, { name: 'Booker' }).then(
    async (party) => ({ ...party, passes: await validPasses(house.db, party.booking_id) }),
  )
  const [theirs, namesake] = passes
  assert.ok(theirs && namesake)
  for (const pass of [theirs, namesake])
    assert.equal((await post(`${linkOf(house, pass)}/claim`, { name })).status, 303)
  const holder = <Body = object>(path: string, body: object, member = owner) =>
    dashboard<Body>(house, member, 'POST', `guests/holders/${path}`, body)
  const found = await holder<HolderAnswer>('find', { name: `  ${name.toUpperCase()} ` })
  assert.deepEqual(
    found.body.passes.map((pass) => [pass.order_id, pass.is_to_come]),
    [order, order].map(({ order_id }) => [order_id, true]),
  )
  const meant = { name, pass_ids: theirs.id, password: 'coatcheck demo' }
  const early = await holder('erasure', meant)
  assert.deepEqual([early.status, early.body.code], [409, 'guest_kept'])
  await endNight(house, night_id)
  const file = await holder<{ passes: { pass_id: string; name: string }[] }>('export', {
    ...meant,
    format: 'json',
  })
  assert.deepEqual(
    file.body.passes.map((pass) => [pass.pass_id, pass.name]),
    [[theirs.id, name]],
  )
  for (const secret of [theirs.code, theirs.claim_secret])
    assert.ok(!JSON.stringify(file.body).includes(secret))
  assert.equal(
    (await holder('erasure', { ...meant, password: 'wrong' })).body.code,
    'password_wrong',
  )
  assert.equal((await holder('erasure', meant, host)).status, 403)
  const erased = await Promise.all([holder('erasure', meant), holder('erasure', meant)])
  assert.equal(erased.filter(({ body }) => Object(body).passes === 1).length, 1, 'once')
  const left = await holder<HolderAnswer>('find', { name })
  assert.deepEqual(
    left.body.passes.map(({ pass_id }) => pass_id),
    [namesake.id],
    'a namesake’s stays',
  )
  assert.deepEqual(
    (await deedsOf(house, theirs.id)).map(({ action }) => action),
    ['pass.exported', 'pass.erased'],
  )
  const again = await renameGuestOf(house, host, order, name, theirs.id)
  assert.equal(again.body.code, 'order_erased')
  assert.deepEqual((await holder<HolderAnswer>('find', { name: '—' })).body.passes, [])
})

test('new codes are made so often a minute, and not more', async () => {
  const { order } = await ticketsAtDoor(house, 2)
  const [one, other] = await entriesAt(house, host, order)
  assert.ok(one && other)
  const outcomes: unknown[] = []
  for (let n = 0; n < 16; n += 1) {
    const entry = n < 10 ? { id: one.id, replacements: n } : { id: other.id, replacements: n - 10 }
    const { status, body } = await reissueEntry(house, host, order, entry)
    outcomes.push(status === 200 ? body.outcome : [status, body.code, body.errors[0]?.field])
  }
  assert.deepEqual(
    outcomes.slice(0, 15),
    Array.from({ length: 15 }, () => 'reissued'),
  )
  assert.deepEqual(outcomes[15], [429, 'rate_limited', 'entry_id'])
  const elsewhere = await ticketsAtDoor(house, 1)
  const [entry] = await entriesAt(house, host, elsewhere.order)
  assert.ok(entry)
  assert.equal((await reissueEntry(house, host, elsewhere.order, entry)).status, 200)
})
