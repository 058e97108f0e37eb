import type { Stripe } from 'stripe'
import { newId } from '../state/ids.ts'
import type { Simulator } from '../state/simulator.ts'

export const challengeExpiry = 'authentication.expire'

/**
 * Asks the guest to authenticate: the intent is in `requires_action`, and `next_action` leads to
 * the bank's page; Stripe.js shows it by itself, a plain server is given an address to redirect to.
 */
export function startChallenge(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  card: string,
  { returnUrl, usesStripeSdk }: { returnUrl: string | null; usesStripeSdk: boolean },
): void {
  const { ledger, agenda, settings } = simulator
  const source = newId('src')
  ledger.authentications.add({
    intent: intent.id,
    source,
    charge_card: card,
    return_url: returnUrl,
    is_passed: false,
  })
  agenda.arrange(challengeExpiry, intent.id, settings.authentication_ttl_s)
  const page = `${simulator.origin()}/3d_secure/${intent.id}?source=${source}`
  intent.status = 'requires_action'
  intent.next_action = usesStripeSdk
    ? {
        type: 'use_stripe_sdk',
        // Opaque to everybody but the stand-in for Stripe.js.
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page, source },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: page } }
}

/** Takes the question back: it was answered, or nobody wants to know any more. */
export function endChallenge({ ledger, agenda }: Simulator, intent: Stripe.PaymentIntent): void {
  intent.next_action = null
  if (!ledger.authentications.has(intent.id)) return
  ledger.authentications.delete(intent.id)
  agenda.forget(challengeExpiry, intent.id)
}
