import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import {
  api,
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
import { placeOf, wares } from '../ware.ts'

let house: House
before(async () => {
  // What is found is found by Stripe's events and by the page.
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const mailsTo = async (address: string) =>
  (await house.mailbox.mails()).filter((mail) => JSON.stringify(mail.to).includes(address))

/** When what an order holds is let go. */
async function endsOfHolds({ order_id }: { order_id: string }): Promise<Date[]> {
  const { rows } = await house.db.query<{ expires_at: Date }>({
    text: `select expires_at from holds where order_id = $1 and state = 'active'`,
    values: [order_id],
  })
  return rows.map(({ expires_at }) => expires_at)
}

for (const ware of wares) {
  test(`F01: the tab closes right after confirmation; the webhook alone fulfils and mails (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 2)
    assert.equal((await pay(house, order)).body.status, 'succeeded')
    await fulfilled(house, order, 2)
    await eventually('the mail arrives', async () => (await mailsTo(order.email)).length === 1)
    await audit(house)
  })

  test(`F26: reloaded while paying, the same order is there with the same intent and the same hold (${ware.name})`, async () => {
    const { slug, wish } = await ware.open(house.db)
    const order = await placeOrder(house, slug, wish(1))
    const secret = await clientSecretOf(house, order)
    const again = await tryToPlace(house, slug, wish(1), order)
    assert.equal(again.status, 201)
    assert.equal(await clientSecretOf(house, order), secret)
    assert.equal((await intentsAtStripe(house, order)).length, 1)
    const ends = await endsOfHolds(order)
    assert.equal(ends.length, 1)
    assert.equal((await tryToPlace(house, slug, wish(1), order)).status, 201)
    assert.deepEqual(await endsOfHolds(order), ends, 'it is held as long as before')
    await audit(house)
  })

  test(`F02, F03: no event ever comes; the page that the guest returns to finds the payment (${ware.name})`, async () => {
    await house.sim.control.failWebhooks({ type: '*', effect: 'drop', times: 100 })
    const order = await placeOf(ware, house, 1)
    await pay(house, order)
    assert.equal((await orderState(house, order)).state, 'open')
    const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    assert.equal(page.status, 200)
    await house.sim.control.clearFaults()
    await fulfilled(house, order, 1)
    assert.deepEqual(await orderState(house, order), {
      state: 'fulfilled',
      fulfilment: 'done',
      payment: 'succeeded',
      tickets: 1,
    })
    await audit(house)
  })

  test(`F21, F36: the same event 50 times at once issues one set of tickets and one mail (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 3)
    await house.sim.control.failWebhooks({
      type: 'payment_intent.succeeded',
      effect: 'duplicate',
      copies: 49,
    })
    await pay(house, order)
    await fulfilled(house, order, 3)
    await eventually('a mail arrives', async () => (await mailsTo(order.email)).length > 0)
    await audit(house)
    assert.equal((await mailsTo(order.email)).length, 1)
    const { events } = await house.sim.control.ledger()
    const event = events.findLast((one) => one.type === 'payment_intent.succeeded')
    assert.equal(event?.deliveries.length, 50)
    // One that found the house too busy for the moment has come again.
    assert.ok(event.deliveries.every(({ attempts }) => attempts.at(-1)?.status_code === 200))
  })

  test(`F23: webhook and return page race; both end with the same tickets (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 2)
    await house.sim.control.failWebhooks({ type: 'payment_intent.succeeded', effect: 'hold' })
    await pay(house, order)
    const url = `${house.url}/orders/${order.order_id}/${order.secret}/state`
    const [pages] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, () => fetch(url))),
      house.sim.control.releaseWebhooks(),
    ])
    assert.ok(pages.every((page) => page.status === 200))
    await fulfilled(house, order, 2)
    await audit(house)
  })

  test(`a decline leaves the same intent open; the next try on it succeeds; both are logged (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const first = await clientSecretOf(house, order)
    const declined = await pay(house, order, 'pm_card_visa_chargeDeclinedInsufficientFunds')
    assert.equal(declined.status, 402)
    assert.equal(declined.body.error?.decline_code, 'insufficient_funds')
    assert.equal(await clientSecretOf(house, order), first)
    await pay(house, order)
    await fulfilled(house, order, 1)
    const { rows } = await house.db.query({
      text: `select a.outcome, a.decline_code from attempts a join payments p on p.id = a.payment_id
              where p.order_id = $1 order by a.at`,
      values: [order.order_id],
    })
    assert.deepEqual(rows, [
      { outcome: 'declined', decline_code: 'insufficient_funds' },
      { outcome: 'succeeded', decline_code: null },
    ])
    await audit(house)
  })

  test(`a failed try is one row, whether the browser reports it, Stripe does, or both (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await pay(house, order, 'pm_card_visa_chargeDeclined')
    const { charges } = await house.sim.control.ledger()
    const charge = charges.findLast((one) => one.status === 'failed')
    const report = { outcome: 'declined', attempt_key: charge?.id, code: 'card_declined' }
    const path = `/api/orders/${order.order_id}/attempts`
    for (let n = 0; n < 2; n++)
      assert.equal((await api(house, 'POST', path, report, order)).status, 204)
    await audit(house)
    const { rows } = await house.db.query({
      text: `select a.code, a.decline_code, a.card_last4 from attempts a
               join payments p on p.id = a.payment_id where p.order_id = $1`,
      values: [order.order_id],
    })
    assert.equal(rows.length, 1)
    assert.deepEqual(rows[0], {
      code: 'card_declined',
      decline_code: 'generic_decline',
      card_last4: '0002',
    })
  })

  test(`F56: an intent that Stripe has cancelled is replaced for the same order (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const first = await clientSecretOf(house, order)
    const intent = first.split('_secret_')[0] ?? ''
    await fetch(`${house.sim.url}/v1/payment_intents/${intent}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
    })
    assert.notEqual(await clientSecretOf(house, order), first)
    await pay(house, order)
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`F19, F51: processing has no effect on tickets; success later does (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await house.sim.control.holdPayments()
    assert.equal((await pay(house, order)).body.status, 'processing')
    await eventually('the payment is known to be processing', async () => {
      return (await orderState(house, order)).payment === 'processing'
    })
    assert.equal((await orderState(house, order)).tickets, 0)
    const path = `/api/orders/${order.order_id}/payment`
    assert.deepEqual((await api(house, 'POST', path, {}, order)).body, { state: 'processing' })
    const [intent] = await intentsAtStripe(house, order)
    await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
    await fulfilled(house, order, 1)
    await audit(house)
  })

  test(`F57: 3-D Secure fails; the hold is kept and the next try succeeds (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const answer = await pay(house, order, 'pm_card_threeDSecure2Required')
    assert.equal(answer.body.status, 'requires_action')
    const [intent] = await intentsAtStripe(house, order)
    await house.sim.control.authenticate({ payment_intent: intent?.id ?? '', answer: 'fail' })
    await pay(house, order)
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

test('the order page, its state, its receipt and its calendar file follow the payment', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 2 })
  const path = `${house.url}/orders/${order.order_id}/${order.secret}`
  const state = async () => (await (await fetch(`${path}/state`)).json()) as { version: string }
  const open = await state()
  assert.equal((await fetch(`${path}/checkout`)).status, 200)
  assert.equal((await fetch(`${path}/receipt.pdf`)).status, 404)
  await pay(house, order)
  await fulfilled(house, order, 2)
  assert.notEqual((await state()).version, open.version)
  const html = await (await fetch(path)).text()
  const { rows } = await house.db.query<{ code: string }>({
    text: `select code from tickets where order_id = $1`,
    values: [order.order_id],
  })
  assert.equal(rows.length, 2)
  for (const { code } of rows) assert.ok(html.replaceAll(/\s|<[^>]*>/g, '').includes(code))
  const receipt = await fetch(`${path}/receipt.pdf`)
  assert.equal(receipt.headers.get('content-type'), 'application/pdf')
  assert.match(await (await fetch(`${path}/night.ics`)).text(), /BEGIN:VEVENT/)
  const checkout = await fetch(`${path}/checkout`, { redirect: 'manual' })
  assert.equal(checkout.status, 303)
  await audit(house)
})
