import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { attemptsOf } from '../../src/payments/index.ts'
import { audit } from '../audit.ts'
import { api, eventually, intentsAtStripe, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { orderAtCheckout, payAtStripe, QUICK } from '../sweep.ts'

// Stripe is asked for the tries of a payment once, and asked again where they could not be noted.

const INSUFFICIENT = 'pm_card_visa_chargeDeclinedInsufficientFunds'
const STOLEN = 'pm_card_visa_chargeDeclinedStolenCard'
const LOST = 'pm_card_visa_chargeDeclinedLostCard'
const SECURE = 'pm_card_threeDSecure2Required'

let house: House
before(async () => {
  // Nothing that Stripe has to say reaches the house, and at first nobody looks.
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.failWebhooks({ type: '*', effect: 'suppress', times: null })
})
after(() => house.close())

const codesOf = async ({ order_id }: GuestOrder) =>
  (await attemptsOf(house.db, order_id)).map(({ decline_code, code }) =>
    String(decline_code ?? code),
  )

/** Waits until Stripe was asked about the payment of an order so many times more. */
async function asked({ order_id }: GuestOrder, times: number): Promise<void> {
  const last = async () => {
    const { rows } = await house.db.query<{ at: string | null }>({
      text: 'select asked_at::text as at from payments where order_id = $1',
      values: [order_id],
    })
    return rows[0]?.at ?? null
  }
  for (let n = 0; n < times; n += 1) {
    const seen = await last()
    await eventually('it is asked about', async () => (await last()) !== seen)
  }
}

/** Lets a guest fail at their bank: no charge is made. */
async function failAtBank(order: Awaited<ReturnType<typeof orderAtCheckout>>): Promise<void> {
  await payAtStripe(house, order, SECURE)
  await house.sim.control.authenticate({ payment_intent: order.intent, answer: 'fail' })
}

const failed = 'payment_intent_authentication_failure'

for (const isTold of [false, true])
  test(`a try without a charge${isTold ? ', which the page had told of,' : ''} is listed once`, async () => {
    await house.restart({ SWEEP_SECONDS_MAX: '0' })
    const order = await orderAtCheckout(house)
    await payAtStripe(house, order, STOLEN)
    await failAtBank(order)
    if (isTold) {
      const [intent] = await intentsAtStripe(house, order)
      const attempt_key = intent?.last_payment_error?.payment_method?.id
      const seen = { outcome: 'declined', attempt_key, code: failed }
      const path = `/api/orders/${order.order_id}/attempts`
      assert.equal((await api(house, 'POST', path, seen, order)).status, 204)
    }
    // It takes no longer for that, and each request that it meets is written down.
    const { id } = await house.sim.control.failRequests({
      path: '/v1/charges',
      effect: 'delay',
      delay_ms: 1,
      times: null,
    })
    await house.restart(QUICK)
    await asked(order, 5)
    const log = await house.sim.control.faultLog()
    assert.equal(log.filter(({ fault }) => fault === id).length, 1)
    await house.sim.control.clearFaults({ fault: id })
    assert.deepEqual((await codesOf(order)).toSorted(), [failed, 'stolen_card'].toSorted())
    await audit(house)
  })

test('tries that could not be noted are all noted by a later look, whatever stood in the way', async () => {
  await house.restart({ SWEEP_SECONDS_MAX: '0' })
  await house.db.query({
    text: `create sequence refused_tries;
           create function refuse_try() returns trigger language plpgsql as $$
             begin
               perform nextval('refused_tries');
               raise exception 'this try cannot be written';
             end $$;
           create trigger refuse_try before insert on attempts
             for each row when (new.decline_code = 'lost_card') execute function refuse_try()`,
  })
  const order = await orderAtCheckout(house)
  for (const card of [LOST, INSUFFICIENT]) await payAtStripe(house, order, card)
  await house.restart(QUICK)
  await eventually('it was tried twice', async () => {
    const text = 'select from refused_tries where is_called and last_value > 1'
    return (await house.db.query({ text })).rowCount === 1
  })
  await house.db.query({ text: 'drop trigger refuse_try on attempts' })
  await eventually('both are noted', async () => (await codesOf(order)).length === 2)
  assert.deepEqual((await codesOf(order)).toSorted(), ['insufficient_funds', 'lost_card'])
  await audit(house)
})
