import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A VIP table on sale for one night: where it stands, its terms, and who has it. */
export interface TableOffer {
  night_id: string
  vip_table_id: string
  name: string
  kind: 'table' | 'high_table' | 'booth' | 'sofa' | 'stage'
  zone_id: string
  zone: string
  /** How good it is: 1 is the best, equal ranks are as good as another. */
  rank: number
  shape: 'round' | 'rectangle'
  x: number
  y: number
  width: number
  height: number
  rotation: number
  table_price_minor: number
  minimum_spend_minor: number
  charge: 'full' | 'deposit'
  deposit_minor: number | null
  deposit_percent: number | null
  is_deposit_credited: boolean
  guests_included: number
  guests_max: number
  extra_guest_price_minor: number
  state: 'free' | 'held' | 'booked' | 'blocked'
  hold_id: string | null
  booking_id: string | null
  heads: number
}

/** Every table on sale for a night, zone by zone, the best of each first. */
export function selectTableOffers(db: Queryable, nightId: string): Promise<TableOffer[]> {
  return rows<TableOffer>(
    db,
    'table_offers',
    `select o.night_id, o.vip_table_id, t.name, t.kind, t.zone_id, z.name as zone, t.rank,
            t.shape, t.x, t.y, t.width, t.height, t.rotation, o.table_price_minor::float8,
            o.minimum_spend_minor::float8, o.charge, o.deposit_minor::float8, o.deposit_percent,
            o.is_deposit_credited, o.guests_included, o.guests_max,
            o.extra_guest_price_minor::float8, o.hold_id, o.booking_id, o.heads,
            case when o.booking_id is not null then 'booked' when o.hold_id is not null then 'held'
                 when o.blocked_at is not null then 'blocked' else 'free' end as state
       from table_offers o
       join vip_tables t on t.id = o.vip_table_id
       join zones z on z.id = t.zone_id
      where o.night_id = $1 and o.off_sale_at is null
      order by z.position, z.id, t.rank, t.name, t.id`,
    [nightId],
  )
}

/**
 * Gives a free table to a hold, for so many heads. 0 rows: somebody else has it, or it is blocked.
 */
export function claimForHold(
  tx: Tx,
  nightId: string,
  tableId: string,
  holdId: string,
  heads: number,
): Promise<number> {
  return touched(
    tx,
    'claim_table_for_hold',
    `update table_offers set hold_id = $3, heads = $4
      where night_id = $1 and vip_table_id = $2 and hold_id is null and booking_id is null
        and blocked_at is null and off_sale_at is null and guests_max >= $4`,
    [nightId, tableId, holdId, heads],
  )
}

/** Gives a free table to a booking: one that is moved, or a party that walks in. */
export function claimForBooking(
  tx: Tx,
  nightId: string,
  tableId: string,
  bookingId: string,
  heads: number,
): Promise<number> {
  return touched(
    tx,
    'claim_table_for_booking',
    `update table_offers set booking_id = $3, heads = $4
      where night_id = $1 and vip_table_id = $2 and hold_id is null and booking_id is null
        and blocked_at is null and off_sale_at is null and guests_max >= $4`,
    [nightId, tableId, bookingId, heads],
  )
}

/** What a hold has, its booking has from now on; 0 rows when the hold has no table. */
export function passToBooking(tx: Tx, holdId: string, bookingId: string): Promise<number> {
  return touched(
    tx,
    'pass_table_to_booking',
    `update table_offers set hold_id = null, booking_id = $2 where hold_id = $1`,
    [holdId, bookingId],
  )
}

/** Takes the table from a hold; 0 rows when it has none any more. */
export function freeOfHold(tx: Tx, holdId: string): Promise<number> {
  return touched(
    tx,
    'free_table_of_hold',
    `update table_offers set hold_id = null, heads = 0 where hold_id = $1`,
    [holdId],
  )
}

/** Takes the table from a booking, whose heads then have none; no row when it has no table. */
export async function freeOfBooking(tx: Tx, bookingId: string): Promise<number | undefined> {
  const [freed] = await rows<{ heads: number }>(
    tx,
    'free_table_of_booking',
    `update table_offers o set booking_id = null, heads = 0
       from (select night_id, vip_table_id, heads from table_offers
              where booking_id = $1 for update) old
      where o.night_id = old.night_id and o.vip_table_id = old.vip_table_id
      returning old.heads`,
    [bookingId],
  )
  return freed?.heads
}

/** Two bookings change tables, with their heads; 2 rows when each has one that is large enough. */
export function exchangeTables(tx: Tx, bookingId: string, otherId: string): Promise<number> {
  return touched(
    tx,
    'swap_tables',
    `update table_offers o set booking_id = other.booking_id, heads = other.heads
       from table_offers other
      where o.booking_id in ($1, $2) and other.booking_id in ($1, $2)
        and o.booking_id <> other.booking_id and o.night_id = other.night_id
        and not exists (select from table_offers a, table_offers b
          where a.booking_id in ($1, $2) and b.booking_id in ($1, $2)
            and a.booking_id <> b.booking_id and a.heads > b.guests_max)`,
    [bookingId, otherId],
  )
}

/** Promises a booking's table to more people, or fewer; 0 rows: too small, or it has none. */
export function addHeads(tx: Tx, bookingId: string, heads: number): Promise<number> {
  return touched(
    tx,
    'add_heads',
    `update table_offers set heads = heads + $2
      where booking_id = $1 and heads + $2 between 1 and guests_max`,
    [bookingId, heads],
  )
}
