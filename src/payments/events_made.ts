import { Stripe } from 'stripe'
import { toEvent, type AnyEvent, type StripeEvent } from './event.ts'
import { since, toPage, type Page } from './page.ts'

/** A page of the events of `types` (20 at most) made since `from`, below the event `belowId`. */
export async function eventsMade(
  stripe: Stripe,
  types: string[],
  from: Date,
  belowId?: string,
): Promise<Page<StripeEvent>> {
  const page = await stripe.events.list({ types, ...since(from, belowId) })
  return toPage(page, (event) => toEvent(event as AnyEvent))
}

/** Whether Stripe has an event with this id, in the account of our key. */
export async function knowsEvent(stripe: Stripe, id: string): Promise<boolean> {
  try {
    await stripe.events.retrieve(id)
    return true
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false
    throw error
  }
}

/** How Stripe's webhook endpoint for us stands. */
export interface EndpointAtStripe {
  status: 'enabled' | 'disabled' | 'missing'
  /** Types that we need and that it is not subscribed to. */
  lacks: string[]
  /** Which API version it writes; null for the account's own. */
  api_version: string | null
}

/** Stripe allows 16 endpoints in test mode, and not many more in live mode. */
const ENDPOINTS_MAX = 100

/**
 * The endpoint whose address `isOurs`, the best of them where there are several. Null when our key
 * may not look, as a restricted one need not.
 */
export async function endpointOf(
  stripe: Stripe,
  isOurs: (url: URL) => boolean,
  types: string[],
): Promise<EndpointAtStripe | null> {
  try {
    const { data } = await stripe.webhookEndpoints.list({ limit: ENDPOINTS_MAX })
    const ours = data.filter(({ url }) => URL.canParse(url) && isOurs(new URL(url)))
    const enabled = ours.filter((endpoint) => endpoint.status === 'enabled')
    const subscribed = new Set(enabled.flatMap((endpoint) => endpoint.enabled_events))
    const api_version = (enabled[0] ?? ours[0])?.api_version ?? null
    if (enabled.length === 0)
      return { status: ours.length > 0 ? 'disabled' : 'missing', lacks: [], api_version }
    const lacks = subscribed.has('*') ? [] : types.filter((type) => !subscribed.has(type))
    return { status: 'enabled', lacks, api_version }
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return null
    throw error
  }
}
