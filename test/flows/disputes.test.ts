import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit as auditBooks } from '../../src/audit/index.ts'
import { admitTicket, recordDispute, requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId, transaction } from '../../src/kernel/index.ts'
import type { DisputeNews } from '../../src/payments/index.ts'
import { audit } from '../audit.ts'
import {
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, buy, giveBack, refundIs, refundsOf } from '../money_back.ts'
import { payAtStripe } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { entriesOf, wares, type Ware } from '../ware.ts'

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
    const tell = (state: DisputeNews['state'], stripe_status: string, asked_at = soon()) =>
      transaction(house.db, (tx) =>
        recordDispute(till, tx, {
          stripe_dispute_id: `dp_goes_on_${ware.name}`,
          payment_intent_id: order.intent,
          state,
          stripe_status,
          reason: 'fraudulent',
          amount_minor: order.paid_minor,
          currency: 'eur',
          evidence_due_at: null,
          asked_at,
        }),
      )
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
