import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { TableOffer } from './table_offer.sql.ts'

/** On which terms a table is sold on a night, and whether it is. */
export interface TableTerms extends Pick<
  TableOffer,
  | 'table_price_minor'
  | 'minimum_spend_minor'
  | 'charge'
  | 'deposit_minor'
  | 'deposit_percent'
  | 'is_deposit_credited'
  | 'guests_included'
  | 'guests_max'
  | 'extra_guest_price_minor'
> {
  is_on_sale: boolean
}

/** A table of a night's plan, with its terms: those it had last, or none yet. */
export interface EditedTable
  extends
    TableTerms,
    Pick<
      TableOffer,
      'vip_table_id' | 'name' | 'kind' | 'zone_id' | 'zone' | 'rank' | 'state' | 'heads'
    >,
    Pick<TableOffer, 'shape' | 'x' | 'y' | 'width' | 'height' | 'rotation'> {
  /** How many it seats. */
  capacity: number
  /** Counts the edits of its terms; 0 while it has none. */
  version: number
}

/**
 * Every table of the plan that a night is sold on, zone by zone. Whoever changes one has locked the
 * night.
 */
export function selectEditedTables(db: Queryable, nightId: string): Promise<EditedTable[]> {
  return rows<EditedTable>(
    db,
    'tables_to_edit',
    `select t.id as vip_table_id, t.name, t.kind, t.zone_id, z.name as zone, t.rank, t.capacity,
            t.shape, t.x, t.y, t.width, t.height, t.rotation, coalesce(o.version, 0) as version,
            o.version is not null and o.off_sale_at is null as is_on_sale,
            coalesce(o.table_price_minor, 0)::float8 as table_price_minor,
            coalesce(o.minimum_spend_minor, 0)::float8 as minimum_spend_minor,
            coalesce(o.charge, 'full') as charge, o.deposit_minor::float8, o.deposit_percent,
            coalesce(o.is_deposit_credited, true) as is_deposit_credited,
            coalesce(o.guests_included, t.capacity) as guests_included,
            coalesce(o.guests_max, t.capacity) as guests_max,
            coalesce(o.extra_guest_price_minor, 0)::float8 as extra_guest_price_minor,
            coalesce(o.heads, 0) as heads,
            case when o.booking_id is not null then 'booked' when o.hold_id is not null then 'held'
                 when o.blocked_at is not null then 'blocked' else 'free' end as state
       from vip_nights v
       join zones z on z.floor_plan_id = v.floor_plan_id
       join vip_tables t on t.zone_id = z.id
       left join table_offers o on o.night_id = v.night_id and o.vip_table_id = t.id
      where v.night_id = $1
      order by z.position, z.id, t.rank, t.name, t.id`,
    [nightId],
  )
}

/** Writes the terms of tables of a night, behind its lock; who has booked has agreed on theirs. */
export function writeTerms(tx: Tx, nightId: string, tables: EditedTable[]): Promise<number> {
  return touched(
    tx,
    'write_table_terms',
    `insert into table_offers as o
       (night_id, vip_table_id, table_price_minor, minimum_spend_minor, charge, deposit_minor,
        deposit_percent, is_deposit_credited, guests_included, guests_max, capacity,
        extra_guest_price_minor, off_sale_at)
     select $1, n.vip_table_id, n.table_price_minor, n.minimum_spend_minor, n.charge,
            n.deposit_minor, n.deposit_percent, n.is_deposit_credited, n.guests_included,
            n.guests_max, n.capacity, n.extra_guest_price_minor,
            case when not n.is_on_sale then now() end
       from jsonb_to_recordset($2::jsonb) as n(vip_table_id text, table_price_minor bigint,
         minimum_spend_minor bigint, charge text, deposit_minor bigint, deposit_percent smallint,
         is_deposit_credited boolean, guests_included smallint, guests_max smallint,
         capacity smallint, extra_guest_price_minor bigint, is_on_sale boolean)
      order by n.vip_table_id
     on conflict (night_id, vip_table_id) do update set
       table_price_minor = excluded.table_price_minor,
       minimum_spend_minor = excluded.minimum_spend_minor, charge = excluded.charge,
       deposit_minor = excluded.deposit_minor, deposit_percent = excluded.deposit_percent,
       is_deposit_credited = excluded.is_deposit_credited,
       guests_included = excluded.guests_included, guests_max = excluded.guests_max,
       extra_guest_price_minor = excluded.extra_guest_price_minor,
       off_sale_at = case when excluded.off_sale_at is null then null
                          else coalesce(o.off_sale_at, excluded.off_sale_at) end,
       version = o.version + 1`,
    [nightId, JSON.stringify(tables)],
  )
}
