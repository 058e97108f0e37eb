import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { admitAll } from './door.ts'
import { ask } from './doorway.ts'
import type { Plan } from './plan.ts'
import type { Stage } from './stage.ts'

/** A page that waits asks so often, with this pause; then the guest trusts in the mail. */
const LOOKS_MAX = 8
const LOOK_AGAIN_MS = 300

/** The guest looks at the order's page until it says how it ended, and maybe goes in. */
export async function watchOrder(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const base = `/orders/${order.order_id}/${order.secret}`
  const look = (path: string) =>
    ask(stage, {
      method: 'GET',
      path: base + path,
      route: `/orders/:order_id/:secret${path}`,
      server: plan.server,
    })
  for (let n = 0; n < LOOKS_MAX; n += 1) {
    const { status, text } = await look('/state')
    if (status !== 200) return stage.tally.fault(`the order's state was answered ${status}`)
    const { state } = JSON.parse(text) as { state: string }
    if (state !== 'open') {
      if (state === 'paid' || state === 'fulfilled') stage.tally.told_paid.add(order.order_id)
      break
    }
    await sleep(LOOK_AGAIN_MS)
  }
  const { status } = await look('')
  if (status !== 200) stage.tally.fault(`the order's page was answered ${status}`)
  if (plan.goes_in) await admitAll(stage, plan, order)
}
