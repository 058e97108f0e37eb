import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure/index.js'
import { stripeLocale } from './locale.ts'

/** Stripe.js is about 200 kB: slower than this and the guest is better told. */
const loadMsMax = 15_000
/** How often it was asked for. */
let tries = 0

/**
 * Stripe.js, ready for `publishableKey`. It is loaded by us and not by the page, which only has it
 * fetched early: a script in the page that neither comes nor fails would keep ours from running.
 * Each call loads it anew until it is there. Throws when it does not come in time.
 */
export async function openStripe(publishableKey: string, locale: string): Promise<Stripe> {
  if (!window.Stripe) await load()
  const stripe = await loadStripe(publishableKey, { locale: stripeLocale(locale) })
  if (!stripe) throw new Error('Stripe.js is not to be had here.')
  return stripe
}

function load(): Promise<void> {
  const early = document.querySelector<HTMLLinkElement>('link[rel="preload"][as="script"]')
  if (!early) return Promise.reject(new Error('The page names no Stripe.js.'))
  const script = document.createElement('script')
  tries += 1
  // A browser would have the same address wait for an answer that has not come so far.
  script.src = tries === 1 ? early.href : `${early.href}?try=${tries}`
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      script.remove()
      reject(new Error('Stripe.js did not load.'))
    }
    const timer = setTimeout(giveUp, loadMsMax)
    script.addEventListener('load', () => {
      clearTimeout(timer)
      resolve()
    })
    script.addEventListener('error', () => {
      clearTimeout(timer)
      giveUp()
    })
    document.head.append(script)
  })
}
