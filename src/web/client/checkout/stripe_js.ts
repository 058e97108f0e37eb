import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure/index.js'
import { stripeLocale } from './locale.ts'

/** Stripe.js is about 200 kB: slower than this and the guest is better told. */
const loadMsMax = 15_000

/**
 * Stripe.js, ready for `publishableKey`. The page has put its script before ours, so it has come
 * or failed by now; if it failed, the same address is asked again, once a call. Throws when it
 * does not come. (loadStripe alone would wait for ever for the failed script's `load`.)
 */
export async function openStripe(publishableKey: string, locale: string): Promise<Stripe> {
  if (!window.Stripe) await loadAgain()
  const stripe = await loadStripe(publishableKey, { locale: stripeLocale(locale) })
  if (!stripe) throw new Error('Stripe.js is not to be had here.')
  return stripe
}

function loadAgain(): Promise<void> {
  const failed = document.querySelector<HTMLScriptElement>(
    'script[src$="/stripe.js"], script[src^="https://js.stripe.com/"]',
  )
  if (!failed) return Promise.reject(new Error('The page names no Stripe.js.'))
  const script = document.createElement('script')
  script.src = failed.src
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error('Stripe.js did not load.'))
    const timer = setTimeout(giveUp, loadMsMax)
    script.addEventListener('load', () => {
      clearTimeout(timer)
      resolve()
    })
    script.addEventListener('error', () => {
      clearTimeout(timer)
      giveUp()
    })
    failed.replaceWith(script)
  })
}
