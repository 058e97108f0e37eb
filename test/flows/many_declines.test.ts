import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { audit } from '../audit.ts'
import { api, eventually, fulfilled, pay, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertCleared, alertOpened, alertsOf, QUICK, roundsDone } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, wares } from '../ware.ts'

// Many cards that are declined on one order: the owner is told, and the guest may go on.

const MANY = 10
const DECLINES = 'pm_card_visa_chargeDeclined'

let house: House
before(async () => {
  house = await openHouse(QUICK)
})
after(() => house.close())

/** So many cards are declined, however many intents Stripe wears out on the way. */
async function decline(order: GuestOrder, times: number): Promise<void> {
  for (let left = times, tries = 0; left > 0; tries += 1) {
    assert.ok(tries < times * 2, 'Stripe declines it')
    if ((await pay(house, order, DECLINES)).status === 402) left -= 1
    await house.sim.control.idle()
  }
}

/** How often the owner was ever told about the order. */
async function timesTold({ order_id }: GuestOrder): Promise<number> {
  const { rows } = await house.db.query({
    text: `select from alerts where kind = 'many_declines' and subject_id = $1`,
    values: [order_id],
  })
  return rows.length
}

for (const ware of wares)
  test(`F76: the tenth card that is declined on an order is told to the owner, once, and the next one pays (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await decline(order, MANY - 1)
    assert.equal(await timesTold(order), 0)
    await decline(order, 1)
    const { subject_id, detail } = await alertOpened(house, 'many_declines')
    assert.deepEqual([subject_id, detail], [order.order_id, { declines: MANY }])
    await house.mailbox.waitFor(({ text }) => !!text?.includes(`subject: ${order.order_id}`))
    await decline(order, 3)
    await roundsDone(house, 'quiet_declines')
    assert.equal((await alertsOf(house, 'many_declines')).length, 1, 'all is not quiet yet')
    await pay(house, order)
    await fulfilled(house, order, 1)
    await alertCleared(house, 'many_declines')
    assert.equal(await timesTold(order), 1)
    await audit(house)
  })

test('F76: after a quiet hour the alert about declines clears itself, and is not opened again', async () => {
  const order = await placeOf(ga, house, 1)
  await decline(order, MANY)
  await alertOpened(house, 'many_declines')
  await house.db.query({ text: `update attempts set at = at - interval '1 hour'` })
  await alertCleared(house, 'many_declines')
  await decline(order, MANY)
  assert.equal(await timesTold(order), 1)
  await audit(house)
})

test('F76: the alert about declines clears itself when the order is over', async () => {
  const order = await placeOf(ga, house, 1)
  await decline(order, MANY)
  await alertOpened(house, 'many_declines')
  await expire(tillOf(house), order.order_id, 'released')
  await alertCleared(house, 'many_declines')
  await audit(house)
})

test('F76: declines that a browser alone tells of trouble nobody', async () => {
  const order = await placeOf(ga, house, 1)
  for (let n = 0; n < MANY; n += 1) {
    const body = { outcome: 'declined', attempt_key: `ch_${n}`, code: 'card_declined' }
    await api(house, 'POST', `/api/orders/${order.order_id}/attempts`, body, order)
  }
  await decline(order, 1)
  await eventually('all are noted', async () => {
    const { rows } = await house.db.query({
      text: `select from attempts a join payments p on p.id = a.payment_id where order_id = $1`,
      values: [order.order_id],
    })
    return rows.length === MANY + 1
  })
  assert.equal(await timesTold(order), 0)
  await audit(house)
})
