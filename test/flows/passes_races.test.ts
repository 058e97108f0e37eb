import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { transaction } from '../../src/kernel/index.ts'
import { passesOf, type Pass } from '../../src/tickets/index.ts'
import { mintPasses } from '../../src/tickets/pass.ts'
import { audit, auditAndClose } from '../audit.ts'
import { without, type Guard } from '../guards.ts'
import { openHouse, type House } from '../house.ts'
import {
  bookParty,
  DOOR_KEY,
  linkOf,
  pageOf,
  post,
  scanPass,
  validPasses,
  type BookedParty,
} from '../party.ts'
import { onePassPerHead, passClaims, passesWithinParty, passVoids } from '../party_guards.ts'
import { lockWaits } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse({ DOOR_KEY, SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

/** Ten guests claim each of these passes at once; returns the names of those who were told yes. */
async function claimAll(passes: Pass[]): Promise<string[]> {
  const claims = passes.flatMap((pass) =>
    Array.from({ length: 10 }, (_, n) => ({ pass, name: `Guest ${pass.ordinal}-${n}` })),
  )
  const answers = await Promise.all(
    claims.map(({ pass, name }) => post(`${linkOf(house, pass)}/claim`, { name })),
  )
  return claims.filter((_, n) => answers[n]!.status === 303).map(({ name }) => name)
}

test('F47: twenty guests claim the two passes of a party at once; two get one, the others are told', async () => {
  const { passes, booking } = await bookParty(house, 2)
  const winners = await claimAll(passes)
  assert.equal(winners.length, 2)
  const names = (await validPasses(house.db, booking.id)).map(({ name }) => name)
  assert.deepEqual(names, winners)
  await audit(house)
})

test('control of F47: where claims are forgotten all of them are told yes', async () => {
  const { passes } = await bookParty(house, 1)
  const winners = await without(house.db, [passClaims], () => claimAll(passes))
  assert.equal(winners.length, 10, 'the race happens when nothing guards it')
})

/** Ten processes mint one more pass for a full party at once: how many of them could. */
async function mintBeyond({ booking, night_id, order }: BookedParty): Promise<number> {
  const owner = { booking_id: booking.id, places: 2, order_id: order.order_id, night_id }
  const minted = await Promise.allSettled(
    Array.from({ length: 10 }, (_, n) =>
      transaction(house.db, (tx) => mintPasses(tx, owner, [2 + (n % 2)])),
    ),
  )
  return minted.filter(({ status }) => status === 'fulfilled').length
}

test('F47: ten passes beyond the places of a party, at once: the database refuses every one', async () => {
  assert.equal(await mintBeyond(await bookParty(house, 2)), 0)
  await audit(house)
})

test('control of F47: without its two constraints all ten are minted', async () => {
  const party = await bookParty(house, 2)
  const guards = [onePassPerHead, passesWithinParty]
  assert.equal(await without(house.db, guards, () => mintBeyond(party)), 10)
})

const replacementOf = ({ order }: BookedParty, { id }: Pass) =>
  `${pageOf(house, order)}/passes/${id}/replacement`

/** Both stand in line for the booking, in the order of the numbers; then it is let go. */
async function atOnce<T>(bookingId: string, moves: (() => Promise<T>)[]): Promise<T[]> {
  const client = await house.db.connect()
  await client.query('begin')
  await client.query('select from bookings where id = $1 for update', [bookingId])
  const running: Promise<T>[] = []
  for (const [n, move] of moves.entries()) {
    running.push(move())
    await lockWaits(house, n + 1, client)
  }
  await client.query('commit')
  client.release()
  return Promise.all(running)
}

for (const first of ['door', 'booker']) {
  test(`a pass is scanned and taken back at once, the ${first} first: never both`, async () => {
    const party = await bookParty(house, 1)
    const pass = party.passes[0]!
    const door = async () => (await scanPass(house, pass.code, party.slug)).status
    const booker = async () => (await post(replacementOf(party, pass))).status
    const moves = first === 'door' ? [door, booker] : [booker, door]
    const [yes, no] = await atOnce(party.booking.id, moves)
    assert.deepEqual([yes, no], first === 'door' ? [201, 409] : [303, 409])
    const [old] = await passesOf(house.db, party.booking.id)
    assert.equal(old!.state, first === 'door' ? 'valid' : 'voided')
    await audit(house)
  })
}

for (const [what, url] of [
  [
    'renamed by the booker',
    (party: BookedParty, { id }: Pass) => `${pageOf(house, party.order)}/passes/${id}/name`,
  ],
  ['claimed by a guest', (_: BookedParty, pass: Pass) => `${linkOf(house, pass)}/claim`],
] as const) {
  test(`a pass is scanned and ${what} at once: whoever comes second finds what the first did`, async () => {
    for (const first of ['door', 'name']) {
      const party = await bookParty(house, 1)
      const pass = party.passes[0]!
      const door = async () => (await scanPass(house, pass.code, party.slug)).status
      const name = async () => (await post(url(party, pass), { name: 'Eve' })).status
      const told = await atOnce(party.booking.id, first === 'door' ? [door, name] : [name, door])
      assert.deepEqual(told, first === 'door' ? [201, 409] : [303, 201])
      const [now] = await passesOf(house.db, party.booking.id)
      assert.equal(now!.name, first === 'door' ? null : 'Eve')
    }
    await audit(house)
  })
}

test('control of that: a door that takes no lock finds the pass valid while it is taken back', async () => {
  const party = await bookParty(house, 1)
  const pass = party.passes[0]!
  const client = await house.db.connect()
  await client.query('begin')
  // The replacement is written down last, so whoever holds the audit log holds it up.
  await client.query('lock table audit_entries in share mode')
  const booker = post(replacementOf(party, pass))
  await lockWaits(house, 1, client)
  const { rows } = await house.db.query({
    text: `select from passes where code = $1 and state = 'valid'`,
    values: [pass.code],
  })
  await client.query('commit')
  client.release()
  assert.equal((await booker).status, 303)
  assert.equal(rows.length, 1, 'the race happens when nothing guards it')
})

/** The booker takes one pass back by ten clicks at once; `valid` is how many its head then has. */
async function replaceTen(party: BookedParty): Promise<{ done: number; valid: number }> {
  const clicks = Array.from({ length: 10 }, () => post(replacementOf(party, party.passes[0]!)))
  const answers = await Promise.all(clicks)
  const done = answers.filter(({ status }) => status === 303).length
  return { done, valid: (await validPasses(house.db, party.booking.id)).length }
}

test('a pass is taken back ten times at once: there is one new one', async () => {
  const party = await bookParty(house, 1)
  assert.deepEqual(await replaceTen(party), { done: 1, valid: 1 })
  assert.equal((await passesOf(house.db, party.booking.id)).length, 2)
  await audit(house)
})

const replacementGuards: Record<string, Guard> = {
  'the state of the pass': passVoids,
  'the index of heads': onePassPerHead,
}

for (const [name, guard] of [...Object.entries(replacementGuards), ['', undefined] as const]) {
  const claim = name
    ? `with nothing but ${name} there is one valid pass`
    : 'without both there are more'
  test(`control of taking back: ${claim}`, async () => {
    const party = await bookParty(house, 1)
    const others = Object.values(replacementGuards).filter((other) => other !== guard)
    const { valid } = await without(house.db, others, () => replaceTen(party))
    if (guard) assert.equal(valid, 1)
    else assert.ok(valid > 1, 'the race happens when nothing guards it')
  })
}
