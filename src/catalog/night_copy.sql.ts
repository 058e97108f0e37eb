import { touched, type Tx } from '../kernel/index.ts'

/** Copies a night as a draft; its evening is moved to other doors by the venue's clock. */
export function copyNightRow(
  tx: Tx,
  from: string,
  to: { id: string; slug: string; doors_at: string; ends_at: string },
): Promise<number> {
  return touched(
    tx,
    'copy_night',
    `insert into nights (id, venue_id, slug, title, subtitle, description, lineup, minimum_age,
                         poster, doors_at, ends_at, order_tickets_max, hard_capacity)
     select $2, venue_id, $3, title, subtitle, description, lineup, minimum_age, poster,
            $4::timestamptz, $5::timestamptz, order_tickets_max, hard_capacity
       from nights where id = $1
     on conflict do nothing`,
    [from, to.id, to.slug, to.doors_at, to.ends_at],
  )
}

/** SQL that moves a moment as far as the doors have moved, by the clock on the venue's wall. */
const moved = (at: string) => `((${at} at time zone v.time_zone)
  + ((n.doors_at at time zone v.time_zone) - (o.doors_at at time zone v.time_zone)))
  at time zone v.time_zone`

const nights = `nights o, nights n join venues v on v.id = n.venue_id`

/** Copies the kinds of ticket, with nothing sold. `ids` says which new one stands for which. */
export function copyTypes(tx: Tx, from: string, to: string, ids: [string, string][]) {
  return touched(
    tx,
    'copy_ticket_types',
    `insert into ticket_types (id, night_id, name, description, price_minor, capacity,
                               order_quantity_max, sales_start_at, sales_end_at, position,
                               opens_after)
     select i.new, $2, t.name, t.description, t.price_minor, t.capacity, t.order_quantity_max,
            ${moved('t.sales_start_at')}, ${moved('t.sales_end_at')}, t.position, b.new
       from ${nights},
            ticket_types t
            join unnest($3::text[], $4::text[]) as i (old, new) on i.old = t.id
            left join unnest($3::text[], $4::text[]) as b (old, new) on b.old = t.opens_after
      where t.night_id = $1 and o.id = $1 and n.id = $2`,
    [from, to, ids.map(([old]) => old), ids.map(([, made]) => made)],
  )
}

/** Copies what holds for all VIP tables; no row where the night has none. */
export function copyVip(tx: Tx, from: string, to: string): Promise<number> {
  return touched(
    tx,
    'copy_vip_night',
    `insert into vip_nights (night_id, floor_plan_id, sales_start_at, sales_end_at, arrive_by,
                             policy, capture)
     select $2, p.floor_plan_id, ${moved('p.sales_start_at')}, ${moved('p.sales_end_at')},
            ${moved('p.arrive_by')}, p.policy, p.capture
       from ${nights}, vip_nights p
      where p.night_id = $1 and o.id = $1 and n.id = $2`,
    [from, to],
  )
}

/** Copies which tables are on sale, on which terms; all of them are free. */
export function copyOffers(tx: Tx, from: string, to: string): Promise<number> {
  return touched(
    tx,
    'copy_table_offers',
    `insert into table_offers (night_id, vip_table_id, table_price_minor, minimum_spend_minor,
                               charge, deposit_minor, deposit_percent, is_deposit_credited,
                               guests_included, guests_max, capacity, extra_guest_price_minor,
                               off_sale_at)
     select $2, vip_table_id, table_price_minor, minimum_spend_minor, charge, deposit_minor,
            deposit_percent, is_deposit_credited, guests_included, guests_max, capacity,
            extra_guest_price_minor, off_sale_at
       from table_offers where night_id = $1`,
    [from, to],
  )
}

/** Copies the packages, each under an id of its own. */
export function copyPackages(tx: Tx, from: string, to: string, ids: [string, string][]) {
  return touched(
    tx,
    'copy_packages',
    `insert into packages (id, night_id, name, description, includes, price_minor, position)
     select i.new, $2, p.name, p.description, p.includes, p.price_minor, p.position
       from packages p join unnest($3::text[], $4::text[]) as i (old, new) on i.old = p.id
      where p.night_id = $1`,
    [from, to, ids.map(([old]) => old), ids.map(([, made]) => made)],
  )
}
