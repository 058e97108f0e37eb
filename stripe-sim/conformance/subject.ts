import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Stripe } from 'stripe'
import { apiVersion, startStripeSim, type StripeSim } from '../index.ts'
import { counterOf, type Counter } from '../testing/browser_checkout.ts'
import { sdkFor } from '../testing/with_simulator.ts'

/**
 * What the conformance suite is run against: the simulator, or, when STRIPE_TEST_SECRET_KEY is
 * set, Stripe's own test mode. The same tests, through the official SDK alone; only what needs the
 * control plane asks for `simulator` and is not part of a run against Stripe.
 */
export type Subject = {
  stripe: Stripe
  /** How a page in a browser reaches it. */
  counter: Counter
  simulator: StripeSim | undefined
}

/** Opens the subject for one test file. Throws for a key that is not one of test mode. */
export async function openSubject(): Promise<Subject> {
  const secretKey = process.env['STRIPE_TEST_SECRET_KEY']
  if (secretKey === undefined || secretKey === '') return simulated()
  if (!/^(sk|rk)_test_/.test(secretKey)) {
    throw new Error('STRIPE_TEST_SECRET_KEY must be a key of test mode: sk_test_… or rk_test_….')
  }
  const publishableKey = process.env['STRIPE_TEST_PUBLISHABLE_KEY'] ?? ''
  if (!publishableKey.startsWith('pk_test_')) {
    throw new Error('STRIPE_TEST_PUBLISHABLE_KEY must be the same account: pk_test_….')
  }
  const stripe = new Stripe(secretKey, { apiVersion, maxNetworkRetries: 2, telemetry: false })
  const scriptUrl = `https://js.stripe.com/${apiVersion.split('.')[1]}/stripe.js`
  const origins = ['https://*.stripe.com', 'https://*.stripe.network']
  return { stripe, counter: { stripe, publishableKey, scriptUrl, origins }, simulator: undefined }
}

async function simulated(): Promise<Subject> {
  const simulator = await startStripeSim({ settings: { refund_delay_s: 1, dispute_delay_s: 1 } })
  after(async () => simulator.close())
  return { stripe: sdkFor(simulator, { retries: 2 }), counter: counterOf(simulator), simulator }
}

// What Stripe does later in test mode (a refund that fails, a search index) takes up to a minute.
const patience_ms = 90_000

/** Waits until something holds that Stripe does by itself; throws when it does not in time. */
export async function later<Found>(
  what: string,
  look: () => Promise<Found | null | undefined | false>,
): Promise<Found> {
  const deadline_ms = Date.now() + patience_ms
  for (let wait_ms = 50; Date.now() < deadline_ms; wait_ms = Math.min(2_000, wait_ms * 2)) {
    const found = await look()
    if (found) return found
    await sleep(wait_ms)
  }
  throw new Error(`${what}: not within ${patience_ms / 1000} s`)
}

/** An error of the API, in the parts that a program may rely on. */
export type Refusal = {
  type: string
  statusCode: number | undefined
  code: string | undefined
  decline_code: string | undefined
  param: string | undefined
}

/** Runs what must be refused and returns the refusal; throws when it is not refused. */
export async function refusalOf(work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { type, statusCode, code, decline_code, param } = error
    return { type, statusCode, code, decline_code, param }
  }
  throw new Error('This should have been refused.')
}

export const returnUrl = 'https://venue.test/return'

/** Makes an intent of €20, paid with a test PaymentMethod when one is given. */
export async function intentOf20(
  { stripe }: Subject,
  payment_method?: string,
  parameters: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> {
  const confirmed = payment_method && { payment_method, confirm: true, return_url: returnUrl }
  return stripe.paymentIntents.create({
    amount: 2000,
    currency: 'eur',
    automatic_payment_methods: { enabled: true },
    ...confirmed,
    ...parameters,
  })
}
