import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { follow } from './aftermath.ts'
import { breakIssuingOf } from './books.ts'
import { letHoldEnd, letHoldLast } from './clockwork.ts'
import { ask } from './doorway.ts'
import { clientSecretOf, payOnce, type PaymentEnd } from './paying.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'
import { setTravel } from './travel.ts'
import { playTrick } from './tricks.ts'
import { watchOrder } from './watching.ts'

/**
 * Longer than a guest takes on a busy machine. Whoever leaves has no time any more (see below), and
 * nobody has to wait for it.
 */
export const HOLD_SECONDS = 60
/** So long after a guest has left without paying the hold ends, in pauses of the guest's own. */
const PAUSES_TILL_END = 40
/** A guest who dawdles is back a moment after the hold has ended, in the middle of what follows. */
const DAWDLE_MS = 300
/** A party has to say how it can be called; anybody may. */
const PHONE = '+49 30 1234567'

/** Plays what follows once an order is placed: naming, paying, looking, and what happens later. */
export async function playOrder(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  await setTravel(stage, plan, order)
  // Whoever pays and is gone without a word of Stripe's is found by who asks, and by nothing else.
  if (plan.leaves === 'confirmed' && plan.news === 'never_made') await letHoldLast(stage, order)
  if (plan.issuing_fails > 0) await breakIssuingOf(stage, order, plan.issuing_fails)
  if (!(await checkOut(stage, plan, order))) return stage.later(forget(stage, plan, order))
  stage.later(follow(stage, plan, order))
  if (plan.leaves === 'confirmed') return stage.tally.count('left right after paying')
  await watchOrder(stage, plan, order)
}

/** True when money may be there: what happens to a paid order then goes on by itself. */
async function checkOut(stage: Stage, plan: Plan, order: GuestOrder): Promise<boolean> {
  const { tally } = stage
  if (plan.leaves === 'unnamed') {
    tally.count('left before naming themselves')
    return false
  }
  if (!(await nameGuest(stage, plan, order))) return false
  if (plan.leaves === 'unpaid') {
    tally.count('left before paying')
    return false
  }
  if (plan.dawdles) {
    await letHoldEnd(stage, order)
    await sleep(DAWDLE_MS + plan.pause_ms * 10)
    tally.count('came back after their hold')
  }
  if (plan.trick === 'none') return pay(stage, plan, order)
  await playTrick(stage, plan, order)
  return true
}

async function forget(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  await sleep(plan.pause_ms * PAUSES_TILL_END)
  await letHoldEnd(stage, order)
}

async function nameGuest(stage: Stage, plan: Plan, order: GuestOrder): Promise<boolean> {
  const put = (email: string, phone?: string) =>
    ask(stage, {
      method: 'PUT',
      path: `/api/orders/${order.order_id}/guest`,
      route: '/api/orders/:order_id/guest',
      json: { name: plan.name, email, phone },
      bearer: order.secret,
      server: plan.server,
    })
  if (plan.party?.forgets_phone) {
    const refused = await put(plan.email)
    if (refused.status !== 422) stage.tally.fault(`no phone was answered ${refused.status}`)
  }
  if (plan.slip === 'bad_address') {
    const refused = await put('nowhere')
    // Too slow, and it is the order that is refused and not the address.
    if (refused.status !== 422) stage.tally.fault(`a bad address was answered ${refused.status}`)
  }
  const { status, code } = await put(plan.email, PHONE)
  if (status === 200) return true
  if (code !== 'order_not_payable') stage.tally.fault(`naming was answered ${status} ${code}`)
  return false
}

async function pay(stage: Stage, plan: Plan, order: GuestOrder): Promise<boolean> {
  if (plan.reloads) await reload(stage, plan, order)
  for (const one of plan.tries) {
    const end = await payInTabs(stage, plan, order, one)
    stage.tally.count(`tries ${end}`)
    if (end === 'left' || end === 'expired' || end === 'gave_up') return false
    if (end === 'paid' || end === 'processing' || end === 'confirmed') return true
    if (plan.leaves === 'declined') {
      stage.tally.count('left after a decline')
      return false
    }
    await sleep(plan.pause_ms)
  }
  return false
}

async function payInTabs(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  one: Plan['tries'][number],
): Promise<PaymentEnd> {
  if (plan.tabs > 1) stage.tally.count('tries in two tabs')
  const tabs = Array.from({ length: plan.tabs }, () => payOnce(stage, plan, order, one))
  const ends = await Promise.all(tabs)
  return ends.find((end) => end === 'paid') ?? ends[0] ?? 'gave_up'
}

/** The page is loaded again in the middle of it all, and the payment is asked for again (F26). */
async function reload(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const path = `/orders/${order.order_id}/${order.secret}/checkout`
  const route = '/orders/:order_id/:secret/checkout'
  const { status } = await ask(stage, { method: 'GET', path, route, server: plan.server })
  if (status !== 200 && status !== 303) stage.tally.fault(`${route} was answered ${status}`)
  await clientSecretOf(stage, plan, order)
  stage.tally.count('reloads')
}
