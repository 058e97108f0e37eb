import { Stripe } from 'stripe'
import { apiVersion } from './version.ts'

/** What Stripe says to our keys, and what it shows of the account that they are of. */
export interface AccountAtStripe {
  /** `limited`: a restricted key, which need not see the account. */
  secret_key: 'valid' | 'limited' | 'invalid'
  account: {
    id: string
    name: string | null
    country: string | null
    currency: string | null
    takes_charges: boolean
    pays_out: boolean
  } | null
  /** By how much our clock is ahead of Stripe's; less than 0 when behind, null when not told. */
  ahead_seconds: number | null
}

/** A person looks on and waits, and can ask again. */
const IMPATIENT = { timeout: 4000, maxNetworkRetries: 0 }

/** Reads the account of our key; what Stripe says no to is an answer, too. */
export async function readAccount(stripe: Stripe): Promise<AccountAtStripe> {
  const asked_ms = Date.now()
  const ahead = (headers: Record<string, string> | undefined) =>
    aheadOf(headers?.['date'], asked_ms, Date.now())
  try {
    const found = await stripe.accounts.retrieveCurrent({}, IMPATIENT)
    const { id, business_profile, settings, country = null, default_currency = null } = found
    return {
      secret_key: 'valid',
      account: {
        id,
        name: settings?.dashboard.display_name ?? business_profile?.name ?? null,
        country,
        currency: default_currency,
        takes_charges: found.charges_enabled,
        pays_out: found.payouts_enabled,
      },
      ahead_seconds: ahead(found.lastResponse.headers),
    }
  } catch (error) {
    const { StripeAuthenticationError, StripePermissionError } = Stripe.errors
    if (error instanceof StripePermissionError)
      return { secret_key: 'limited', account: null, ahead_seconds: ahead(error.headers) }
    if (error instanceof StripeAuthenticationError)
      return { secret_key: 'invalid', account: null, ahead_seconds: ahead(error.headers) }
    throw error
  }
}

/** Asks for an intent that nobody has, as a browser would: a wrong key is told apart. */
export async function readPublishableKey(
  key: string,
  address: Stripe.StripeConfig,
): Promise<'valid' | 'invalid'> {
  const browser = new Stripe(key, { apiVersion, telemetry: false, ...address })
  try {
    const client_secret = 'pi_none_secret_none'
    await browser.paymentIntents.retrieve('pi_none', { client_secret }, IMPATIENT)
    return 'valid'
  } catch (error) {
    if (error instanceof Stripe.errors.StripeAuthenticationError) return 'invalid'
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return 'valid'
    throw error
  }
}

/** A Date header is cut to the second: half of one is what it is short of in the middle. */
const HALF_A_SECOND_MS = 500

/** By how many seconds our clock was ahead of the server that wrote `date` between the moments. */
export function aheadOf(
  date: string | undefined,
  asked_ms: number,
  told_ms: number,
): number | null {
  const theirs_ms = date === undefined ? Number.NaN : Date.parse(date)
  if (Number.isNaN(theirs_ms)) return null
  const ours_ms = (asked_ms + told_ms) / 2
  // No minus zero.
  return Math.round((ours_ms - theirs_ms - HALF_A_SECOND_MS) / 1000) + 0
}
