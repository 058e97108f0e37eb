import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { auditAndClose } from '../audit.ts'
import {
  askComp,
  assertCompRefused,
  booksOf,
  compBody,
  decideComp,
  giveComp,
  mailTo,
} from '../comps.ts'
import { shownOrder } from '../desk.ts'
import { tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { keys, passCodes, scanPass, staff, staffDo } from '../staff.ts'
import { addVipNight, type TestVipNight } from '../vip_catalog.ts'
import { takenOf } from '../ware.ts'

// A VIP table on the house: a booking with its passes, and nothing to pay, ahead or at the door.

let house: House
let owner: Browser
let host: Browser
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
  host = await signedInAs(house, 'host')
})
after(() => auditAndClose(house))

/** A night with tables, and a request for the first one, for three. */
async function nightWith(night: TestVipNight = {}) {
  const made = await addVipNight(house.db, { tables: [{ name: 'Booth 1' }], ...night })
  const [table = ''] = made.tables
  const body = compBody(made.night_id, { kind: 'vip', table, quantity: 3 })
  return { ...made, table, body }
}

async function bookingOf({ order_id }: { order_id: string | null }): Promise<string> {
  const booking = await bookingOfOrder(house.db, order_id ?? '')
  return booking?.id ?? assert.fail('the comp has its booking')
}

test('a table is asked for and approved: booked, with passes, and nothing due', async () => {
  const { body, night_id, slug, table } = await nightWith()
  assert.equal((await askComp(house, host, body)).status, 201)
  assert.equal(await takenOf(house, { night_id }), 0, 'who only asks keeps no table')
  const { status, body: answer } = await decideComp(house, owner, body, 'approve')
  assert.equal(status, 200, JSON.stringify(answer))
  const { order_id } = answer.comp
  const [books] = await booksOf(house, body)
  assert.deepEqual([books?.state, books?.passes, books?.payments], ['fulfilled', 3, 0])
  const { ledger, party } = await staffDo(house, 'GET', `bookings/${await bookingOf(answer.comp)}`)
  assert.deepEqual([ledger.worth_minor, ledger.paid_minor, ledger.due_minor], [0, 0, 0])
  assert.equal(party.heads, 3)
  const buyer = await tryToPlace(house, slug, { table: { wished_id: table, party_size: 2 } })
  assert.equal(buyer.status, 409, 'the table is not sold to anybody else')
  const mail = await mailTo(house, body.guest_email, 'Your table: ')
  assert.match(mail.text, /On the house/)
  assert.doesNotMatch(mail.text + mail.html, /€/)
  assert.equal((await shownOrder(house, host, { order_id: order_id ?? '' })).booking?.heads, 3)
})

test('its guest’s page says that it is on the house, and lets nobody join by themselves', async () => {
  const { body, slug, table } = await nightWith()
  const comp = await giveComp(house, owner, body)
  const page = await fetch(`${house.url}/orders/${comp.order_id}/${comp.secret}`)
  const text = await page.text()
  assert.match(text, /On the house/)
  assert.doesNotMatch(text, /€|name="guests"/)
  const more = {
    booking_id: await bookingOf(comp),
    booking_secret: comp.secret,
    guests: 1,
  }
  const wish = { order_id: newId('ord'), secret: newSecret() }
  const joined = await tryToPlace(house, slug, { more }, wish)
  assert.equal(joined.body['code'], 'comp_complete', JSON.stringify(joined.body))
  assert.equal((await booksOf(house, body))[0]?.passes, 3)
  assert.ok(table)
})

test('a buyer and an approver at one table: one of them has it', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { body, slug, table, night_id } = await nightWith()
    await askComp(house, host, body)
    const [given, bought] = await Promise.all([
      decideComp(house, owner, body, 'approve'),
      tryToPlace(house, slug, { table: { wished_id: table, party_size: 2 } }),
    ])
    assert.equal(Number(given.status === 200) + Number(bought.status === 201), 1)
    if (given.status !== 200) assertCompRefused(given, 'table_taken', 'table')
    assert.equal(await takenOf(house, { night_id }), given.status === 200 ? 3 : 2)
  }
})

test('a table that is blocked, too small or not there is not given', async () => {
  const { body, slug, table } = await nightWith({ tables: [{ name: 'Booth 1', guests_max: 4 }] })
  const large = { ...body, comp_id: newId('cmp'), quantity: 5 }
  assertCompRefused(await askComp(house, owner, large), 'party_too_large', 'quantity')
  const nowhere = { ...body, comp_id: newId('cmp'), table: newId('vtb') }
  assertCompRefused(await askComp(house, owner, nowhere), 'table_unknown', 'table')
  await staffDo(house, 'POST', `nights/${slug}/tables/${table}/block`)
  const blocked = await askComp(house, owner, { ...body, approves: true })
  assertCompRefused(blocked, 'table_blocked', 'table')
  assert.deepEqual(await booksOf(house, body), [])
})

test('a table is taken back while nobody has come: void, free, and the guest is told', async () => {
  const { body, slug, table, night_id } = await nightWith()
  await giveComp(house, owner, body)
  const back = await decideComp(house, owner, body, 'withdraw')
  assert.equal(back.body.outcome, 'withdrawn', JSON.stringify(back.body))
  const [books] = await booksOf(house, body)
  assert.deepEqual([books?.state, books?.passes], ['withdrawn', 0])
  assert.equal(await takenOf(house, { night_id }), 0)
  await mailTo(house, body.guest_email, 'Taken back: ')
  const next = await tryToPlace(house, slug, { table: { wished_id: table, party_size: 2 } })
  assert.equal(next.status, 201)
})

test('once somebody of the party is in, the table stays given; the door marks the pass', async () => {
  const { body, slug } = await nightWith()
  const comp = await giveComp(house, owner, body)
  const [code = ''] = await passCodes(house, await bookingOf(comp))
  assert.equal((await scanPass(house, slug, code)).status, 201)
  assertCompRefused(await decideComp(house, owner, body, 'withdraw'), 'comp_used', 'comp_id')
  assert.equal((await booksOf(house, body))[0]?.passes, 3)
})

test('a booking that the staff call off gives the table back, and the comp can be taken back', async () => {
  const { body, night_id } = await nightWith()
  const comp = await giveComp(house, owner, body)
  const path = `bookings/${await bookingOf(comp)}/cancellation`
  const { status } = await staff(house, 'POST', path, { gives_back: 'everything' })
  assert.equal(status, 200)
  assert.equal(await takenOf(house, { night_id }), 0)
  assert.equal((await decideComp(house, owner, body, 'withdraw')).body.outcome, 'withdrawn')
})
