import { row, touched, type Tx } from '../src/kernel/index.ts'

/** The demo's floor plan, a zone of it, and a table of that. */
export interface DemoFloorPlan {
  id: string
  venue_id: string
  name: string
  width: number
  height: number
}
export interface DemoZone {
  id: string
  floor_plan_id: string
  name: string
  x: number
  y: number
  width: number
  height: number
  position: number
}
export interface DemoTable {
  id: string
  zone_id: string
  name: string
  kind: 'table' | 'high_table' | 'booth' | 'sofa' | 'stage'
  capacity: number
  rank: number
  shape: 'round' | 'rectangle'
  x: number
  y: number
  width: number
  height: number
  rotation: number
}

/** The floor plan of an earlier start, if there was one. */
export function findDemoFloorPlan(tx: Tx, venueId: string): Promise<{ id: string } | undefined> {
  return row(
    tx,
    'find_demo_floor_plan',
    `select id from floor_plans where venue_id = $1 order by created_at limit 1`,
    [venueId],
  )
}

/** Writes the floor plan. */
export function insertDemoFloorPlan(tx: Tx, plan: DemoFloorPlan): Promise<number> {
  return touched(
    tx,
    'insert_demo_floor_plan',
    `insert into floor_plans (id, venue_id, name, width, height) values ($1, $2, $3, $4, $5)`,
    [plan.id, plan.venue_id, plan.name, plan.width, plan.height],
  )
}

/** Writes a zone. */
export function insertDemoZone(tx: Tx, zone: DemoZone): Promise<number> {
  return touched(
    tx,
    'insert_demo_zone',
    `insert into zones (id, floor_plan_id, name, x, y, width, height, position)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      zone.id,
      zone.floor_plan_id,
      zone.name,
      zone.x,
      zone.y,
      zone.width,
      zone.height,
      zone.position,
    ],
  )
}

/** Writes a table. */
export function insertDemoTable(tx: Tx, table: DemoTable): Promise<number> {
  return touched(
    tx,
    'insert_demo_table',
    `insert into vip_tables (id, zone_id, name, kind, capacity, rank, shape, x, y, width, height,
                             rotation)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      table.id,
      table.zone_id,
      table.name,
      table.kind,
      table.capacity,
      table.rank,
      table.shape,
      table.x,
      table.y,
      table.width,
      table.height,
      table.rotation,
    ],
  )
}

/** What holds for all tables of a night. */
export interface DemoNightTerms {
  /** Minutes after the doors until a table is given away. */
  arrive_by_minutes: number
  policy: string
  capture: 'at_once' | 'at_doors'
}

/** Puts a night's tables on sale, unless they are. */
export function insertDemoVipNight(
  tx: Tx,
  nightId: string,
  planId: string,
  terms: DemoNightTerms,
): Promise<number> {
  return touched(
    tx,
    'insert_demo_vip_night',
    `insert into vip_nights (night_id, floor_plan_id, arrive_by, policy, capture, sales_end_at)
     select id, $2, doors_at + make_interval(mins => $3), $4, $5, doors_at from nights
      where id = $1
     on conflict (night_id) do nothing`,
    [nightId, planId, terms.arrive_by_minutes, terms.policy, terms.capture],
  )
}

/** Bottles and extras. */
export interface DemoPackage {
  name: string
  description: string
  includes: string[]
  price_minor: number
}

/** Writes a package of a night. */
export function insertDemoPackage(
  tx: Tx,
  id: string,
  nightId: string,
  one: DemoPackage,
  position: number,
): Promise<number> {
  return touched(
    tx,
    'insert_demo_package',
    `insert into packages (id, night_id, name, description, includes, price_minor, position)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, nightId, one.name, one.description, one.includes, one.price_minor, position],
  )
}

/** What the tables of a zone cost on a night. */
export interface DemoTerms {
  table_price_minor: number
  minimum_spend_minor: number
  charge: 'full' | 'deposit'
  deposit_minor?: number
  deposit_percent?: number
  is_deposit_credited: boolean
  guests_included: number
  extra_guest_price_minor: number
}

/** Offers every table of a zone on a night; those named in `blocked` are not to be had. */
export function insertDemoOffers(
  tx: Tx,
  nightId: string,
  planId: string,
  zone: string,
  terms: DemoTerms,
  blocked: string[],
): Promise<number> {
  return touched(
    tx,
    'insert_demo_offers',
    `insert into table_offers
       (night_id, vip_table_id, table_price_minor, minimum_spend_minor, charge, deposit_minor,
        deposit_percent, is_deposit_credited, guests_included, guests_max, capacity,
        extra_guest_price_minor, blocked_at, blocked_by, block_reason)
     select $1, t.id, $4, $5, $6, $7, $8, $9, least($10, t.capacity), t.capacity, t.capacity,
            $11,
            case when t.name = any($12) then now() end,
            case when t.name = any($12) then 'the house' end,
            case when t.name = any($12) then 'Kept for guests of the house' end
       from vip_tables t join zones z on z.id = t.zone_id
      where z.floor_plan_id = $2 and z.name = $3`,
    [
      nightId,
      planId,
      zone,
      terms.table_price_minor,
      terms.minimum_spend_minor,
      terms.charge,
      terms.deposit_minor ?? null,
      terms.deposit_percent ?? null,
      terms.is_deposit_credited,
      terms.guests_included,
      terms.extra_guest_price_minor,
      blocked,
    ],
  )
}
