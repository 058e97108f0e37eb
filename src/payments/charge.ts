import type { Stripe } from 'stripe'
import { cardOf, ownerNamed, type Try } from './intent.ts'
import { PAGE_MAX } from './page.ts'
import { idOf } from './reference.ts'

/** What Stripe says of one charge, in our words: a single try to pay, with its card. */
export interface ChargeNews {
  id: string
  intent_id: string | null
  /** From the metadata that Stripe copies from the intent; null on what is none of ours. */
  order_id: string | null
  payment_id: string | null
  /** By Stripe's clock. */
  made_at: Date
  /** Null while the bank has not decided. */
  try: Try | null
}

/** Reads Stripe's object into ours. */
export function toChargeNews(charge: Stripe.Charge): ChargeNews {
  return {
    id: charge.id,
    intent_id: idOf(charge.payment_intent),
    ...ownerNamed(charge.metadata),
    made_at: new Date(charge.created * 1000),
    try: tryOf(charge),
  }
}

/**
 * Every try of an intent that made a charge and that the bank has decided, the first one first. A
 * hundred at most: the last ones.
 */
export async function triesOf(stripe: Stripe, intentId: string): Promise<Try[]> {
  const { data } = await stripe.charges.list({ payment_intent: intentId, limit: PAGE_MAX })
  return data.toReversed().flatMap((charge) => tryOf(charge) ?? [])
}

function tryOf(charge: Stripe.Charge): Try | null {
  if (charge.status === 'pending') return null
  const isFailed = charge.status === 'failed'
  const card = cardOf(charge)
  return {
    key: charge.id,
    outcome: isFailed ? 'declined' : 'succeeded',
    code: charge.failure_code,
    decline_code: isFailed ? declineCode(charge) : null,
    advice_code: charge.outcome?.advice_code ?? null,
    card_brand: card?.brand ?? null,
    card_last4: card?.last4 ?? null,
    made_at: new Date(charge.created * 1000),
  }
}

/**
 * A charge has no property for it. The reason of what the issuer has declined is its decline code;
 * the reason of what Radar has blocked is not, and Stripe's event about the intent brings that one.
 */
function declineCode({ failure_code, outcome }: Stripe.Charge): string | null {
  const isIssuers = outcome?.type === 'issuer_declined' && failure_code === 'card_declined'
  return isIssuers ? outcome.reason : null
}
