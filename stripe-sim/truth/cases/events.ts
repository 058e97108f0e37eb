import { refused, type World } from '../recording.ts'

/** Every event that the other cases have caused. */
export async function events({ stripe }: World): Promise<void> {
  const [first] = (await stripe.events.list({ limit: 1 })).data
  await stripe.events.retrieve(String(first?.id))
  for await (const _ of stripe.events.list({ limit: 100 }));
  await stripe.events.list({ types: ['charge.failed', 'payment_intent.*'], limit: 2 })
  await stripe.events.list({ delivery_success: false })
  await refused(stripe.events.retrieve('evt_nobody'))
}
