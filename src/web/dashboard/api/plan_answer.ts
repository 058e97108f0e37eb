import {
  drawnZonesOf,
  isPlanUsed,
  nightsOfPlan,
  versionsOfPlan,
  type DrawnZone,
  type PlanNight,
  type PlanVersion,
} from '../../../catalog/index.ts'
import type { Database } from '../../../kernel/index.ts'
import type { PlanAnswer, PlanDrawing, PlanNightAnswer, PlanState } from './plans_answers.ts'

/** A version of a plan with everything that whoever draws on has to know. */
export async function planAnswer(db: Database, plan: PlanVersion): Promise<PlanAnswer> {
  const { id, line_id } = plan
  const [zones, versions, nights, is_used] = await Promise.all([
    drawnZonesOf(db, [id]),
    versionsOfPlan(db, line_id),
    nightsOfPlan(db, line_id),
    isPlanUsed(db, id),
  ])
  return {
    ...stateOf(plan),
    drawing: drawingAnswer(plan, zones.get(id) ?? []),
    newest_id: versions[0]?.id ?? id,
    is_used,
    versions: versions.map(stateOf),
    nights: nights.map(nightAnswer),
  }
}

/** What is drawn on a version. */
export function drawingAnswer(plan: PlanVersion, zones: DrawnZone[]): PlanDrawing {
  const { name, width, height, picture_id, picture_opacity } = plan
  const picture = picture_id ? { id: picture_id, opacity: picture_opacity ?? 100 } : null
  return { name, width, height, picture, zones }
}

function stateOf({ id, line_id, version, revision, saved_at, saved_by }: PlanVersion): PlanState {
  return { id, line_id, version, revision, saved_at: saved_at.toISOString(), saved_by }
}

function nightAnswer(night: PlanNight): PlanNightAnswer {
  const { id, title, doors_at, floor_plan_id, version, is_over, is_kept } = night
  const keeps = is_over ? 'over' : is_kept ? 'ordered' : null
  return { id, title, doors_at: doors_at.toISOString(), plan_id: floor_plan_id, version, keeps }
}
