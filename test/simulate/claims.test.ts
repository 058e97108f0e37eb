import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { creditedOf, inDashboard } from '../deposits.ts'
import { clientSecretOf, eventually, intentsAtStripe, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack } from '../money_back.ts'
import { bookTable, keys, moreFor, staffDo } from '../staff.ts'
import { newId } from '../../src/kernel/index.ts'
import { paymentsToAsk } from '../../src/payments/index.ts'
import { alertFaults } from './alert_claims.ts'
import { ALL_BUT_HOLDS, moveBooksOn } from './clockwork.ts'
import { ledgerFaults } from './ledger_claims.ts'
import { addPlayedNight, type PlayedNight } from './programme.ts'
import { tellStories } from './stories.ts'

// Claims about a night that no guard which is switched off has shown to find anything. Each is
// handed books that are wrong by hand, finds just that, and is content once they are mended.

let house: House
/** One that reserves what is charged for a table. */
let night: PlayedNight
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
  night = await addPlayedNight(house.db, 0, { seed: 1, orders: 40 })
})
after(() => auditAndClose(house))

/** What a claim finds in the books as they are. */
const found = async (claim: typeof ledgerFaults) =>
  claim({ premises: house, nights: [night] }, await house.sim.control.ledger())

test('a deposit that has lapsed and counts as paid ahead all the same is found', async () => {
  const { id, order } = await bookTable(house, night.slug, night.tables[0] ?? '', 4)
  const [intent] = await intentsAtStripe(house, order)
  await inDashboard(house, intent?.id ?? '', 'cancel')
  await eventually('it has lapsed', async () => (await creditedOf(house, order)) === 0)
  assert.deepEqual(await found(ledgerFaults), [])
  const credit = (amount_minor: number) =>
    house.db.query({
      text: `update bookings set credited_minor = $2 where id = $1`,
      values: [id, amount_minor],
    })
  await credit(20_000)
  assert.deepEqual(await found(ledgerFaults), [`${id} is credited with 20000, and Stripe has 0`])
  await credit(0)
  assert.deepEqual(await found(ledgerFaults), [])
})

test('an alert about money at the door that was given back, or one that closed too soon, is found', async () => {
  const { id, order } = await bookTable(house, night.slug, night.tables[1] ?? '', 4)
  const cash = { id: newId('dpy'), kind: 'cash', amount_minor: 10_000 }
  await staffDo(house, 'POST', `bookings/${id}/door_payments`, cash)
  await giveBack(house, order, 'everything')
  await eventually('it is called off', async () => {
    return (await staffDo(house, 'GET', `bookings/${id}`)).state === 'cancelled'
  })
  assert.deepEqual(await found(alertFaults), [])
  const alertIs = (state: string, at: string) =>
    house.db.query({
      text: `update alerts set state = $1, resolved_at = ${at} where subject_id = $2`,
      values: [state, id],
    })
  await alertIs('resolved', 'now()')
  assert.deepEqual(await found(alertFaults), [`an alert door_money_kept is resolved: ${id}`])
  await staffDo(house, 'POST', `bookings/${id}/door_payments/${cash.id}/reversal`)
  assert.deepEqual(await found(alertFaults), [])
  await alertIs('open', 'null')
  assert.deepEqual(await found(alertFaults), [`an alert door_money_kept is open: ${id}`])
  await alertIs('resolved', 'now()')
})

test('time that is moved on leaves the payments in the order in which Stripe is to be asked', async () => {
  const placed = new Set<string>()
  for (const wished_id of night.tables.slice(2, 4)) {
    const order = await placeOrder(house, night.slug, { table: { wished_id, party_size: 2 } })
    await clientSecretOf(house, order)
    placed.add(order.order_id)
  }
  await house.db.query({
    text: `update payments set asked_at = now(), created_at = now() - interval '1 hour'
            where id = (select min(id) from payments where order_id = any ($1))`,
    values: [[...placed]],
  })
  const asking = { seconds_min: 0, seconds_max: 0, age_share: 0 }
  const due = async () =>
    (await paymentsToAsk(house.db, asking, 10))
      .filter(({ order_id }) => placed.has(order_id))
      .map(({ id }) => id)
  const first = await due()
  assert.equal(first.length, 2)
  await moveBooksOn({ premises: house }, 900, ALL_BUT_HOLDS)
  assert.deepEqual(await due(), first)
})

test('of all about whom something is wrong the log keeps the story, and of who is of their party', async (t) => {
  const { id, ...party } = await bookTable(house, night.slug, night.tables[1] ?? '', 4)
  const more = await placeOrder(house, night.slug, moreFor({ id, ...party }, 1))
  const stranger = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-stories-'))
  t.after(() => rm(folder, { recursive: true }))
  const log = join(folder, 'night.log')
  const about = { claim: 'a claim', subjects: { booking: id }, detail: { heads: 5 }, todo: 'Look.' }
  await tellStories(house, { differences: [about], faults: [] }, log)
  const told = await readFile(log, 'utf8')
  for (const { order_id } of [party.order, more]) assert.ok(told.includes(`${order_id}, by the`))
  assert.match(told, /booking\.unassigned/)
  assert.ok(!told.includes(stranger.order_id))
})
