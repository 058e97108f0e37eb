import type { Stripe } from 'stripe'
import { confirmWith, newIntent } from '../../testing/with_simulator.ts'
import type { World } from '../recording.ts'

/** An intent of €20, paid with the test card of this name (`pm_card_…`). */
export async function paidWith({ stripe }: World, name: string): Promise<Stripe.PaymentIntent> {
  const intent = await newIntent(stripe, { description: 'A ticket' })
  return confirmWith(stripe, intent, `pm_card_${name}`)
}

/** Longer than anything that comes later by itself is set to take. */
export const later_s = 20
