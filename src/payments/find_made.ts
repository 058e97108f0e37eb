import type { Stripe } from 'stripe'

/**
 * The intent that stands at Stripe for our payment though its creation was answered with an error.
 * Stripe keeps a 500 under the key for a day and gives it to every repetition, so the key alone
 * would never lead to the intent (F31). Undefined where there is none, or where Stripe's search
 * does not know of it yet, which takes up to a minute.
 */
export async function findMade(
  stripe: Stripe,
  paymentId: string,
): Promise<Stripe.PaymentIntent | undefined> {
  const query = `metadata['payment_id']:'${paymentId}'`
  // The creation was repeated already, and somebody waits: whoever comes next asks again.
  const once = { maxNetworkRetries: 0 }
  const { data } = await stripe.paymentIntents.search(
    { query, limit: 1, expand: ['data.latest_charge'] },
    once,
  )
  return data[0]
}
