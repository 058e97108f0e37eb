import type { Stripe } from 'stripe'
import { confirmWith, newIntent } from '../../testing/with_simulator.ts'
import { refused, type World } from '../recording.ts'

/** Money that is only held: captured in whole and in part, released, and expired. */
export async function captures(world: World): Promise<void> {
  const { paymentIntents, refunds } = world.stripe
  const whole = await heldWith(world)
  const expand = ['latest_charge.balance_transaction']
  await paymentIntents.retrieve(whole.id, { expand: ['latest_charge'] })
  const fields = { client_secret: String(whole.client_secret) }
  await world.browser('GET', `/v1/payment_intents/${whole.id}`, fields)
  await refused(paymentIntents.capture(whole.id, { amount_to_capture: 99_999 }))
  await refused(refunds.create({ payment_intent: whole.id }))
  await paymentIntents.capture(whole.id, { expand })
  await refused(paymentIntents.capture(whole.id))
  const part = await heldWith(world)
  await paymentIntents.capture(part.id, { amount_to_capture: 500, metadata: { seat: '7' } })
  const released = await heldWith(world)
  await paymentIntents.cancel(released.id, { expand: ['latest_charge.refunds'] })
  const expired = await heldWith(world)
  await world.control.advanceClock({ seconds: 8 * day_s })
  await paymentIntents.retrieve(expired.id, { expand: ['latest_charge.refunds'] })
}
const day_s = 24 * 60 * 60

async function heldWith({ stripe }: World): Promise<Stripe.PaymentIntent> {
  const intent = await newIntent(stripe, { capture_method: 'manual' })
  return confirmWith(stripe, intent, 'pm_card_visa')
}
