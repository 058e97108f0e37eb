import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { eventually, fulfilled, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { orderAtCheckout, payAtStripe, QUICK } from '../sweep.ts'
import { wares } from '../ware.ts'

// Every failed try is noted, also where no event tells of any and several fall between two looks.

const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'
const STOLEN = 'pm_card_visa_chargeDeclinedStolenCard'

let house: House
before(async () => {
  // Nothing that Stripe has to say reaches the house, and at first nobody looks.
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
})
after(() => house.close())

async function triesOf(order: GuestOrder): Promise<string[][]> {
  const { rows } = await house.db.query<{ outcome: string; source: string; code: string }>({
    text: `select a.outcome, a.source, coalesce(a.decline_code, '') as code
             from attempts a join payments p on p.id = a.payment_id
            where p.order_id = $1 order by 1, 3`,
    values: [order.order_id],
  })
  return rows.map(({ outcome, source, code }) => [outcome, source, code])
}

const tries = (order: GuestOrder, count: number) =>
  eventually(`${count} tries are noted`, async () => {
    const found = await triesOf(order)
    return found.length === count ? found : undefined
  })

const declined = (code: string) => ['declined', 'sweep', code]

test('of several declines between two looks of the sweep each is noted, once', async () => {
  const made = []
  for (const ware of wares) {
    const unpaid = await orderAtCheckout(house, 1, ware)
    for (const card of [INSUFFICIENT, STOLEN, INSUFFICIENT]) await payAtStripe(house, unpaid, card)
    const paid = await orderAtCheckout(house, 1, ware)
    for (const card of [STOLEN, undefined]) await payAtStripe(house, paid, card)
    made.push({ unpaid, paid })
  }
  await house.restart(QUICK)
  for (const { unpaid, paid } of made) {
    const codes = ['insufficient_funds', 'insufficient_funds', 'stolen_card']
    assert.deepEqual(await tries(unpaid, 3), codes.map(declined))
    await fulfilled(house, paid, 1)
    assert.deepEqual(await tries(paid, 2), [declined('stolen_card'), ['succeeded', 'sweep', '']])
    await payAtStripe(house, unpaid)
    await fulfilled(house, unpaid, 1)
    assert.equal((await triesOf(unpaid)).length, 4)
  }
  await audit(house)
})

test('where Stripe gives no list of tries money is booked, and what failed is noted later', async () => {
  const [ware] = wares
  assert.ok(ware)
  const path = '/v1/charges'
  await house.sim.control.failRequests({ path, effect: 'error', when: 'before', times: null })
  const paid = await orderAtCheckout(house, 1, ware)
  for (const card of [STOLEN, undefined]) await payAtStripe(house, paid, card)
  await fulfilled(house, paid, 1)
  const unpaid = await orderAtCheckout(house, 1, ware)
  for (const card of [INSUFFICIENT, STOLEN]) await payAtStripe(house, unpaid, card)
  await house.sim.control.clearFaults()
  const codes = ['insufficient_funds', 'stolen_card']
  assert.deepEqual(await tries(unpaid, 2), codes.map(declined))
  await audit(house)
})
