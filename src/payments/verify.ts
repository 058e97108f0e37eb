import { Stripe } from 'stripe'
import { must } from '../kernel/index.ts'
import { toEvent, type AnyEvent, type StripeEvent } from './event.ts'

/** What a webhook's signature proves. */
export type VerifiedEvent =
  | {
      event: StripeEvent
      /** How far this computer's clock is ahead of Stripe's; negative when it is behind. */
      ahead_seconds: number
    }
  | UnverifiedEvent

/** A webhook that must not be believed, and why. */
export interface UnverifiedEvent {
  /** No secret of ours signed it; or one did, but so long ago that it may be a replay (F14). */
  unverified: 'signature' | 'time'
  ahead_seconds: number
  /** What the body calls itself. Anybody may have written it. */
  claimed_id: string | null
}

/** Stripe's own: an older signature may be a replay, or one of the two clocks is wrong. */
export const TOLERANCE_SECONDS = 300

/**
 * Reads a webhook's raw body and says whether one of `secrets` signed it within Stripe's tolerance
 * of 300 s. Several secrets are accepted while one is being rolled (F13).
 */
export async function verifyEvent(
  stripe: Stripe,
  secrets: string[],
  rawBody: Buffer,
  signature: string,
): Promise<VerifiedEvent> {
  const body = parse(rawBody)
  const ahead_seconds = aheadOf(signature)
  const claimed_id = claimedId(body)
  const isSigned = await isSignedByOne(stripe, secrets, rawBody, signature)
  // A signed body that is no JSON cannot come from Stripe either.
  if (!isSigned || !body) return { unverified: 'signature', ahead_seconds, claimed_id }
  if (ahead_seconds > TOLERANCE_SECONDS) return { unverified: 'time', ahead_seconds, claimed_id }
  return { event: toEvent(body), ahead_seconds }
}

/** Asked without a tolerance, so that a wrong time is told from a wrong secret. */
async function isSignedByOne(
  stripe: Stripe,
  secrets: string[],
  rawBody: Buffer,
  signature: string,
): Promise<boolean> {
  const signatures = must(stripe.webhooks.signature, 'the check of signatures')
  for (const secret of secrets) {
    try {
      await signatures.verifyHeaderAsync(rawBody, signature, secret, 0)
      return true
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error
    }
  }
  return false
}

/** By the time that was signed along; 0 where there is none. */
function aheadOf(signature: string): number {
  const signed_s = /(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1]
  return signed_s ? Math.round(Date.now() / 1000) - Number(signed_s) : 0
}

function parse(rawBody: Buffer): AnyEvent | null {
  try {
    const body: unknown = JSON.parse(rawBody.toString('utf8'))
    return typeof body === 'object' ? (body as AnyEvent | null) : null
  } catch {
    return null
  }
}

function claimedId(body: AnyEvent | null): string | null {
  const id: unknown = body?.id
  return typeof id === 'string' && /^evt_\w{1,200}$/.test(id) ? id : null
}
