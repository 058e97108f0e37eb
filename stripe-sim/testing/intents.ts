import type { Stripe } from 'stripe'
import type { Control } from '../index.ts'
import { idOf } from '../state/ledger.ts'

/** What the tests about intents share. */

/** Where a server's challenge leads back to. */
export const returnUrl = 'https://venue.test/return'

/** What a server has to say to confirm an intent with a test PaymentMethod. */
export function payingWith(method: string) {
  return { payment_method: `pm_card_${method}`, return_url: returnUrl }
}

/** The types of all events about an intent and its charges, oldest first. */
export async function eventTypesOf(control: Control, intentId: string): Promise<string[]> {
  const { events } = await control.ledger()
  const mine = events.filter(({ data }) => {
    const object = data.object as { id: string; payment_intent?: string }
    return object.id === intentId || object.payment_intent === intentId
  })
  return mine.map(({ type }) => type)
}

/** The charge that an intent's last try has made. Throws when there was none. */
export async function latestChargeOf(
  stripe: Stripe,
  { latest_charge }: Stripe.PaymentIntent,
): Promise<Stripe.Charge> {
  return stripe.charges.retrieve(idOf(latest_charge))
}
