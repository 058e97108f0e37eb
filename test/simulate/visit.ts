import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { follow } from './aftermath.ts'
import { breakIssuingOf } from './books.ts'
import { chooseTickets } from './choosing.ts'
import { ask } from './doorway.ts'
import { clientSecretOf, payOnce, type PaymentEnd } from './paying.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'
import { setTravel } from './travel.ts'
import { playTrick } from './tricks.ts'
import { watchOrder } from './watching.ts'

/** A hold of the night lasts this long: guests who dawdle are back after it. */
export const HOLD_SECONDS = 12

/** Plays one guest's whole visit, from the night's page to the way home. */
export async function visit(stage: Stage, plan: Plan): Promise<void> {
  if (plan.looks) await lookAround(stage, plan)
  const order = await chooseTickets(stage, plan)
  stage.choosing.delete(plan.number)
  const { tally } = stage
  if (!order) return tally.count('found nothing')
  await setTravel(stage, plan, order)
  if (plan.issuing_fails > 0) await breakIssuingOf(stage, order, plan.issuing_fails)
  if (plan.leaves === 'unnamed') return tally.count('left before naming themselves')
  if (!(await nameGuest(stage, plan, order))) return
  if (plan.leaves === 'unpaid') return tally.count('left before paying')
  if (plan.dawdles) {
    tally.count('came back after their hold')
    await sleep(HOLD_SECONDS * 1000 + plan.pause_ms * 10)
  }
  if (plan.trick !== 'none') await playTrick(stage, plan, order)
  else if (!(await pay(stage, plan, order))) return
  stage.later(follow(stage, plan, order))
  if (plan.leaves === 'confirmed') return tally.count('left right after paying')
  await watchOrder(stage, plan, order)
}

async function lookAround(stage: Stage, plan: Plan): Promise<void> {
  const { slug } = stage.nights[plan.night] ?? { slug: '' }
  const look = { method: 'GET', server: plan.server } as const
  await ask(stage, { ...look, path: '/', route: '/' })
  await ask(stage, { ...look, path: `/nights/${slug}`, route: '/nights/:slug' })
  await sleep(plan.pause_ms)
}

async function nameGuest(stage: Stage, plan: Plan, order: GuestOrder): Promise<boolean> {
  const put = (email: string) =>
    ask(stage, {
      method: 'PUT',
      path: `/api/orders/${order.order_id}/guest`,
      route: '/api/orders/:order_id/guest',
      json: { name: plan.name, email },
      bearer: order.secret,
      server: plan.server,
    })
  if (plan.slip === 'bad_address') {
    const refused = await put('nowhere')
    // Too slow, and it is the order that is refused and not the address.
    if (refused.status !== 422) stage.tally.fault(`a bad address was answered ${refused.status}`)
  }
  const { status, code } = await put(plan.email)
  if (status === 200) return true
  if (code !== 'order_not_payable') stage.tally.fault(`naming was answered ${status} ${code}`)
  return false
}

/** True when money may be there: what happens to a paid order then goes on by itself. */
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
