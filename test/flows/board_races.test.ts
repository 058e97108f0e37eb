import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { asMember, boardOf, partyOf } from '../board.ts'
import { clientSecretOf, confirm, eventually, fulfilled, orderState, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys, moreFor } from '../staff.ts'
import { confusedParties, meetAt, nightOf } from '../table_races.ts'

// Two screens of the board at once, and a guest who pays meanwhile.

let house: House
let owner: Browser
let host: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
  host = await signedInAs(house, 'host')
})
after(() => auditAndClose(house))

const move = (who: Browser, id: string, table: string) => () =>
  asMember(house, who, 'POST', `bookings/${id}/table`, { table })

test('two screens give one table to two parties: one has it, the other is told why not', async () => {
  const { slug, night_id, tables, ids } = await nightOf(house, 3, 2)
  const [one = '', other = ''] = ids
  const target = tables[2] ?? ''
  const answers = await meetAt(house, { night_id }, [
    move(owner, one, target),
    move(host, other, target),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
  assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'table_taken')
  const { tables: seats } = await boardOf(house, host, slug)
  assert.equal(seats.filter(({ booking }) => booking !== null).length, 2)
  assert.equal(await confusedParties(house, night_id), 0)
  await audit(house)
})

test('two screens give one waiting party two tables: it has one, and waits no more', async () => {
  const { slug, night_id, tables, ids } = await nightOf(house, 3, 1)
  const [id = ''] = ids
  await asMember(house, host, 'DELETE', `bookings/${id}/table`)
  const waiting = await boardOf(house, host, slug)
  assert.deepEqual([waiting.parties[0]?.waits_for, waiting.parties[0]?.table], [2, null])
  const races = [move(owner, id, tables[1] ?? ''), move(host, id, tables[2] ?? '')]
  const answers = await meetAt(house, { booking: id }, races)
  for (const { status } of answers) assert.equal(status, 200)
  const { tables: seats, parties } = await boardOf(house, host, slug)
  assert.equal(seats.filter(({ booking }) => booking === id).length, 1)
  assert.equal(parties[0]?.waits_for, null)
  assert.equal(await confusedParties(house, night_id), 0)
  await audit(house)
})

test('a lock and a move meet: the party is moved and then locked, or locked and not moved', async () => {
  for (const isLockFirst of [true, false]) {
    const { tables, ids } = await nightOf(house, 2, 1)
    const [[first = '', target = ''], [id = '']] = [tables, ids]
    const lock = () => asMember(house, owner, 'POST', `bookings/${id}/lock`)
    const races = [move(host, id, target), lock]
    const answers = await meetAt(house, { booking: id }, isLockFirst ? races.toReversed() : races)
    const moved = answers[isLockFirst ? 1 : 0]
    const party = await partyOf(house, host, id)
    assert.equal(party.lock?.by, 'Olga Owner')
    assert.equal(party.table?.id, moved?.status === 200 ? target : first)
    if (moved?.status !== 200) assert.equal(moved?.body.code, 'booking_locked')
    await audit(house)
  }
})

test('a table is moved while its guest pays for more: all of them sit at the new one', async () => {
  const { slug, night_id, tables, parties } = await nightOf(house, 2, 1)
  const [[, target = ''], [party]] = [tables, parties]
  assert.ok(party)
  const order = await placeOrder(house, slug, moreFor(party, 3))
  const secret = await clientSecretOf(house, order)
  const [, moved] = await Promise.all([
    confirm(house, order, secret),
    move(host, party.id, target)(),
  ])
  assert.equal(moved.status, 200, JSON.stringify(moved.body))
  await fulfilled(house, order, 3)
  const { tables: seats } = await boardOf(house, host, slug)
  const seat = seats.find(({ booking }) => booking === party.id)
  assert.deepEqual([seat?.id, seat?.heads], [target, 5])
  assert.equal((await partyOf(house, host, party.id)).heads, 5)
  assert.equal(await confusedParties(house, night_id), 0)
  await audit(house)
})

test('a party is said not to be there while its guest pays for more: nobody pays for nothing', async () => {
  const { slug, parties } = await nightOf(house, 2, 1)
  const [party] = parties
  assert.ok(party)
  for (const step of ['arrival', 'seating'])
    await asMember(house, host, 'POST', `bookings/${party.id}/${step}`)
  const order = await placeOrder(house, slug, moreFor(party, 3))
  const secret = await clientSecretOf(house, order)
  await Promise.all([
    confirm(house, order, secret),
    asMember(house, host, 'POST', `bookings/${party.id}/seating/reversal`),
    asMember(house, owner, 'POST', `bookings/${party.id}/release`),
  ])
  await eventually('the money has become passes, or goes back', async () => {
    const { state } = await orderState(house, order)
    return state === 'fulfilled' || state === 'refund_due' || state === 'refunded'
  })
  await audit(house)
})

test('two presses take one payment; two screens together never take more than is due', async () => {
  const { ids } = await nightOf(house, 1, 1)
  const [id = ''] = ids
  const pay = (who: Browser, payment: object) => () =>
    asMember(house, who, 'POST', `bookings/${id}/door_payments`, { kind: 'card', ...payment })
  const twice = { id: newId('dpy'), amount_minor: 10_000 }
  const pressed = await meetAt(house, { booking: id }, [pay(host, twice), pay(host, twice)])
  assert.deepEqual(
    pressed.map(({ status }) => status),
    [201, 201],
  )
  const rest = () => ({ id: newId('dpy'), amount_minor: 30_000 })
  const both = await meetAt(house, { booking: id }, [pay(host, rest()), pay(owner, rest())])
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 409],
  )
  assert.equal(both.find(({ status }) => status === 409)?.body.code, 'balance_exceeded')
  const { money } = await partyOf(house, host, id)
  assert.deepEqual([money?.due_minor, money?.payments.length], [0, 2])
  await audit(house)
})
