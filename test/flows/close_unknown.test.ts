import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readChanged } from '../../src/closing/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { buyAt, endNight, readStripe, type Bought } from '../close.ts'
import { openHouse, type House } from '../house.ts'
import { giveBack, refundIs } from '../money_back.ts'
import { keys } from '../staff.ts'
import { tillOf } from '../till.ts'

// Payments that Stripe does not know, since the keys of another account were put in for a while:
// they keep nothing else from being read, and are asked for ever more rarely.

/** As many as one round asks for. */
const ROUND = 20

let house: House
let bought: Bought
before(async () => {
  house = await openHouse({ ...keys, DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  const night = await addNight(house.db, { types: [{ capacity: 100 }] })
  const [type = ''] = night.types
  bought = await buyAt(house, night, { [type]: 1 }, 1)
  const unknown = []
  for (let n = 0; n < ROUND; n += 1) unknown.push(await buyAt(house, night, { [type]: 1 }, 1))
  await endNight(house, night)
  await readStripe(house)
  // A moment after it was read, and before the refund: the oldest are asked for first.
  await house.db.query({
    text: `update payments set payment_intent_id = 'pi_of_another_account_' || id,
                               succeeded_at = now() where order_id = any($1)`,
    values: [unknown.map(({ order_id }) => order_id)],
  })
  await refundIs(house, bought, await giveBack(house, bought, { amount_minor: 500 }), 'succeeded')
})
after(() => house.close())

/** A round from where the last one left off, and for which intents it has asked. */
async function round(note: Record<string, unknown>) {
  const asked: string[] = []
  const till = tillOf(house)
  const { gateway } = till
  till.gateway = {
    ...gateway,
    recordsOf: (id) => {
      asked.push(id)
      return gateway.recordsOf(id)
    },
  }
  const done = await readChanged(till).round(note, new AbortController().signal)
  return { asked, note: done?.note ?? {} }
}

const isRead = async () => {
  const { rows } = await house.db.query<{ amount: number }>({
    text: `select amount_minor::int as amount from stripe_records
            where payment_intent_id = $1 and kind = 'refund'`,
    values: [bought.intent],
  })
  return rows.map(({ amount }) => amount)
}

test('what Stripe does not know is remembered, and what has changed behind it is read', async () => {
  const first = await round({})
  assert.equal(first.asked.length, ROUND)
  assert.ok(first.asked.every((id) => id.startsWith('pi_of_another_account_')))
  assert.deepEqual(await isRead(), [])
  const second = await round(first.note)
  assert.deepEqual(second.asked, [bought.intent])
  assert.deepEqual(await isRead(), [500])
  const third = await round(second.note)
  assert.deepEqual(third.asked, [], 'nothing is asked for again so soon')
})

test('after its pause each is asked for once more, then rests for twice as long', async () => {
  const { note } = await round({})
  const earlier = JSON.stringify(note).replaceAll(/"again_at":"[^"]+"/g, '"again_at":"2000-01-01"')
  const again = await round(JSON.parse(earlier) as Record<string, unknown>)
  assert.equal(again.asked.length, ROUND)
  const { unknown } = again.note as { unknown: Record<string, { tries: number; again_at: string }> }
  for (const { tries, again_at } of Object.values(unknown)) {
    assert.equal(tries, 2)
    const minutes = (Date.parse(again_at) - Date.now()) / 60_000
    assert.ok(minutes > 8 && minutes <= 10, again_at)
  }
  // As it was: their own ids are theirs again, and everything adds up.
  const { payment_intents } = await house.sim.control.ledger()
  for (const { id, metadata } of payment_intents)
    await house.db.query({
      text: `update payments set payment_intent_id = $2 where id = $1`,
      values: [metadata['payment_id'], id],
    })
  await audit(house)
})
