import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** The canvas that zones and VIP tables are drawn on, in units of its own. */
export interface FloorPlan {
  id: string
  name: string
  width: number
  height: number
}

/** A part of the house, as a rectangle of its floor plan. */
export interface Zone {
  id: string
  name: string
  x: number
  y: number
  width: number
  height: number
}

/** A version of a floor plan, with how it came about. */
export interface PlanVersion extends FloorPlan {
  venue_id: string
  /** The plan's first version, which its others are known by; that one's own id on itself. */
  line_id: string
  version: number
  /** How often this version was saved. */
  revision: number
  save_id: string | null
  picture_id: string | null
  picture_opacity: number | null
  saved_at: Date
  saved_by: string | null
}

const versionQuery = `select id, venue_id, coalesce(first_id, id) as line_id, name, width, height,
  version, revision, save_id, picture_id, picture_opacity, saved_at, saved_by from floor_plans`

/** A floor plan by its id. */
export function selectFloorPlan(db: Queryable, id: string): Promise<FloorPlan | undefined> {
  return row<FloorPlan>(
    db,
    'floor_plan',
    `select id, name, width, height from floor_plans where id = $1`,
    [id],
  )
}

/** The zones of a floor plan, in the order of its list. */
export function selectZones(db: Queryable, floorPlanId: string): Promise<Zone[]> {
  return rows<Zone>(
    db,
    'zones_of_floor_plan',
    `select id, name, x, y, width, height from zones where floor_plan_id = $1
      order by position, id`,
    [floorPlanId],
  )
}

/** The newest version of every plan, by its name. */
export function selectNewestPlans(db: Queryable): Promise<PlanVersion[]> {
  return rows<PlanVersion>(
    db,
    'newest_floor_plans',
    `select * from (select distinct on (line_id) * from (${versionQuery}) every_version
       order by line_id, version desc) newest order by lower(name), id`,
  )
}

/** A version by its id. */
export function selectPlanVersion(db: Queryable, id: string): Promise<PlanVersion | undefined> {
  return row<PlanVersion>(db, 'plan_version', `${versionQuery} where id = $1`, [id])
}

/** The version that a page has saved under an id of its own. */
export function selectSavedPlan(db: Queryable, saveId: string): Promise<PlanVersion | undefined> {
  return row<PlanVersion>(db, 'saved_plan', `${versionQuery} where save_id = $1`, [saveId])
}

/** All versions of the plan whose first one has this id, the newest first. */
export function selectVersions(db: Queryable, lineId: string): Promise<PlanVersion[]> {
  return rows<PlanVersion>(
    db,
    'plan_versions',
    `${versionQuery} where id = $1 or first_id = $1 order by version desc`,
    [lineId],
  )
}

/**
 * Locks all versions of a plan: whoever changes one comes after whoever does already, and a night
 * that is about to take one waits until it is clear what it takes.
 */
export function lockPlan(tx: Tx, lineId: string): Promise<number> {
  return touched(
    tx,
    'lock_plan',
    `select from floor_plans where id = $1 or first_id = $1 order by version for update`,
    [lineId],
  )
}

/** What is written of a version. */
export interface WrittenPlan extends FloorPlan {
  venue_id: string
  first_id: string | null
  version: number
  save_id: string
  picture_id: string | null
  picture_opacity: number | null
  saved_by: string
}

/** Writes a version; no row when its save is known already. */
export function insertPlan(tx: Tx, plan: WrittenPlan): Promise<number> {
  return touched(
    tx,
    'insert_floor_plan',
    `insert into floor_plans (id, venue_id, first_id, version, name, width, height, save_id,
                              picture_id, picture_opacity, saved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (save_id) do nothing`,
    [
      plan.id,
      plan.venue_id,
      plan.first_id,
      plan.version,
      plan.name,
      plan.width,
      plan.height,
      plan.save_id,
      plan.picture_id,
      plan.picture_opacity,
      plan.saved_by,
    ],
  )
}

/** Changes a version in place. */
export function updatePlan(
  tx: Tx,
  plan: Omit<WrittenPlan, 'venue_id' | 'first_id' | 'version'>,
): Promise<number> {
  return touched(
    tx,
    'update_floor_plan',
    `update floor_plans set name = $2, width = $3, height = $4, save_id = $5, picture_id = $6,
            picture_opacity = $7, saved_by = $8, saved_at = now(), revision = revision + 1
      where id = $1`,
    [
      plan.id,
      plan.name,
      plan.width,
      plan.height,
      plan.save_id,
      plan.picture_id,
      plan.picture_opacity,
      plan.saved_by,
    ],
  )
}
