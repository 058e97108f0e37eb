import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, endHold, expireInBooks } from '../late_money.ts'
import { placeOf, wares } from '../ware.ts'

let house: House
before(async () => {
  // What heals here heals by Stripe's events, by the page and by jobs.
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  await house.sim.control.configure({ webhook_retries: RETRIES_MS })
})
after(() => house.close())

/** Stripe goes on for as long as a restart may take on a very busy machine. */
const RETRIES_MS = [200, 400, 800, 1600, 3200, 6400, 12_800, 25_600]
const PLACING = '/v1/payment_intents'

for (const ware of wares) {
  test(`F27, F29: creating the intent is cut after its effect; checkout goes on with the same one (${ware.name})`, async () => {
    const night = await addNight(house.db)
    await house.sim.control.failRequests({
      path: PLACING,
      effect: 'reset',
      when: 'after',
      times: 3,
    })
    const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
    await pay(house, order)
    await fulfilled(house, order, 1)
    const ours = await intentsAtStripe(house, order)
    assert.equal(ours.length, 1)
    await audit(house)
  })

  test(`F73: Stripe is down while placing; the order is held, and paid when Stripe is back (${ware.name})`, async () => {
    const night = await addNight(house.db)
    await house.sim.control.failRequests({
      path: '*',
      effect: 'error',
      when: 'before',
      times: 1000,
    })
    const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
    const path = `${house.url}/orders/${order.order_id}/${order.secret}/checkout`
    assert.equal((await fetch(path)).status, 200)
    const refused = await fetch(`${house.url}/api/orders/${order.order_id}/payment`, {
      method: 'POST',
      headers: { authorization: `Bearer ${order.secret}`, 'content-type': 'application/json' },
      body: '{}',
    })
    assert.equal(refused.status, 503)
    assert.equal(((await refused.json()) as { code: string }).code, 'stripe_unreachable')
    await house.sim.control.clearFaults()
    await pay(house, order)
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`F09: ticket creation fails; the money stays booked, the order pending, a retry heals it (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 2)
    await house.db.query({ text: `alter table ${ware.entries} rename to ${ware.entries}_away` })
    await pay(house, order)
    const pending = await eventually('the order is paid and pending', async () => {
      const { rows } = await house.db.query({
        text: `select state, fulfilment from orders where id = $1 and state = 'paid'`,
        values: [order.order_id],
      })
      return rows[0]
    })
    assert.deepEqual(pending, { state: 'paid', fulfilment: 'pending' })
    await house.db.query({ text: `alter table ${ware.entries}_away rename to ${ware.entries}` })
    await fulfilled(house, order, 2)
    await audit(house)
  })

  test(`F06, F70: what cannot be stored is not acknowledged; Stripe delivers it again (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.db.query({ text: `alter table webhooks rename to webhooks_away` })
    await pay(house, order)
    await eventually('a delivery was refused', async () => {
      const { events } = await house.sim.control.ledger()
      const event = events.findLast((one) => one.type === 'payment_intent.succeeded')
      const tries = event?.deliveries.flatMap(({ attempts }) => attempts) ?? []
      return tries.some(({ status_code }) => status_code === 500)
    })
    assert.equal((await orderState(house, order)).state, 'open')
    await house.db.query({ text: `alter table webhooks_away rename to webhooks` })
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`F72: the server is restarted between payment and webhook; nothing is lost (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
    await pay(house, order)
    await house.stopProduct()
    await house.sim.control.releaseWebhooks()
    await house.restart()
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

test('F18: an event that nobody handles is answered 200 and recorded as ignored', async () => {
  await audit(house)
  const { rows } = await house.db.query({
    text: `select distinct type, state from webhooks where type = 'payment_intent.created'`,
  })
  assert.deepEqual(rows, [{ type: 'payment_intent.created', state: 'ignored' }])
})

test('F13: old and new secret both count while the secret is rolled', async () => {
  await house.restart({ STRIPE_WEBHOOK_SECRET: 'whsec_new,whsec_house' })
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  const url = `${house.url}/webhooks/stripe`
  await house.sim.control.setWebhookEndpoint({ url, secret: 'whsec_new' })
  const next = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  await pay(house, next)
  await fulfilled(house, next, 1)
  await audit(house)
})

for (const ware of wares) {
  test(`F40, F45: an abandoned hold ends: the intent is cancelled, the stock returns once (${ware.name})`, async () => {
    await house.restart({ HOLD_MINUTES: '0.02' })
    const { slug, wish } = await ware.open(house.db, 1)
    const { order } = await tryToPlace(house, slug, wish(1))
    await eventually('the order expires', async () => {
      return (await orderState(house, order)).state === 'expired'
    })
    const [intent] = await intentsAtStripe(house, order)
    assert.equal(intent?.status, 'canceled')
    const again = await tryToPlace(house, slug, wish(1))
    assert.equal(again.status, 201)
    await audit(house)
    await house.restart({ HOLD_MINUTES: '10' })
  })

  test(`F40: an order whose hold is over hands out no client secret (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.db.query({
      text: `update holds set expires_at = now() where order_id = $1`,
      values: [order.order_id],
    })
    await eventually('the hold is over', async () => {
      const response = await fetch(`${house.url}/api/orders/${order.order_id}/payment`, {
        method: 'POST',
        headers: { authorization: `Bearer ${order.secret}`, 'content-type': 'application/json' },
        body: '{}',
      })
      return ((await response.json()) as { state: string }).state === 'expired'
    })
    await audit(house)
  })

  test(`F42, F44: paid in the last second with the webhooks lost; expiry finds the money and settles (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: 100 })
    const order = await placeOf(ware, house, 1)
    await pay(house, order)
    await endHold(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.clearFaults()
    await audit(house)
  })

  test(`F44: a payment in flight freezes the hold past its end (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.holdPayments()
    await pay(house, order)
    await endHold(house, order)
    await eventually('its end was looked after', async () => {
      const { rows } = await house.db.query({
        text: `select from pgboss.job where name = 'order.expire' and state = 'completed'
                  and data ->> 'order_id' = $1`,
        values: [order.order_id],
      })
      return rows.length > 0
    })
    assert.equal((await orderState(house, order)).state, 'open')
    const [intent] = await intentsAtStripe(house, order)
    await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`F42, F43: money for an expired order takes stock that is left, else a refund is due (${ware.name})`, async () => {
    const { slug, wish } = await ware.open(house.db, 1)
    const order = await placeOrder(house, slug, wish(1))
    const first = await clientSecretOf(house, order)
    await expireInBooks(house, order)
    const other = await placeOrder(house, slug, wish(1))
    const second = await clientSecretOf(house, other)
    await confirmAtStripe(house, first)
    await eventually('the first guest is owed a refund', async () => {
      return (await orderState(house, order)).state === 'refund_due'
    })
    await expireInBooks(house, other)
    await confirmAtStripe(house, second)
    await fulfilled(house, other, 1)
    await audit(house)
    await eventually('the owner has a mail about it', async () => {
      const mails = await house.mailbox.mails()
      return mails.some((mail) => mail.subject?.includes('needs you'))
    })
  })
}

test('an order id that was never placed but paid for elsewhere is ignored without metadata', async () => {
  const body = new URLSearchParams({
    amount: '1000',
    currency: 'eur',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    'automatic_payment_methods[enabled]': 'true',
    return_url: 'https://example.com/',
  })
  const create = (extra: Record<string, string>) =>
    fetch(`${house.sim.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      body: new URLSearchParams([...body, ...Object.entries(extra)]),
    })
  assert.equal((await create({})).status, 200)
  // The order of a young intent may only be invisible yet (F11); by Stripe's clock these are old.
  await house.sim.control.advanceClock({ seconds: 3600 })
  const unknown = newId('ord')
  assert.equal((await create({ 'metadata[order_id]': unknown, secret: newSecret() })).status, 400)
  assert.equal((await create({ 'metadata[order_id]': unknown })).status, 200)
  const alert = await eventually('an alert names the payment', async () => {
    const { rows } = await house.db.query({
      text: `select kind from alerts where kind = 'order_unknown' and state = 'open'`,
    })
    return rows[0]
  })
  assert.deepEqual(alert, { kind: 'order_unknown' })
})
