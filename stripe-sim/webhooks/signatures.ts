import { createHmac, randomBytes } from 'node:crypto'
import { newSigningSecret } from '../state/ids.ts'
import type { EndpointRecord } from '../state/ledger.ts'

/**
 * The header `Stripe-Signature`: HMAC-SHA256 over `timestamp.body` for each secret, see
 * https://docs.stripe.com/webhooks#verify-manually. In test mode Stripe adds a fake one of a scheme
 * `v0`, so that receivers learn to pass over schemes that they do not know.
 */
export function signatureHeader(secrets: string[], timestamp_s: number, body: Buffer): string {
  const signatures = secrets.map((secret) => {
    const hmac = createHmac('sha256', secret).update(`${timestamp_s}.`).update(body)
    return `v1=${hmac.digest('hex')}`
  })
  const fake = `v0=${randomBytes(32).toString('hex')}`
  return [`t=${timestamp_s}`, ...signatures, fake].join(',')
}

/** The secrets that an endpoint's events are signed with at this moment, the newest first. */
export function activeSecrets({ secrets }: EndpointRecord, now_ms: number): string[] {
  return secrets
    .filter(({ expires_ms }) => expires_ms === null || expires_ms > now_ms)
    .map(({ secret }) => secret)
}

/**
 * Gives an endpoint a new signing secret. Those that it has sign along for `overlap_ms` more, if
 * they do not expire sooner. Returns the new one.
 */
export function rollSecret(
  record: EndpointRecord,
  now_ms: number,
  overlap_ms: number,
  secret: string = newSigningSecret(),
): string {
  const end_ms = now_ms + overlap_ms
  const earlier = record.secrets
    .map((known) => ({ ...known, expires_ms: Math.min(known.expires_ms ?? end_ms, end_ms) }))
    .filter(({ expires_ms }) => expires_ms > now_ms)
  record.secrets = [{ secret, expires_ms: null }, ...earlier]
  return secret
}
