import { newId, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Zone } from './floor_plan.sql.ts'
import type { TableOffer } from './table_offer.sql.ts'

/** A VIP table as it is drawn. */
export interface DrawnTable extends Pick<
  TableOffer,
  'name' | 'kind' | 'rank' | 'shape' | 'x' | 'y' | 'width' | 'height' | 'rotation'
> {
  capacity: number
}

/** A zone as it is drawn, with its tables. */
export interface DrawnZone extends Omit<Zone, 'id'> {
  tables: DrawnTable[]
}

/** The zones of some plans, with their tables, each plan's in the order of its list. */
export async function selectDrawnZones(
  db: Queryable,
  planIds: string[],
): Promise<Map<string, DrawnZone[]>> {
  const found = await rows<DrawnZone & { floor_plan_id: string }>(
    db,
    'drawn_zones',
    `select z.floor_plan_id, z.name, z.x, z.y, z.width, z.height,
            coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'kind', t.kind, 'capacity',
              t.capacity, 'rank', t.rank, 'shape', t.shape, 'x', t.x, 'y', t.y, 'width', t.width,
              'height', t.height, 'rotation', t.rotation) order by t.rank, t.name, t.id)
              filter (where t.id is not null), '[]') as tables
       from zones z left join vip_tables t on t.zone_id = z.id
      where z.floor_plan_id = any($1)
      group by z.id order by z.position, z.id`,
    [planIds],
  )
  const zones = new Map<string, DrawnZone[]>(planIds.map((id) => [id, []]))
  for (const { floor_plan_id, ...zone } of found) zones.get(floor_plan_id)?.push(zone)
  return zones
}

/** Writes what is drawn on a plan that has nothing on it yet. */
export async function insertDrawnZones(tx: Tx, planId: string, zones: DrawnZone[]): Promise<void> {
  const named = zones.map((zone) => ({ ...zone, id: newId('zon') }))
  await touched(
    tx,
    'insert_zones',
    `insert into zones (id, floor_plan_id, name, x, y, width, height, position)
     select z.id, $1, z.name, z.x, z.y, z.width, z.height, z.position
       from jsonb_to_recordset($2::jsonb) as z(id text, name text, x integer, y integer,
         width integer, height integer, position smallint)`,
    [planId, JSON.stringify(named.map((zone, position) => ({ ...zone, position, tables: [] })))],
  )
  const tables = named.flatMap((zone) =>
    zone.tables.map((table) => ({ ...table, id: newId('vtb'), zone_id: zone.id })),
  )
  await touched(
    tx,
    'insert_vip_tables',
    `insert into vip_tables (id, zone_id, name, kind, capacity, rank, shape, x, y, width, height,
                             rotation)
     select t.id, t.zone_id, t.name, t.kind, t.capacity, t.rank, t.shape, t.x, t.y, t.width,
            t.height, t.rotation
       from jsonb_to_recordset($1::jsonb) as t(id text, zone_id text, name text, kind text,
         capacity smallint, rank smallint, shape text, x integer, y integer, width integer,
         height integer, rotation smallint)`,
    [JSON.stringify(tables)],
  )
}

/** Takes everything off a plan that no night uses. */
export async function deleteDrawnZones(tx: Tx, planId: string): Promise<void> {
  await touched(
    tx,
    'delete_vip_tables',
    `delete from vip_tables t using zones z where z.id = t.zone_id and z.floor_plan_id = $1`,
    [planId],
  )
  await touched(tx, 'delete_zones', `delete from zones where floor_plan_id = $1`, [planId])
}
