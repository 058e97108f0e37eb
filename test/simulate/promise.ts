import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { until } from './aftermath.ts'
import { post } from './card.ts'
import { depositState } from './deposit_books.ts'
import type { PromisePlan } from './party_plan.ts'
import type { Plan } from './plan.ts'
import { decide } from './staff.ts'
import type { Stage } from './stage.ts'

/** Lost news of what was done in the dashboard is found by the sweep. */
const LAPSED_MS_MAX = 20_000
/** A person in front of Stripe's dashboard presses again, under the same key. */
const PRESSES_MAX = 6
const PRESS_AGAIN_MS = 250

/**
 * Lets happen to a promise of a bank what was planned: somebody captures or cancels it in Stripe's
 * dashboard, while the staff, the owner and the doors do what they do; and by name it is decided
 * what becomes of a booking whose promise has ended.
 */
export async function followPromise(
  stage: Stage,
  { party, server }: Plan,
  order: GuestOrder,
  booking_id: string,
): Promise<void> {
  if (!party || party.promise.outside === 'nothing') return
  await sleep(party.promise.after_ms)
  const promised = await depositState(stage, order)
  if (promised?.state !== 'authorised') return
  const metadata = { order_id: order.order_id }
  const silence = { type: 'payment_intent.*', effect: 'suppress', metadata, times: null } as const
  if (party.promise.is_unheard) await stage.premises.sim.control.failWebhooks(silence)
  await pressInDashboard(stage, party.promise, promised)
  if (party.promise.outside !== 'cancel') return
  const now = await until(LAPSED_MS_MAX, async () => {
    const found = await depositState(stage, order)
    return found?.state === 'authorised' ? undefined : found
  })
  if (now?.state !== 'cancelled') return
  stage.tally.count('promises ended in the dashboard')
  await decideByName(stage, party.promise, booking_id, server)
}

async function pressInDashboard(
  { premises, tally }: Stage,
  { outside, share, key }: PromisePlan,
  { intent, amount_minor }: { intent: string; amount_minor: number },
): Promise<void> {
  const { url, secretKey } = premises.sim
  const isPart = outside === 'capture_part'
  const form = isPart ? { amount_to_capture: String(Math.ceil(amount_minor * share)) } : {}
  if (outside !== 'cancel') tally.captured_outside.add(intent)
  if (isPart) tally.captured_in_part.add(intent)
  const action = outside === 'cancel' ? 'cancel' : 'capture'
  tally.count(`promises: ${outside} in the dashboard`)
  for (let n = 0; n < PRESSES_MAX; n += 1) {
    const path = `${url}/v1/payment_intents/${intent}/${action}`
    if (await post(path, { key: secretKey, form, idempotency: key })) return
    await sleep(PRESS_AGAIN_MS)
  }
}

async function decideByName(
  stage: Stage,
  { decides }: PromisePlan,
  booking_id: string,
  server: number,
): Promise<void> {
  const by = (actor: string, how: 'keep' | 'cancel', turn: number) =>
    decide({ stage, act: { what: 'decide', actor }, server: server + turn }, booking_id, how)
  if (decides === 'nobody') return
  if (decides !== 'both') return void (await by('Mona', decides, 0))
  const [isKept, isCancelled] = await Promise.all([by('Nora', 'keep', 0), by('Otto', 'cancel', 1)])
  if (isKept && isCancelled) stage.tally.fault(`two have decided about ${booking_id}`)
  stage.tally.count('decided by two at once')
}
