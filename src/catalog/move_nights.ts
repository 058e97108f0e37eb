import {
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { lockPlan, selectPlanVersion, type PlanVersion } from './floor_plan.sql.ts'
import { lockNight } from './night_edit.sql.ts'
import { moveOffers, selectMovingNight, setPlanOfNight } from './plan_night.sql.ts'
import { lockVipNight } from './vip_night.sql.ts'

/** What became of a night that has another version of its plan now. */
export interface MovedNight {
  night_id: string
  /** Tables that are on sale as before, and those that the new version has no more. */
  kept: number
  dropped: number
}

type Unmoved = Refused<'plan_unknown' | 'night_unknown' | 'plan_night_kept' | 'night_over'>

/**
 * Has nights sold on another version of their plan, all of them or none. What they offer goes to
 * the tables of the same name. A night of which a table was ever ordered or given away keeps its
 * plan: its guests were sold what was drawn then.
 */
export async function moveNights(
  db: Database,
  planId: string,
  nightIds: string[],
  actor: string,
): Promise<MovedNight[] | Unmoved> {
  return transaction(db, async (tx) => {
    const plan = await selectPlanVersion(tx, planId)
    if (!plan) return refuse('plan_unknown', 'plan')
    await lockPlan(tx, plan.line_id)
    const moved: MovedNight[] = []
    // In one order, so that two who move the same nights do not wait for each other.
    for (const id of new Set(nightIds.toSorted())) {
      const result = await moveNight(tx, plan, id, actor)
      if ('refused' in result) return result
      moved.push(result)
    }
    return moved
  })
}

async function moveNight(
  tx: Tx,
  plan: PlanVersion,
  night_id: string,
  actor: string,
): Promise<MovedNight | Unmoved> {
  // The night before its VIP side, as whoever changes one of them does.
  if (!(await lockNight(tx, night_id)) || !(await lockVipNight(tx, night_id)))
    return refuse('night_unknown', 'nights')
  const night = await selectMovingNight(tx, night_id)
  const from = night && (await selectPlanVersion(tx, night.floor_plan_id))
  if (!night || from?.line_id !== plan.line_id) return refuse('night_unknown', 'nights')
  if (from.id === plan.id) return { night_id, kept: 0, dropped: 0 }
  if (night.is_over) return refuse('night_over', 'nights')
  if (night.is_kept) return refuse('plan_night_kept', 'nights', { night: night.title })
  const { offers, kept } = await moveOffers(tx, night_id, plan.id)
  const dropped = offers - kept
  await setPlanOfNight(tx, night_id, plan.id)
  await noteInAuditTrail(tx, {
    action: 'night.plan_moved',
    subject_id: night_id,
    actor,
    detail: { from: from.id, to: plan.id, version: plan.version, kept, dropped },
  })
  return { night_id, kept, dropped }
}
