import { row, rows, type Queryable } from '../kernel/index.ts'

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
