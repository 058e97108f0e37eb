/** Where Stripe serves Stripe.js of the version that we speak. */
export const STRIPE_JS = 'https://js.stripe.com/endive/stripe.js'

/** What no single setting shows: modes that differ, and live money met by a stand-in. */
export function stripeFaults(given: Record<string, string | undefined>): string[] {
  const { STRIPE_SECRET_KEY: secret = '', STRIPE_PUBLISHABLE_KEY: publishable = '' } = given
  const faults: string[] = []
  if (/_(test|live)_/.exec(secret)?.[1] !== /_(test|live)_/.exec(publishable)?.[1]) {
    if (secret && publishable)
      faults.push('STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes')
  }
  if (!/^(sk|rk)_live_/.test(secret) && !publishable.startsWith('pk_live_')) return faults
  if (given['STRIPE_API_URL']) faults.push('STRIPE_API_URL must not be set with live keys')
  if ((given['STRIPE_JS_URL'] ?? STRIPE_JS) !== STRIPE_JS)
    faults.push('STRIPE_JS_URL must not be set with live keys: only Stripe serves Stripe.js')
  if (!given['PUBLIC_URL']?.startsWith('https://'))
    faults.push('PUBLIC_URL must begin with https:// with live keys')
  if (Number(given['SWEEP_SECONDS_MAX'] ?? 1) === 0)
    faults.push('SWEEP_SECONDS_MAX must not be 0 with live keys')
  if (given['DIE_AT']) faults.push('DIE_AT must not be set with live keys')
  return faults
}
