import type { Stripe } from 'stripe'
import { ownerNamed } from './intent.ts'
import { PAGE_MAX, toPage, type Page } from './page.ts'

/** One intent as Stripe's own books have it, for the audit. */
export interface IntentAtStripe {
  id: string
  made_at: Date
  status: Stripe.PaymentIntent.Status
  received_minor: number
  /** What is authorised and not yet captured. */
  authorised_minor: number
  refunded_minor: number
  currency: string
  /** From the metadata that we set; null on intents that are none of ours. */
  order_id: string | null
}

/** All of them, page by page. */
export async function* intentsMade(
  pageBelow: (belowId?: string) => Promise<Page<IntentAtStripe>>,
): AsyncGenerator<IntentAtStripe> {
  let belowId: string | undefined
  for (;;) {
    const page = await pageBelow(belowId)
    yield* page.items
    belowId = page.last_id
    if (!page.hasMore || !belowId) return
  }
}

/** A page of the intents made in [from, until), below the one with the id `belowId`. */
export async function intentsPage(
  stripe: Stripe,
  from: Date,
  until: Date,
  belowId?: string,
): Promise<Page<IntentAtStripe>> {
  const page = await stripe.paymentIntents.list({
    created: { gte: seconds(from), lt: seconds(until) },
    expand: ['data.latest_charge'],
    limit: PAGE_MAX,
    ...(belowId && { starting_after: belowId }),
  })
  return toPage(page, listed)
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** Its latest charge was expanded. */
function listed(intent: Stripe.PaymentIntent): IntentAtStripe {
  const charge = intent.latest_charge
  return {
    id: intent.id,
    made_at: new Date(intent.created * 1000),
    status: intent.status,
    received_minor: intent.amount_received,
    authorised_minor: intent.amount_capturable,
    refunded_minor: charge && typeof charge === 'object' ? charge.amount_refunded : 0,
    currency: intent.currency,
    order_id: ownerNamed(intent.metadata).order_id,
  }
}
