import { idOf } from '../../state/ledger.ts'
import { refused, type World } from '../recording.ts'
import { later_s, paidWith } from './paid.ts'

/** Disputes and fraud warnings: waiting, answered, won, lost, accepted and left alone. */
export async function disputes(world: World): Promise<void> {
  await bySpecialCards(world)
  await answered(world)
  await decided(world)
  await fraudWarnings(world)
  await lookedAtAgain(world)
}

async function bySpecialCards(world: World): Promise<void> {
  const names = ['createDispute', 'createDisputeProductNotReceived', 'createIssuerFraudRecord']
  for (const name of names) await paidWith(world, name)
  await world.control.advanceClock({ seconds: later_s })
}

async function answered(world: World): Promise<void> {
  const { stripe, control } = world
  for (const uncategorized_text of ['winning_evidence', 'losing_evidence']) {
    const { id } = await disputed(world)
    const metadata = { order: 'ord_1' }
    await stripe.disputes.update(id, {
      evidence: { customer_name: 'Ada' },
      submit: false,
      metadata,
    })
    await stripe.disputes.update(id, { evidence: { uncategorized_text } })
    await stripe.disputes.retrieve(id)
  }
  await control.advanceClock({ seconds: later_s })
}

async function decided(world: World): Promise<void> {
  const { stripe, control } = world
  const accepted = await disputed(world)
  await stripe.disputes.close(accepted.id)
  await refused(stripe.disputes.close(accepted.id))
  await refused(stripe.disputes.update(accepted.id, { metadata: { seat: '7' } }))
  for (const ending of ['won', 'lost'] as const) {
    const { id: dispute } = await disputed(world)
    await control.closeDispute({ dispute, ending })
  }
  const { charge } = await disputed(world)
  await refused(stripe.refunds.create({ charge: idOf(charge) }))
  await refused(stripe.disputes.retrieve('dp_nobody'))
}

async function fraudWarnings(world: World): Promise<void> {
  const { stripe, control } = world
  const { id: payment_intent } = await paidWith(world, 'mastercard')
  const { id } = await control.createFraudWarning({ payment_intent })
  await stripe.radar.earlyFraudWarnings.retrieve(id)
  await stripe.refunds.create({ payment_intent })
  await stripe.radar.earlyFraudWarnings.retrieve(id)
  await refused(stripe.radar.earlyFraudWarnings.retrieve('issfr_nobody'))
}

async function lookedAtAgain({ stripe }: World): Promise<void> {
  const { data } = await stripe.disputes.list({ limit: 100 })
  for (const { id } of data) await stripe.disputes.retrieve(id)
  await stripe.disputes.list({ payment_intent: idOf(data[0]?.payment_intent) })
  await stripe.radar.earlyFraudWarnings.list({ limit: 100 })
}

async function disputed(world: World) {
  const { id: payment_intent } = await paidWith(world, 'visa')
  return world.control.createDispute({
    payment_intent,
    reason: 'product_not_received',
    amount: 700,
  })
}
