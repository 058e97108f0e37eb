import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { requestRefund, sendRefund, type RefundWanted } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  orderState,
  pay,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe } from '../late_money.ts'
import {
  alertsAbout,
  buy,
  giveBack,
  keepOursBack,
  refundsAtStripe as refundsOfIntent,
  refundsOf,
} from '../money_back.ts'
import { tillOf } from '../till.ts'
import { ga, placeOf, wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const AT_ONCE = 20

const refundsAtStripe = async ({ order_id }: GuestOrder) =>
  (await house.sim.control.ledger()).refunds.filter(
    (refund) => refund.metadata?.['order_id'] === order_id,
  )

/** Clicks at once, half of them in another process of the product. */
async function clicks(wanted: () => RefundWanted) {
  const tills = [tillOf(house), tillOf(house)] as const
  return Promise.all(
    Array.from({ length: AT_ONCE }, (_, n) => requestRefund(tills[n % 2]!, wanted())),
  )
}

const state = async (order: GuestOrder) => (await orderState(house, order)).state

for (const ware of wares) {
  test(`F58: refund is clicked twenty times at once; all get the one refund, and it is made once (${ware.name})`, async () => {
    const order = await buy(house, ware, 2)
    const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'owner' }
    const answers = await clicks(() => ({ ...wanted, what: 'everything' }))
    for (const answer of answers) {
      assert.ok(!isRefused(answer))
      assert.equal(answer.id, wanted.refund_id)
    }
    await eventually('it is refunded', async () => (await state(order)) === 'refunded')
    await audit(house)
    const [refund, ...more] = await refundsAtStripe(order)
    assert.equal(refund?.amount, order.paid_minor)
    assert.deepEqual(more, [])
    assert.equal((await orderState(house, order)).tickets, 0)
  })

  test(`F58: twenty people refund one order at once; one does, the others are told that it is done (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const answers = await clicks(() => ({
      refund_id: newId('rfd'),
      order_id: order.order_id,
      what: 'everything',
      requested_by: 'owner',
    }))
    const refused = answers.flatMap((answer) => (isRefused(answer) ? [answer.refused] : []))
    assert.equal(refused.length, AT_ONCE - 1)
    assert.deepEqual([...new Set(refused)], ['refund_nothing_left'])
    await eventually('it is refunded', async () => (await state(order)) === 'refunded')
    await audit(house)
    assert.equal((await refundsAtStripe(order)).length, 1)
  })

  test(`F58: parts that together are more than was paid are refunded as far as it goes (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const answers = await clicks(() => ({
      refund_id: newId('rfd'),
      order_id: order.order_id,
      // Two of them fit, and a third one does not.
      what: { amount_minor: Math.floor(order.paid_minor * 0.4) },
      requested_by: 'owner',
    }))
    assert.equal(answers.filter((answer) => !isRefused(answer)).length, 2)
    await eventually('both parts are back', async () => (await refundsAtStripe(order)).length === 2)
    await audit(house)
  })

  test(`F58: two workers send the same refund at once; Stripe makes one (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'owner' }
    await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
    const sending = Array.from({ length: 5 }, () => sendRefund(tillOf(house), wanted))
    await Promise.allSettled(sending)
    await eventually('it is refunded', async () => (await state(order)) === 'refunded')
    await audit(house)
    assert.equal((await refundsAtStripe(order)).length, 1)
  })

  test(`F25: an intent that was given up is charged too; that money goes back once, the owner is told (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const first = await clientSecretOf(house, order)
    await house.db.query({
      text: `update payments set state = 'cancelled' where order_id = $1`,
      values: [order.order_id],
    })
    await pay(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.failWebhooks({
      type: 'payment_intent.succeeded',
      effect: 'duplicate',
      copies: AT_ONCE - 1,
    })
    await confirmAtStripe(house, first)
    const refund = await eventually('the second charge goes back', async () => {
      return (await refundsAtStripe(order))[0]
    })
    assert.equal(refund.payment_intent, first.split('_secret_')[0])
    assert.equal(refund.amount, ware.priceOf(1))
    const { text } = await house.mailbox.waitFor(
      (mail) =>
        !!mail.text?.includes(order.order_id) &&
        mail.subject.startsWith('Coatcheck needs you: A payment succeeded'),
    )
    assert.ok(text?.includes('Ada <'))
    await audit(house)
    assert.equal((await refundsAtStripe(order)).length, 1)
    assert.deepEqual(await orderState(house, order), {
      state: 'fulfilled',
      fulfilment: 'done',
      payment: 'succeeded',
      tickets: 1,
    })
  })
}

/** What Stripe says to a refund that somebody makes in its dashboard. */
async function refundInDashboard(intent: string, amount_minor: number): Promise<number> {
  const { status } = await fetch(`${house.sim.url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
    body: new URLSearchParams({ payment_intent: intent, amount: String(amount_minor) }),
  })
  return status
}

/**
 * Refunds are on their way for so long at most in the race; the dashboard's come in between. Of one
 * Stripe takes ours only when the dashboard's is made, so that the dashboard is first for sure.
 */
const HEAD_STARTS_MS = ['ours waits', 0, 5, 15, 30, 60, 120] as const

test('F64: a refund here and one in the dashboard at once; whichever is first, together it is the larger one', async () => {
  const endings = await Promise.all(
    HEAD_STARTS_MS.map(async (head_start_ms) => {
      const order = await buy(house, ga, 2)
      const { intent } = order
      const copies = AT_ONCE - 1
      await house.sim.control.failWebhooks({ type: 'refund.*', effect: 'duplicate', copies })
      const waits = head_start_ms === 'ours waits'
      const letThrough = waits ? await keepOursBack(house, order) : async () => {}
      const asked = giveBack(house, order, { amount_minor: 3000 })
      await sleep(waits ? 0 : head_start_ms)
      const status = await refundInDashboard(intent, 2500)
      await letThrough()
      await asked
      await eventually('all that was asked for is back', async () => {
        const done = (await refundsOf(house, order)).filter(({ state: is }) => is === 'succeeded')
        return done.reduce((sum, { amount }) => sum + amount, 0) === 3000
      })
      const amounts = (await refundsOfIntent(house, { intent })).map(({ amount }) => amount)
      assert.deepEqual(amounts, status === 200 ? [2500, 500] : [3000])
      const told = (await alertsAbout(house, order)).map(({ kind, state: is }) => `${kind} ${is}`)
      assert.deepEqual(told, status === 200 ? ['refund_reduced resolved'] : [])
      return status
    }),
  )
  assert.ok(endings.includes(200), 'the dashboard was first once')
  await audit(house)
})
