import { setTimeout as sleep } from 'node:timers/promises'
import { choose } from './choosing.ts'
import { ask } from './doorway.ts'
import { hostParty } from './hosting.ts'
import { playOrder } from './ordering.ts'
import type { Plan } from './plan.ts'
import { nightOf, type Stage } from './stage.ts'

/** Plays one guest's whole visit, from the night's page to the way home. */
export async function visit(stage: Stage, plan: Plan): Promise<void> {
  if (plan.looks) await lookAround(stage, plan)
  const order = await choose(stage, plan)
  stage.choosing.delete(plan.number)
  if (!order) return stage.tally.count(plan.party ? 'found no table' : 'found nothing')
  if (plan.party) stage.later(hostParty(stage, plan, order))
  await playOrder(stage, plan, order)
}

async function lookAround(stage: Stage, plan: Plan): Promise<void> {
  const { slug } = nightOf(stage, plan)
  const routes = ['/', '/nights/:slug']
  if (plan.party) routes.push('/nights/:slug/tables', '/nights/:slug/tables/state')
  for (const route of routes) {
    const path = route.replace(':slug', slug)
    const { status } = await ask(stage, { method: 'GET', path, route, server: plan.server })
    if (status !== 200) stage.tally.fault(`${route} was answered ${status}`)
  }
  await sleep(plan.pause_ms)
}
