import type { StripeSim, WebhookFaultOrder } from '../../stripe-sim/index.ts'

/** What happens to events on a busy night: more than Stripe's worst, so that it is tried. */
const EVENTS: (Pick<WebhookFaultOrder, 'effect' | 'delay_ms' | 'copies' | 'count'> & {
  probability: number
})[] = [
  { effect: 'duplicate', copies: 1, probability: 0.3 },
  { effect: 'delay', delay_ms: 2_000, probability: 0.05 },
  { effect: 'reorder', count: 3, probability: 0.05 },
  { effect: 'drop', probability: 0.02 },
  { effect: 'suppress', probability: 0.01 },
]

/** Repeats, delays, reorders and loses Stripe's news, by the seed, until `clearFaults`. */
export async function setNews({ control }: StripeSim, seed: number): Promise<void> {
  for (const [n, fault] of EVENTS.entries())
    await control.failWebhooks({ type: '*', times: null, seed: seed + n, ...fault })
}
