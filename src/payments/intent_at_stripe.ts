import type { Stripe } from 'stripe'
import { ownerNamed } from './intent.ts'

/** One intent as Stripe's own books have it, for the audit. */
export interface IntentAtStripe {
  id: string
  made_at: Date
  status: Stripe.PaymentIntent.Status
  received_minor: number
  refunded_minor: number
  currency: string
  /** From the metadata that we set; null on intents that are none of ours. */
  order_id: string | null
}

/** Reads a listed intent whose latest charge was expanded. */
export function listed(intent: Stripe.PaymentIntent): IntentAtStripe {
  const charge = intent.latest_charge
  return {
    id: intent.id,
    made_at: new Date(intent.created * 1000),
    status: intent.status,
    received_minor: intent.amount_received,
    refunded_minor: charge && typeof charge === 'object' ? charge.amount_refunded : 0,
    currency: intent.currency,
    order_id: ownerNamed(intent.metadata).order_id,
  }
}
