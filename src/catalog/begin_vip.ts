import { isRefused, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import type { Actor } from './edits.ts'
import { lockPlan, selectPlanVersion } from './floor_plan.sql.ts'
import { isBefore, momentOf } from './local_time.sql.ts'
import { openNight } from './night_edit.ts'
import { moveOffers, selectMovingNight, setPlanOfNight } from './plan_night.sql.ts'
import { insertVip } from './vip_edit.sql.ts'
import { lockVipNight } from './vip_night.sql.ts'

/** What a night needs before its tables can be sold: a floor plan, and what a guest agrees to. */
export interface NewVip {
  floor_plan_id: string
  arrive_by: string
  policy: string
}

export type BeginRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'plan_unknown'
  | 'vip_begun'
  | 'arrive_by_outside'
  | 'time_skipped'

/** Begins the VIP side of a night, once, however many press; no table is on sale yet. */
export async function beginVip(
  tx: Tx,
  nightId: string,
  { floor_plan_id, arrive_by, policy }: NewVip,
  actor: Actor,
): Promise<{ id: string } | Refused<BeginRefusal>> {
  const plan = await selectPlanVersion(tx, floor_plan_id)
  if (!plan) return refuse('plan_unknown', 'floor_plan_id')
  await lockPlan(tx, plan.line_id)
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  const begun = await lockVipNight(tx, nightId)
  if (begun?.floor_plan_id === floor_plan_id) return { id: nightId }
  if (begun) return refuse('vip_begun', 'floor_plan_id')
  const moment = await momentOf(tx, night.time_zone, 'arrive_by', arrive_by, undefined)
  if (isRefused(moment)) return moment
  const isOutside =
    (await isBefore(tx, moment, night.doors_raw)) || (await isBefore(tx, night.ends_raw, moment))
  if (isOutside) return refuse('arrive_by_outside', 'arrive_by')
  await insertVip(tx, nightId, { floor_plan_id, arrive_by: moment, policy })
  const detail = { plan: floor_plan_id, version: plan.version }
  await noteInAuditTrail(tx, { action: 'vip_night.begun', subject_id: nightId, actor, detail })
  return { id: nightId }
}

export type ChoosePlanRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'vip_not_offered'
  | 'plan_unknown'
  | 'plan_night_kept'
  | 'night_over'

/**
 * Has a night's tables sold on another plan of the house, while nobody has ordered one. What it
 * offers goes to the tables of the same name; the others are offered no more.
 */
export async function choosePlan(
  tx: Tx,
  nightId: string,
  planId: string,
  actor: Actor,
): Promise<{ kept: number; dropped: number } | Refused<ChoosePlanRefusal>> {
  const plan = await selectPlanVersion(tx, planId)
  if (!plan) return refuse('plan_unknown', 'floor_plan_id')
  await lockPlan(tx, plan.line_id)
  const open = await openNight(tx, nightId)
  if (isRefused(open)) return open
  if (!(await lockVipNight(tx, nightId))) return refuse('vip_not_offered', 'vip')
  const night = await selectMovingNight(tx, nightId)
  if (!night || night.floor_plan_id === planId) return { kept: 0, dropped: 0 }
  if (night.is_over) return refuse('night_over', 'floor_plan_id')
  if (night.is_kept) return refuse('plan_night_kept', 'floor_plan_id', { night: night.title })
  const { offers, kept } = await moveOffers(tx, nightId, planId)
  const dropped = offers - kept
  await setPlanOfNight(tx, nightId, planId)
  const detail = { from: night.floor_plan_id, to: planId, version: plan.version, kept, dropped }
  await noteInAuditTrail(tx, { action: 'night.plan_moved', subject_id: nightId, actor, detail })
  return { kept, dropped }
}
