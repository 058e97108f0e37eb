import type { DrawnZone } from '../../../catalog/index.ts'

/** A plan as it is drawn. */
export interface PlanDrawing {
  name: string
  width: number
  height: number
  picture: { id: string; opacity: number } | null
  zones: DrawnZone[]
}

/** A plan in the list: its newest version. */
export interface ListedPlan {
  id: string
  version: number
  saved_at: string
  saved_by: string | null
  /** How many nights to come are sold on it, on whichever version. */
  nights: number
  drawing: PlanDrawing
}

/** All plans of the house. */
export interface PlansAnswer {
  plans: ListedPlan[]
}

/** What a version is known by. */
export interface PlanState {
  id: string
  /** The same for all versions of a plan. */
  line_id: string
  version: number
  /** What the page says that it has seen, when it saves. */
  revision: number
  saved_at: string
  saved_by: string | null
}

/** A night that is sold on a version of the plan. */
export interface PlanNightAnswer {
  id: string
  title: string
  doors_at: string
  plan_id: string
  version: number
  /** Why it keeps its version; null when it may have another. */
  keeps: 'over' | 'ordered' | null
}

/** A version of a plan, with what there is to know of the others. */
export interface PlanAnswer extends PlanState {
  drawing: PlanDrawing
  /** The version that is changed by whoever draws on. */
  newest_id: string
  /** Whether saving it makes a new version, since a night uses this one. */
  is_used: boolean
  versions: PlanState[]
  nights: PlanNightAnswer[]
}

/** A picture that was taken in. */
export interface PictureAnswer {
  id: string
  width: number
  height: number
}

/** What became of the nights that were moved. */
export interface NightsMovedAnswer {
  moved: { night_id: string; kept: number; dropped: number }[]
}
