import type { RequestFaultOrder, WebhookFaultOrder } from '../../stripe-sim/index.ts'
import { diceOf } from './dice.ts'
import type { Stage } from './stage.ts'

type Request = Pick<RequestFaultOrder, 'effect' | 'when' | 'delay_ms' | 'method'> & {
  path?: string
  probability: number
}
type Event = Pick<WebhookFaultOrder, 'effect' | 'type' | 'delay_ms' | 'copies'> & {
  probability: number
}

/** How often a request to Stripe goes wrong, whoever sends it, and how: about one in eight. */
const REQUESTS: Request[] = [
  { effect: 'error', when: 'before', probability: 0.015 },
  { effect: 'error', when: 'after', probability: 0.008 },
  { effect: 'reset', when: 'before', probability: 0.015 },
  { effect: 'reset', when: 'after', probability: 0.015 },
  { effect: 'truncate', when: 'after', probability: 0.01 },
  { effect: 'rate_limit', probability: 0.01 },
  { effect: 'lock_timeout', probability: 0.015 },
  { effect: 'conflict', probability: 0.01 },
  { effect: 'delay', delay_ms: 400, probability: 0.03 },
  // Stripe's library repeats what was reset, and hides it from us; what was cut it does not. So
  // what creates something is cut more often: it is there, and we do not know.
  { path: '/v1/refunds', method: 'POST', effect: 'truncate', probability: 0.15 },
  { path: '/v1/payment_intents', method: 'POST', effect: 'truncate', probability: 0.05 },
]
/**
 * What goes wrong with events that name no order. None of them is never made: of a dispute, of a
 * refund in Stripe's dashboard and of one that fails late nobody but Stripe can tell.
 */
const EVENTS: Event[] = ['refund.*', 'charge.dispute.*', 'radar.early_fraud_warning.*'].flatMap(
  (type): Event[] => [
    { type, effect: 'duplicate', copies: 3, probability: 0.08 },
    { type, effect: 'second_event', probability: 0.05 },
    { type, effect: 'drop', probability: 0.2 },
    { type, effect: 'delay', delay_ms: 3_000, probability: 0.06 },
    { type, effect: 'hold', probability: 0.03 },
    { type, effect: 'reorder', probability: 0.08 },
  ],
)
/** What takes or frees reserved money is rare, so it goes wrong more often. */
const DEPOSITS: Request[] = ['capture', 'cancel'].flatMap((what): Request[] => {
  const path = `/v1/payment_intents/*/${what}`
  return [
    { path, method: 'POST', effect: 'truncate', probability: 0.15 },
    { path, method: 'POST', effect: 'reset', when: 'before', probability: 0.1 },
  ]
})
const LATENCY = { median_ms: 4, p99_ms: 60 }
/** Low enough for a stubborn guest to wear an intent out (F56). */
const CONFIRMATIONS_MAX = 6
/** What the test cards for disputes and late refunds lead to comes while the night goes on. */
const AFTERMATH_SECONDS = 2
const REMEMBERED_MAX = 1_000_000
/**
 * So long a bank keeps its promise: past the end of the evening, and not until the morning. Every
 * promise for doors that open in three days ends too soon, and the owner has to be told.
 */
export const PROMISE_SECONDS = 2 * 60 * 60

/** Lets Stripe and the way to it be as bad as the seed says, until `clearFaults`. */
export async function setWeather({ seed, premises }: Stage): Promise<void> {
  const dice = diceOf(seed, 'weather')
  const { control } = premises.sim
  await control.configure({
    latency: { ...LATENCY, seed: dice.whole(1, 1e9) },
    confirmations_max: CONFIRMATIONS_MAX,
    refund_delay_s: AFTERMATH_SECONDS,
    dispute_delay_s: AFTERMATH_SECONDS,
    capture_window_s: PROMISE_SECONDS,
    objects_max: REMEMBERED_MAX,
  })
  for (const fault of REQUESTS) {
    const seedOfFault = dice.whole(1, 1e9)
    await control.failRequests({ path: '/v1/*', ...fault, times: null, seed: seedOfFault })
  }
  for (const fault of EVENTS) {
    await control.failWebhooks({ ...fault, times: null, seed: dice.whole(1, 1e9) })
  }
  for (const fault of DEPOSITS) {
    const seedOfFault = dice.whole(1, 1e9)
    await control.failRequests({ path: '/v1/*', ...fault, times: null, seed: seedOfFault })
  }
}
