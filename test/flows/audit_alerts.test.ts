import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expire } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { audit, claimsAbout } from '../audit.ts'
import { openHouse, type House } from '../house.ts'
import { buy, refundAtStripe, refundsOf } from '../money_back.ts'
import { eventually, type GuestOrder } from '../guest.ts'
import { alertOpened, orderAtCheckout } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { ga, wares } from '../ware.ts'

// What the audit names, and which open alert excuses it. Each test breaks the books by hand.

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const sql = (text: string, ...values: (string | number)[]) => house.db.query({ text, values })
const named = ({ order_id }: GuestOrder) => claimsAbout(house, 'order', order_id)

/** What the audit names while an alert of this kind is open about a subject of an order. */
async function namedUnder(kind: string, subject: string, order: GuestOrder): Promise<string[]> {
  const id = newId('alr')
  await sql(
    `insert into alerts (id, kind, subject_id, detail)
     values ($1, $2, $3, jsonb_build_object('order', $4::text))`,
    id,
    kind,
    subject,
    order.order_id,
  )
  const claims = await named(order)
  await sql('delete from alerts where id = $1', id)
  return claims
}

async function paymentOf({ order_id }: GuestOrder): Promise<string> {
  const { rows } = await house.db.query<{ id: string }>({
    text: 'select id from payments where order_id = $1',
    values: [order_id],
  })
  return rows[0]!.id
}

for (const ware of wares)
  test(`F45: an unpaid order that holds on long after its hold is named, unless the owner knows (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    const heldSince = (interval: string) =>
      sql(
        `update holds set expires_at = now() - $2::interval where order_id = $1`,
        order.order_id,
        interval,
      )
    await heldSince('50 minutes')
    assert.deepEqual(await named(order), [], 'its end may be under way')
    await heldSince('70 minutes')
    const stuck = ['an order that nobody pays ends soon after its hold']
    assert.deepEqual(await named(order), stuck)
    assert.deepEqual(await namedUnder('hold_stuck', order.order_id, order), [])
    assert.deepEqual(await namedUnder('fraud_warning', order.order_id, order), stuck)
    const payment = await paymentOf(order)
    await sql(`update payments set state = 'processing' where id = $1`, payment)
    assert.deepEqual(await named(order), [], 'a payment on its way holds what it pays for')
    await sql(`update payments set state = 'open' where id = $1`, payment)
    await expire(tillOf(house), order.order_id, 'expired')
    await audit(house)
  })

for (const ware of wares)
  test(`F40: an order that has ended and can be paid at Stripe all the same is named (${ware.name})`, async () => {
    const order = await orderAtCheckout(house, 1, ware)
    await sql(`update holds set expires_at = now() where order_id = $1`, order.order_id)
    await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
    await expire(tillOf(house), order.order_id, 'expired')
    assert.deepEqual(await named(order), [])
    // Another intent that names it, as if its making had been lost twice over.
    const stray = await createIntent(order.order_id)
    assert.deepEqual(await named(order), [], 'it may be under way')
    await sql(
      `update orders set expired_at = now() - interval '11 minutes' where id = $1`,
      order.order_id,
    )
    const payable = ['an order that has ended cannot be paid at Stripe']
    assert.deepEqual(await named(order), payable)
    assert.deepEqual(await namedUnder('fraud_warning', order.order_id, order), payable)
    await atStripe(`payment_intents/${stray}`, { 'metadata[order_id]': '' })
    const payment = await paymentOf(order)
    await sql(`update payments set payment_intent_id = $2 where id = $1`, payment, stray)
    assert.deepEqual(await named(order), payable, 'what we have stored says whose it is')
    await atStripe(`payment_intents/${stray}/cancel`, {})
    await house.sim.control.releaseWebhooks()
    await audit(house)
  })

async function atStripe(path: string, body: Record<string, string>): Promise<{ id: string }> {
  const response = await fetch(`${house.sim.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${house.sim.secretKey}` },
    body: new URLSearchParams(body),
  })
  assert.equal(response.status, 200)
  return (await response.json()) as { id: string }
}

async function createIntent(orderId: string): Promise<string> {
  const intent = { amount: '2450', currency: 'eur', 'metadata[order_id]': orderId }
  return (await atStripe('payment_intents', intent)).id
}

test('F25: money that was given up and of which nothing went back is named, whatever is counted', async () => {
  const order = await orderAtCheckout(house)
  const payment = await paymentOf(order)
  await sql(
    `update payments set state = 'stray', received_minor = amount_minor, succeeded_at = now(),
            received_currency = currency, refunded_minor = amount_minor where id = $1`,
    payment,
  )
  const forged = 'what was given back is what its refunds say'
  assert.ok((await named(order)).includes(forged))
  await sql(`update payments set refunded_minor = 0 where id = $1`, payment)
  const owed = 'money that was given up goes back'
  assert.ok((await named(order)).includes(owed))
  assert.ok(!(await namedUnder('unexpected_charge', payment, order)).includes(owed))
  assert.ok((await namedUnder('dispute_lost', payment, order)).includes(owed))
  await sql(
    `update payments set state = 'open', received_minor = null, succeeded_at = null,
            received_currency = null where id = $1`,
    payment,
  )
  await audit(house)
})

for (const ware of wares)
  test(`F10: tickets whose mail waits for more than a day are named, unless the owner knows (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const mail = await eventually('its mail is noted as sent', async () => {
      const { rows } = await house.db.query<{ id: string }>({
        text: `select id from mails
                where subject_id = $1 and kind = 'confirmation' and state = 'sent'`,
        values: [order.order_id],
      })
      return rows[0]?.id
    })
    const owedSince = (interval: string) =>
      sql(
        `update mails set state = 'queued', sent_at = null, queued_at = now() - $2::interval
          where id = $1`,
        mail,
        interval,
      )
    await owedSince('23 hours')
    assert.deepEqual(await named(order), [])
    await owedSince('25 hours')
    const late = ['a mail with tickets leaves within a day, or the owner knows']
    assert.deepEqual(await named(order), late)
    assert.deepEqual(await namedUnder('mail_undelivered', mail, order), [])
    assert.deepEqual(await namedUnder('fraud_warning', order.order_id, order), late)
    await sql(`update mails set state = 'sent', sent_at = now() where id = $1`, mail)
    await audit(house)
  })

for (const ware of wares)
  test(`F64: what went back at Stripe is named whatever else the owner was told of the order (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
    await refundAtStripe(house, order, order.paid_minor)
    const payment = await paymentOf(order)
    const back = ['what has gone back is the same here and at Stripe']
    assert.deepEqual(await named(order), back)
    for (const kind of ['fraud_warning', 'dispute_lost', 'captured_less', 'refund_due'])
      assert.deepEqual(await namedUnder(kind, payment, order), back)
    await house.sim.control.releaseWebhooks()
    await eventually('it is booked', async () => {
      return (await refundsOf(house, order))[0]?.state === 'succeeded'
    })
    await audit(house)
  })

test('F48: what was received and what it costs differ, and only the alert about that excuses it', async () => {
  const order = await buy(house, ga, 1)
  const payment = await paymentOf(order)
  const receive = (difference: number) =>
    sql(
      `update payments set received_minor = received_minor + $2 where id = $1`,
      payment,
      difference,
    )
  await receive(-1)
  const costs = 'what was received is what the order costs'
  assert.ok((await named(order)).includes(costs))
  assert.ok((await namedUnder('fraud_warning', payment, order)).includes(costs))
  const excused = await namedUnder('amount_mismatch', order.order_id, order)
  assert.deepEqual(excused, ['money that is booked here is what Stripe has received'])
  await receive(1)
  await audit(house)
})

test('an authorisation that nobody asked for is excused by the alert about it alone', async () => {
  const order = await orderAtCheckout(house)
  await house.sim.control.failWebhooks({ type: '*', effect: 'hold' })
  const body = { amount: '2450', currency: 'eur', 'metadata[order_id]': order.order_id }
  const made = await atStripe('payment_intents', {
    ...body,
    capture_method: 'manual',
    confirm: 'true',
    payment_method: 'pm_card_visa',
    return_url: 'https://guest.example/',
  })
  const payment = await paymentOf(order)
  await sql(`update payments set payment_intent_id = $2 where id = $1`, payment, made.id)
  const promised = ['what a bank has promised is the same here and at Stripe']
  assert.deepEqual(await named(order), promised)
  assert.deepEqual(await namedUnder('hold_stuck', order.order_id, order), promised)
  assert.deepEqual(await namedUnder('authorisation_unexpected', payment, order), [])
  await house.sim.control.releaseWebhooks()
  await alertOpened(house, 'authorisation_unexpected')
  await audit(house)
})
