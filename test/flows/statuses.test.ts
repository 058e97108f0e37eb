import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { deliver, signed } from '../deliver.ts'
import { api, fulfilled, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { orderAtCheckout, payAtStripe } from '../sweep.ts'
import { wares } from '../ware.ts'

// Whoever claims that an order is paid, nothing is issued before Stripe itself says `succeeded`
// (F50). The sweep is off: what the webhook and the guest's page do is looked at here.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

type Order = Awaited<ReturnType<typeof orderAtCheckout>> & { due_minor: number }

/** A request to Stripe with the secret key, for what no page of ours does. */
async function stripe(path: string, fields?: Record<string, string>): Promise<{ id: string }> {
  const response = await fetch(`${house.sim.url}/v1/payment_intents${path}`, {
    method: fields ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
    ...(fields && { body: new URLSearchParams(fields) }),
  })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as { id: string }
}

/** Puts an intent in the place of an order's own whose money is only reserved, not captured. */
async function reserve(order: Order): Promise<void> {
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from payments where order_id = $1`,
    values: [order.order_id],
  })
  const { id } = await stripe('', {
    amount: String(order.due_minor),
    currency: 'eur',
    capture_method: 'manual',
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_id]': order.order_id,
    'metadata[payment_id]': rows[0]?.id ?? '',
  })
  await house.db.query({
    text: `update payments set payment_intent_id = $2 where order_id = $1`,
    values: [order.order_id, id],
  })
  order.intent = id
  await stripe(`/${id}/confirm`, { payment_method: 'pm_card_visa', return_url: house.url })
}

/** Each status that is not `succeeded`: how an intent comes to it, and how it is paid after all. */
const statuses: Record<
  string,
  { reach: (order: Order) => Promise<unknown>; finish: (order: Order) => Promise<unknown> }
> = {
  requires_payment_method: { reach: async () => {}, finish: (order) => pay(house, order) },
  requires_action: {
    reach: (order) => payAtStripe(house, order, 'pm_card_threeDSecure2Required'),
    finish: ({ intent }) =>
      house.sim.control.authenticate({ payment_intent: intent, answer: 'complete' }),
  },
  processing: {
    reach: async (order) => {
      await house.sim.control.holdPayments()
      await payAtStripe(house, order)
    },
    finish: ({ intent }) =>
      house.sim.control.settlePayment({ payment_intent: intent, ending: 'succeed' }),
  },
  requires_capture: {
    reach: reserve,
    finish: ({ intent }) => stripe(`/${intent}/capture`, {}),
  },
  canceled: {
    reach: ({ intent }) => stripe(`/${intent}/cancel`, {}),
    finish: (order) => pay(house, order),
  },
}

for (const [status, { reach, finish }] of Object.entries(statuses)) {
  for (const ware of wares)
    test(`F50: ${status} issues nothing, whatever webhook and return page claim; succeeded does (${ware.name})`, async () => {
      const placed = await orderAtCheckout(house, 1, ware)
      const order = { ...placed, due_minor: ware.priceOf(1) }
      await reach(order)
      await house.sim.control.idle()
      const intent = await stripe(`/${order.intent}`)
      assert.equal((intent as { status?: string }).status, status)
      await claimByWebhook(order, intent)
      await claimByBrowser(order)
      const { state, tickets, payment } = await orderState(house, order)
      assert.deepEqual([state, tickets], ['open', 0])
      assert.notEqual(payment, 'succeeded')
      await finish(order)
      await fulfilled(house, order, 1)
      await audit(house)
    })
}

/** A type that says more than the object does, a forged signature, none, and one of long ago. */
async function claimByWebhook(order: Order, intent: object): Promise<void> {
  const [known] = (await house.sim.control.ledger()).events
  const event = { ...known, id: `evt_${order.intent}`, type: 'payment_intent.succeeded' }
  const told = JSON.stringify({ ...event, data: { object: intent } })
  assert.equal(await deliver(house, told), 200)
  const paid = { ...intent, status: 'succeeded', amount_received: order.due_minor }
  const forged = JSON.stringify({ ...event, id: 'evt_forged', data: { object: paid } })
  const stale = signed(forged, Math.floor(Date.now() / 1000) - 3600)
  for (const signature of ['', signed(forged, undefined, 'whsec_guessed'), 't=1,v1=0', stale])
    assert.equal(await deliver(house, forged, signature), 400, signature)
  const { rows } = await house.db.query({
    text: `select from webhooks where id = 'evt_forged'`,
  })
  assert.deepEqual(rows, [])
}

/** The return address says "succeeded", and so does a report: neither is asked what it says. */
async function claimByBrowser(order: Order): Promise<void> {
  const claim = `payment_intent=${order.intent}&redirect_status=succeeded`
  const page = `${house.url}/orders/${order.order_id}/${order.secret}`
  for (const url of [`${page}?${claim}`, `${page}/state?${claim}`])
    assert.equal((await fetch(url)).status, 200)
  const base = `/api/orders/${order.order_id}`
  const report = { outcome: 'succeeded', attempt_key: order.intent }
  assert.equal((await api(house, 'POST', `${base}/attempts`, report, order)).status, 422)
  const answer = await api<{ state: string }>(house, 'POST', `${base}/payment`, {}, order)
  assert.equal(answer.status, 200)
  assert.notEqual(answer.body.state, 'paid')
}
