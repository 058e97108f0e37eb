import { idOf } from '../../state/ledger.ts'
import { refused, type World } from '../recording.ts'
import { later_s, paidWith } from './paid.ts'

/** Refunds in part and of the rest, at once, later and failed after all. */
export async function refunds(world: World): Promise<void> {
  await atOnce(world)
  await later(world)
  await settled(world)
  await refusals(world)
  await lookedAtAgain(world)
}

async function atOnce(world: World): Promise<void> {
  const { refunds: resource } = world.stripe
  const { id, latest_charge } = await paidWith(world, 'visa')
  const part = await resource.create({
    payment_intent: id,
    amount: 500,
    reason: 'requested_by_customer',
    metadata: { order: 'ord_1' },
    instructions_email: 'ada@example.test',
  })
  await resource.update(part.id, { metadata: { order: '', seat: '7' } })
  await resource.create({ charge: idOf(latest_charge), expand: ['charge'] })
}

// The cards whose refunds change later by themselves.
async function later(world: World): Promise<void> {
  const { stripe, control } = world
  for (const name of ['pendingRefund', 'refundFail']) {
    const { id } = await paidWith(world, name)
    await stripe.refunds.create({ payment_intent: id })
  }
  await control.advanceClock({ seconds: later_s })
}

async function settled(world: World): Promise<void> {
  const { stripe, control } = world
  for (const ending of ['succeed', 'fail'] as const) {
    const { id } = await paidWith(world, 'pendingRefund')
    const { id: refund } = await stripe.refunds.create({ payment_intent: id })
    await stripe.refunds.retrieve(refund)
    await control.settleRefund({ refund, ending })
  }
}

async function refusals(world: World): Promise<void> {
  const { refunds: resource, paymentIntents } = world.stripe
  const { id, latest_charge } = await paidWith(world, 'visa')
  await refused(resource.create({}))
  await refused(resource.create({ payment_intent: 'pi_nobody' }))
  await refused(resource.create({ payment_intent: id, charge: idOf(latest_charge) }))
  await refused(resource.create({ payment_intent: id, amount: 9999 }))
  await refused(resource.create({ payment_intent: id, amount: 0 }))
  const refund = await resource.create({ payment_intent: id })
  await refused(resource.create({ payment_intent: id }))
  await refused(resource.cancel(refund.id))
  await refused(resource.retrieve('re_nobody'))
  const unpaid = await paymentIntents.create({ amount: 2000, currency: 'eur' })
  await refused(resource.create({ payment_intent: unpaid.id }))
}

async function lookedAtAgain({ stripe }: World): Promise<void> {
  const { data } = await stripe.refunds.list({ limit: 100 })
  for (const { id } of data) await stripe.refunds.retrieve(id)
  await stripe.refunds.list({ payment_intent: idOf(data[0]?.payment_intent) })
  await stripe.refunds.list({ charge: idOf(data[0]?.charge), limit: 1 })
}
