import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit as auditBooks } from '../../src/audit/index.ts'
import {
  admitTicket,
  recordDispute,
  recordFraudWarning,
  requestRefund,
} from '../../src/checkout/index.ts'
import { isRefused, newId, transaction, type Queryable } from '../../src/kernel/index.ts'
import type { DisputeNews } from '../../src/payments/index.ts'
import { audit, claimsAbout } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, buy, giveBack, refundIs, refundsOf } from '../money_back.ts'
import { payAtStripe } from '../sweep.ts'
import { lockWaits, tillOf } from '../till.ts'
import { entriesOf, ga, takenOf, wares, type Ware } from '../ware.ts'

/**
 * A guest's bank wants money back that is on its way back already, or that no ticket stands for.
 */

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

async function open({ intent }: { intent: string }, amount?: number): Promise<string> {
  const { id } = await house.sim.control.createDispute({
    payment_intent: intent,
    ...(amount && { amount }),
  })
  return disputeIs(id, 'open')
}

async function close(dispute: string, ending: 'won' | 'lost'): Promise<void> {
  await house.sim.control.closeDispute({ dispute, ending })
  await disputeIs(dispute, ending)
}

const disputeIs = (id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rows } = await house.db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rows.length > 0 && id
  })

const openAlerts = async (order: GuestOrder) =>
  (await alertsAbout(house, order)).filter(({ state }) => state === 'open').map(({ kind }) => kind)

async function resolveAll(): Promise<void> {
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now() where state = 'open'`,
  })
}

/** An order that was paid twice, by an intent that was given up, too. */
async function paidTwice(ware: Ware): Promise<GuestOrder & { intent: string; night_id: string }> {
  const { slug, night_id, wish } = await ware.open(house.db)
  const order = await placeOrder(house, slug, wish(1))
  const client_secret = await clientSecretOf(house, order)
  const intent = client_secret.split('_secret_')[0] ?? ''
  await house.db.query({
    text: `update payments set state = 'cancelled' where order_id = $1`,
    values: [order.order_id],
  })
  await pay(house, order)
  await fulfilled(house, order, 1)
  await payAtStripe(house, { client_secret, intent })
  await eventually('the second charge has gone back', async () => {
    return (await refundsOf(house, order))[0]?.state === 'succeeded'
  })
  return { ...order, intent, night_id }
}

for (const ware of wares) {
  test(`F65: a dispute about a second charge does not stop the ticket that the first one paid for (${ware.name})`, async () => {
    const order = await paidTwice(ware)
    const [refund] = await refundsOf(house, order)
    await house.sim.control.settleRefund({ refund: refund!.stripe_refund_id ?? '', ending: 'fail' })
    await refundIs(house, order, refund!.id, 'failed')
    const dispute = await open(order)
    const [entry] = await entriesOf(ware, house, order)
    const scan = { code: entry!.code, night_id: order.night_id, admitted_by: 'Door' }
    const admitted = await admitTicket(tillOf(house), scan)
    assert.ok(!isRefused(admitted), JSON.stringify(admitted))
    const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    assert.doesNotMatch(await page.text(), /wants this payment back/)
    await close(dispute, 'lost')
    assert.deepEqual(await openAlerts(order), ['dispute_lost'], 'the bank has given the money back')
    await resolveAll()
    await audit(house)
  })

  test(`F25, F62, F65: what the owner is told of a second charge leads to that charge, not to the one that bought the tickets (${ware.name})`, async () => {
    const order = await paidTwice(ware)
    const [refund] = await refundsOf(house, order)
    await house.sim.control.settleRefund({ refund: refund!.stripe_refund_id ?? '', ending: 'fail' })
    const dispute = await open(order)
    const [bought = ''] = (await intentsAtStripe(house, order)).flatMap(({ id }) => {
      return id === order.intent ? [] : [id]
    })
    for (const what of ['not waiting for one', 'did not reach the guest', 'wants a payment back']) {
      const { text = '' } = await house.mailbox.waitFor(
        (mail) => mail.subject.includes(what) && !!mail.text?.includes(order.order_id),
      )
      assert.ok(text.includes(`payment: ${house.sim.url}/intents/${order.intent}`), text)
      assert.match(text, /^charge: one that the order does not need/m)
      assert.ok(bought && !text.includes(bought), text)
    }
    await close(dispute, 'lost')
    await resolveAll()
    await audit(house)
  })

  test(`F65: a dispute fails the refund on its way; lost, the guest has the money, and nothing is owed (${ware.name})`, async () => {
    const order = await buy(house, ware, 1, 'pm_card_pendingRefund')
    const id = await giveBack(house, order, 'everything')
    await eventually(
      'Stripe knows it',
      async () => (await refundsOf(house, order))[0]?.stripe_refund_id,
    )
    const dispute = await open(order)
    await refundIs(house, order, id, 'failed')
    assert.deepEqual((await openAlerts(order)).toSorted(), ['dispute_open', 'refund_failed'])
    const again = await requestRefund(tillOf(house), {
      refund_id: newId('rfd'),
      order_id: order.order_id,
      what: 'everything',
      requested_by: 'Owner',
    })
    assert.ok(isRefused(again) && again.refused === 'refund_disputed')
    await close(dispute, 'lost')
    assert.deepEqual(await openAlerts(order), ['dispute_lost'])
    const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
    const words = await page.text()
    assert.match(words, /Your bank has decided that this payment is yours/)
    assert.doesNotMatch(words, /We are paying|looking after it/)
    await resolveAll()
    await audit(house)
  })

  test(`F65: a dispute fails the refund on its way; won, it is refunded again, and all is well (${ware.name})`, async () => {
    const order = await buy(house, ware, 1, 'pm_card_pendingRefund')
    const id = await giveBack(house, order, 'everything')
    await eventually(
      'Stripe knows it',
      async () => (await refundsOf(house, order))[0]?.stripe_refund_id,
    )
    await close(await open(order), 'won')
    await refundIs(house, order, id, 'failed')
    const again = await giveBack(house, order, 'everything')
    const there = await eventually('Stripe knows it', async () => {
      const refunds = await refundsOf(house, order)
      return refunds.find((one) => one.id === again)?.stripe_refund_id
    })
    await house.sim.control.settleRefund({ refund: there, ending: 'succeed' })
    await refundIs(house, order, again, 'succeeded')
    assert.deepEqual(await openAlerts(order), [])
    await audit(house)
  })

  test(`F48, F65: another amount was paid, and is lost to the bank; nobody is asked to refund it, and its stock is on sale (${ware.name})`, async () => {
    const { order, sale, intent, add } = await paidOther(ware)
    await close(await open({ intent }), 'lost')
    assert.deepEqual(await openAlerts(order), ['dispute_lost'])
    assert.equal((await orderState(house, order)).state, 'refund_due')
    assert.equal(await takenOf(house, sale), 0)
    const named = await claimsAbout(house, 'order', order.order_id)
    assert.deepEqual(named, ['an order costs what its lines say'], 'which the test has broken')
    await add(-100)
    await resolveAll()
    await audit(house)
  })

  test(`F65: a dispute that is at Stripe and not here is named by the audit (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    await house.sim.control.failWebhooks({
      type: 'charge.dispute.*',
      effect: 'suppress',
      times: null,
    })
    const [intent] = await intentsAtStripe(house, order)
    const { id } = await house.sim.control.createDispute({ payment_intent: intent!.id })
    const named: string[] = []
    for await (const { claim, subjects, todo } of auditBooks(house.db, tillOf(house).gateway)) {
      if (subjects['dispute'] === id) named.push(claim)
      assert.ok(todo)
    }
    assert.deepEqual(named, ['a dispute stands here as it stands at Stripe'])
    await house.sim.control.clearFaults()
    await house.sim.control.closeDispute({ dispute: id, ending: 'won' })
    await disputeIs(id, 'won')
    await audit(house)
  })
}

for (const ware of wares) {
  test(`F65: a lost dispute is won after all; what has failed to go back is owed again (${ware.name})`, async () => {
    const order = await buy(house, ware, 1, 'pm_card_pendingRefund')
    const tell = tellerOf(order.intent, order.paid_minor)
    const settle = async (id: string, ending: 'fail' | 'succeed') => {
      const refund = await eventually('Stripe knows it', async () => {
        return (await refundsOf(house, order)).find((one) => one.id === id)?.stripe_refund_id
      })
      await house.sim.control.settleRefund({ refund, ending })
      await refundIs(house, order, id, ending === 'fail' ? 'failed' : 'succeeded')
    }
    await settle(await giveBack(house, order, 'everything'), 'fail')
    const early = new Date()
    await tell('open', 'needs_response')
    await tell('lost', 'lost')
    await tell('won', 'won', early)
    assert.deepEqual(await openAlerts(order), ['dispute_lost'], 'Stripe was asked before its end')
    await tell('won', 'won')
    assert.deepEqual(await openAlerts(order), ['refund_failed'])
    await settle(await giveBack(house, order, 'everything'), 'succeed')
    assert.deepEqual(await openAlerts(order), [])
    await audit(house)
  })

  test(`F48, F65: another amount was lost to the bank and is won after all; it goes back by itself, once (${ware.name})`, async () => {
    const { order, intent, add } = await paidOther(ware)
    const tell = tellerOf(intent, ware.priceOf(1))
    await tell('open', 'needs_response')
    await tell('lost', 'lost')
    for (let n = 0; n < 2; n += 1) await tell('won', 'won')
    await eventually('it has gone back', async () => {
      return (await orderState(house, order)).state === 'refunded'
    })
    assert.equal((await refundsOf(house, order)).length, 1)
    assert.deepEqual(await openAlerts(order), [])
    await add(-100)
    await audit(house)
  })
}

test('F65: a warning of fraud waits for a refund that is being booked, and is not told after it', async () => {
  const order = await buy(house, ga, 1)
  let holder: Queryable | undefined
  const locked = transaction(house.db, async (tx) => {
    await tx.query({
      text: `select from orders where id = $1 for update`,
      values: [order.order_id],
    })
    holder = tx
    await lockWaits(house, 2, tx)
  })
  const lock = await eventually('the order is locked', async () => holder)
  const refunded = giveBack(house, order, 'everything')
  await lockWaits(house, 1, lock)
  const warned = transaction(house.db, (tx) => recordFraudWarning(tx, order.intent))
  await Promise.all([locked, refunded, warned])
  await audit(house)
  assert.deepEqual(await alertsAbout(house, order), [])
})

/** An order that costs more than was paid for it, until the test adds what takes that back. */
async function paidOther(ware: Ware) {
  const sale = await ware.open(house.db)
  const order = await placeOrder(house, sale.slug, sale.wish(1))
  await clientSecretOf(house, order)
  const add = (minor: number) =>
    house.db.query({
      text: `update orders set total_minor = total_minor + $2 where id = $1`,
      values: [order.order_id, minor],
    })
  await add(100)
  await pay(house, order)
  await eventually('it is told', async () => (await openAlerts(order))[0] === 'amount_mismatch')
  const [intent] = await intentsAtStripe(house, order)
  return { order, sale, intent: intent?.id ?? '', add }
}

/** Tells of a dispute that Stripe does not have, so that it may say what no simulator says. */
function tellerOf(payment_intent_id: string, amount_minor: number) {
  return (state: DisputeNews['state'], stripe_status: string, asked_at = soon()) =>
    transaction(house.db, (tx) =>
      recordDispute(tillOf(house), tx, {
        stripe_dispute_id: `dp_of_${payment_intent_id}`,
        payment_intent_id,
        state,
        stripe_status,
        reason: 'fraudulent',
        amount_minor,
        currency: 'eur',
        evidence_due_at: null,
        asked_at,
      }),
    )
}

for (const ware of wares)
  test(`F65: a dispute that was won or closed and goes on stops the ticket again; older news does not (${ware.name})`, async () => {
    const order = await buy(house, ware, 1)
    const [entry] = await entriesOf(ware, house, order)
    const { rows } = await house.db.query<{ night_id: string }>({
      text: `select night_id from orders where id = $1`,
      values: [order.order_id],
    })
    const till = tillOf(house)
    const scan = { code: entry!.code, night_id: rows[0]!.night_id, admitted_by: 'Door' }
    const tell = tellerOf(order.intent, order.paid_minor)
    const early = new Date()
    await tell('open', 'warning_needs_response')
    await tell('won', 'warning_closed')
    await tell('open', 'warning_needs_response', early)
    assert.deepEqual(await openAlerts(order), [], 'Stripe was asked before it was closed')
    await tell('open', 'needs_response')
    assert.deepEqual(await openAlerts(order), ['dispute_open'])
    const stopped = await admitTicket(till, scan)
    assert.ok(isRefused(stopped) && stopped.refused === 'ticket_disputed')
    await tell('won', 'won')
    assert.deepEqual(await openAlerts(order), [])
    assert.ok(!isRefused(await admitTicket(till, scan)))
    await tell('lost', 'lost')
    await tell('open', 'needs_response')
    assert.deepEqual(await openAlerts(order), ['dispute_lost'], 'what is lost stays so')
    await audit(house)
  })

/** An answer of Stripe's that is newer than all that is written down. */
const soon = () => new Date(Date.now() + 1000)
