import {
  findPlanVersion,
  findVipNight,
  isNightKept,
  newestPlans,
  packagesToEdit,
  tablesToEdit,
  zonesOf,
} from '../../../catalog/index.ts'
import { chargeLimits, must, refuse, type Database } from '../../../kernel/index.ts'
import { nightInHand, termsSources, vipInHand } from '../../../overview/index.ts'
import { RefusedRequest } from '../../refusals.ts'
import type { TermsPlan } from './terms_answers.ts'

/** The tables of a night with their terms, and all that whoever settles them has to know. */
export async function termsAnswer(db: Database, nightId: string, currency: string) {
  const night = await nightInHand(db, nightId)
  if (!night) throw new RefusedRequest(refuse('night_unknown', 'night'))
  const [vip, tables, packages, plans, sources, plan] = await Promise.all([
    vipInHand(db, nightId),
    tablesToEdit(db, nightId),
    packagesToEdit(db, nightId),
    newestPlans(db),
    termsSources(db, nightId),
    planOf(db, nightId),
  ])
  return {
    night,
    vip: vip ?? null,
    plan,
    tables,
    packages,
    plans: plans.map(({ id, line_id, name, version }) => ({ id, line_id, name, version })),
    sources,
    least_minor: chargeLimits(currency).min,
    preview_path: `/dashboard/nights/${nightId}/preview`,
  }
}

async function planOf(db: Database, nightId: string): Promise<TermsPlan | null> {
  const vip = await findVipNight(db, nightId)
  if (!vip) return null
  const [plan, zones, is_kept] = await Promise.all([
    findPlanVersion(db, vip.floor_plan_id),
    zonesOf(db, vip.floor_plan_id),
    isNightKept(db, nightId),
  ])
  const { id, line_id, name, version, width, height } = must(plan, `the plan of ${nightId}`)
  return { id, line_id, name, version, width, height, zones, is_kept }
}
