import { must, row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A night whose VIP tables are sold on a version of a plan. */
export interface PlanNight {
  id: string
  title: string
  doors_at: Date
  is_over: boolean
  floor_plan_id: string
  version: number
  /** Whether somebody has ordered one of its tables, or has walked in: then it keeps its plan. */
  is_kept: boolean
}

/**
 * Whether a table of the night was ever held, ordered or given away. One that was ordered and not
 * paid for counts as well: its money may come late, and then that very table is looked for.
 */
const isKept = `(exists (select from agreements a where a.night_id = v.night_id)
  or exists (select from bookings b where b.night_id = v.night_id)
  or exists (select from table_offers o where o.night_id = v.night_id
       and num_nonnulls(o.hold_id, o.booking_id) > 0))`

/** The nights on all versions of a plan, those that come next first; what is long over is not. */
export function selectPlanNights(db: Queryable, lineId: string): Promise<PlanNight[]> {
  return rows<PlanNight>(
    db,
    'nights_of_plan',
    `select n.id, n.title, n.doors_at, n.ends_at < now() as is_over, v.floor_plan_id, p.version,
            ${isKept} as is_kept
       from vip_nights v join nights n on n.id = v.night_id
       join floor_plans p on p.id = v.floor_plan_id
      where (p.id = $1 or p.first_id = $1) and n.ends_at > now() - interval '30 days'
      order by n.ends_at < now(), n.doors_at, n.id limit 200`,
    [lineId],
  )
}

/** How many nights each plan has whose doors are still to open, or are open, by its first id. */
export async function countComingNights(db: Queryable): Promise<Map<string, number>> {
  const counts = await rows<{ line_id: string; nights: number }>(
    db,
    'coming_nights_of_plans',
    `select coalesce(p.first_id, p.id) as line_id, count(*)::integer as nights
       from vip_nights v join nights n on n.id = v.night_id and n.ends_at > now()
       join floor_plans p on p.id = v.floor_plan_id group by 1`,
  )
  return new Map(counts.map(({ line_id, nights }) => [line_id, nights]))
}

/** Does a night use this version, or has one ever offered a table of it? */
export async function isPlanUsed(db: Queryable, planId: string): Promise<boolean> {
  const found = await row<{ is_used: boolean }>(
    db,
    'plan_is_used',
    `select exists (select from vip_nights where floor_plan_id = $1)
         or exists (select from table_offers o join vip_tables t on t.id = o.vip_table_id
                      join zones z on z.id = t.zone_id where z.floor_plan_id = $1)
         or exists (select from bookings b join vip_tables t on t.id = b.vip_table_id
                      join zones z on z.id = t.zone_id where z.floor_plan_id = $1) as is_used`,
    [planId],
  )
  return found?.is_used ?? false
}

/** A night that is about to move to another version. Its row in `vip_nights` has to be locked. */
export function selectMovingNight(tx: Tx, nightId: string): Promise<PlanNight | undefined> {
  return row<PlanNight>(
    tx,
    'moving_night',
    `select n.id, n.title, n.doors_at, n.ends_at < now() as is_over, v.floor_plan_id, p.version,
            ${isKept} as is_kept
       from vip_nights v join nights n on n.id = v.night_id
       join floor_plans p on p.id = v.floor_plan_id where v.night_id = $1`,
    [nightId],
  )
}

/** Has a night's tables sold on another version from now on. */
export function setPlanOfNight(tx: Tx, nightId: string, planId: string): Promise<number> {
  return touched(
    tx,
    'set_plan_of_night',
    `update vip_nights set floor_plan_id = $2 where night_id = $1`,
    [nightId, planId],
  )
}

/**
 * Puts what a night offers on the tables of the same name of another plan: in the zone of the same
 * name, or in any zone where only one table has that name. A table that has become smaller is
 * offered to as many as it seats. One statement, so that no head counts twice against the house's
 * hard capacity. Returns how many offers there were, and how many have found a table.
 */
export async function moveOffers(
  tx: Tx,
  nightId: string,
  planId: string,
): Promise<{ offers: number; kept: number }> {
  const moved = await row<{ offers: number; kept: number }>(
    tx,
    'move_offers_to_plan',
    `with gone as (
       delete from table_offers o using vip_tables t, zones z
        where t.id = o.vip_table_id and z.id = t.zone_id and o.night_id = $1
          and z.floor_plan_id <> $2
       returning o.*, t.name as table_name, z.name as zone_name, z.floor_plan_id),
     kept as (
       insert into table_offers (night_id, vip_table_id, table_price_minor, minimum_spend_minor,
              charge, deposit_minor, deposit_percent, is_deposit_credited, guests_included,
              guests_max, capacity, extra_guest_price_minor, blocked_at, blocked_by, block_reason,
              off_sale_at, version)
       select $1, found.id, o.table_price_minor, o.minimum_spend_minor, o.charge, o.deposit_minor,
              o.deposit_percent, o.is_deposit_credited,
              least(o.guests_included, found.capacity), least(o.guests_max, found.capacity),
              found.capacity, o.extra_guest_price_minor, o.blocked_at, o.blocked_by,
              o.block_reason, o.off_sale_at, o.version + 1
         from gone o
         join lateral (
           select nt.id, nt.capacity from vip_tables nt join zones nz on nz.id = nt.zone_id
            where nz.floor_plan_id = $2 and nt.name = o.table_name
              and (nz.name = o.zone_name
                or 1 = (select count(*) from vip_tables one join zones oz on oz.id = one.zone_id
                         where oz.floor_plan_id = $2 and one.name = o.table_name)
               and 1 = (select count(*) from vip_tables one join zones oz on oz.id = one.zone_id
                         where oz.floor_plan_id = o.floor_plan_id and one.name = o.table_name))
         ) found on true
       returning vip_table_id)
     select (select count(*) from gone)::int as offers, (select count(*) from kept)::int as kept`,
    [nightId, planId],
  )
  return must(moved, 'what was moved')
}

/** Does a night keep its plan, since a table of it was ordered? */
export async function selectIsKept(db: Queryable, nightId: string): Promise<boolean> {
  const found = await row<{ is_kept: boolean }>(
    db,
    'night_is_kept',
    `select ${isKept} as is_kept from vip_nights v where v.night_id = $1`,
    [nightId],
  )
  return found?.is_kept ?? false
}
