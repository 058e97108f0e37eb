import { rows, type Queryable } from '../kernel/index.ts'

/** Who has bought, who came, and who did not. */
export interface CloseHeads {
  /** Tickets, or passes, that count. */
  sold: number
  /** Those of them that cost nothing on purpose. */
  comps: number
  /** Those of them that have let somebody in, and those that have not. */
  arrived: number
  no_shows: number
  /** What had let somebody in when it was made void. */
  arrived_void: number
}

/** A kind of GA ticket. */
export interface CloseType extends CloseHeads {
  id: string
  name: string
}

/** A party at a VIP table, or without one. */
export interface CloseTable extends CloseHeads {
  booking_id: string
  order_id: string | null
  table: string | null
  zone: string | null
  party: string | null
  state: 'confirmed' | 'arrived' | 'seated' | 'released' | 'no_show'
  /** What it paid at the door, with what the house gave; and what it still owes. */
  taken_minor: number
  due_minor: number
}

/** Money at the door, of one kind. */
export interface CloseDoor {
  kind: 'cash' | 'card' | 'comp'
  taken: number
  taken_minor: number
  /** What of it was a mistake, and taken back. */
  reversed: number
  reversed_minor: number
}

/** Who came in a full hour of the venue's clock. */
export interface CloseArrivals {
  at: Date
  ga: number
  vip: number
}

/** The GA side of a night, by kind of ticket. */
export function selectCloseTypes(db: Queryable, nightId: string): Promise<CloseType[]> {
  return rows<CloseType>(
    db,
    'close_types',
    `with valid as (
       select ticket_type_id as id, count(*) as sold from tickets
        where night_id = $1 and state = 'valid' group by 1),
     free as (
       select t.ticket_type_id as id, count(*) as comps
         from orders o join tickets t on t.order_id = o.id and t.state = 'valid'
        where o.night_id = $1 and o.total_minor = 0 group by 1),
     inside as (
       select t.ticket_type_id as id, count(*) filter (where t.state = 'valid') as arrived,
              count(*) filter (where t.state <> 'valid') as arrived_void
         from admissions a cross join lateral (
           select ticket_type_id, state from tickets where id = a.ticket_id offset 0) t
        where a.night_id = $1 and a.ticket_id is not null group by 1)
     select y.id, y.name, coalesce(sold, 0)::int as sold, coalesce(comps, 0)::int as comps,
            coalesce(arrived, 0)::int as arrived,
            (coalesce(sold, 0) - coalesce(arrived, 0))::int as no_shows,
            coalesce(arrived_void, 0)::int as arrived_void
       from ticket_types y left join valid using (id) left join free using (id)
       left join inside using (id)
      where y.night_id = $1 order by y.position, y.id`,
    [nightId],
  )
}

/** The VIP side, party by party; one that was called off is none. */
export function selectCloseTables(db: Queryable, nightId: string): Promise<CloseTable[]> {
  return rows<CloseTable>(
    db,
    'close_tables',
    `select b.id as booking_id, b.order_id, v.name as table, z.name as zone, b.state,
            coalesce(o.guest_name, b.party_name) as party, p.*,
            coalesce(d.taken, 0)::float8 as taken_minor,
            (case when b.state = 'no_show' then 0 else greatest(0,
              b.worth_minor - b.credited_minor - coalesce(d.taken, 0)) end)::float8 as due_minor
       from bookings b
       left join vip_tables v on v.id = b.vip_table_id
       left join zones z on z.id = v.zone_id
       left join orders o on o.id = b.order_id
      cross join lateral (
        select count(*) filter (where p.state = 'valid')::int as sold,
               count(*) filter (where p.state = 'valid' and o.total_minor = 0)::int as comps,
               count(a.id) filter (where p.state = 'valid')::int as arrived,
               count(*) filter (where p.state = 'valid' and a.id is null)::int as no_shows,
               count(a.id) filter (where p.state <> 'valid')::int as arrived_void
          from passes p left join admissions a on a.pass_id = p.id
         where p.booking_id = b.id) p
       left join lateral (
        select sum(amount_minor) as taken from door_payments
         where booking_id = b.id and reversed_at is null) d on true
      where b.night_id = $1 and b.state <> 'cancelled'
      order by z.position, z.id, v.rank, v.name, b.created_at, b.id`,
    [nightId],
  )
}

/** Money at the door, by kind; of bookings that were called off as well. */
export function selectCloseDoor(db: Queryable, nightId: string): Promise<CloseDoor[]> {
  return rows<CloseDoor>(
    db,
    'close_door',
    `select kind, count(d.id)::int as taken, coalesce(sum(d.amount_minor), 0)::float8 as taken_minor,
            count(d.reversed_at)::int as reversed,
            coalesce(sum(d.amount_minor) filter (where d.reversed_at is not null), 0)::float8
              as reversed_minor
       from unnest('{cash,card,comp}'::text[]) with ordinality as kinds (kind, position)
       left join (
         select d.* from bookings b join door_payments d on d.booking_id = b.id
          where b.night_id = $1) d using (kind)
      group by kind, position order by position`,
    [nightId],
  )
}

/** Who came, hour by hour; hours in which nobody did are left out. */
export function selectCloseArrivals(
  db: Queryable,
  nightId: string,
  timeZone: string,
): Promise<CloseArrivals[]> {
  return rows<CloseArrivals>(
    db,
    'close_arrivals',
    `select date_trunc('hour', admitted_at, $2) as at, count(ticket_id)::int as ga,
            count(pass_id)::int as vip
       from admissions where night_id = $1 group by 1 order by 1`,
    [nightId, timeZone],
  )
}
