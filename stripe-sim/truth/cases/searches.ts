import { refused, type World } from '../recording.ts'

/** Search results in pages, expanded and empty. */
export async function searches({ stripe }: World): Promise<void> {
  const query = 'status:"succeeded"'
  const first = await stripe.paymentIntents.search({ query, limit: 2 })
  await stripe.paymentIntents.search({ query, limit: 2, page: String(first.next_page) })
  await stripe.paymentIntents.search({ query, expand: ['data.latest_charge'] })
  await stripe.paymentIntents.search({ query: 'metadata["order"]:"nobody"' })
  await stripe.charges.search({ query: 'disputed:"true"', expand: ['data.payment_intent'] })
  await refused(stripe.charges.search({ query: 'nonsense' }))
}
