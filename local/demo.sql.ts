import { row, touched, type Tx } from '../src/kernel/index.ts'

/** By which the demo's house is known. */
export const demoVenueSlug = 'basement-nine'

/** The demo's house. */
export function insertDemoVenue(tx: Tx, id: string): Promise<{ id: string } | undefined> {
  return row(
    tx,
    'insert_demo_venue',
    `insert into venues (id, slug, name, tagline, description, street, postal_code, city, country,
                         time_zone, currency)
     values ($1, $2, 'Basement Nine', 'Two floors under the railway arches.',
             'A low ceiling, a long bar and a sound system tuned by people who stay until the end. '
             || 'No photos on the floor, water is free.',
             'Bahnbogen 9', '10179', 'Berlin', 'DE', 'Europe/Berlin', 'eur')
     on conflict (slug) do update set slug = excluded.slug returning id`,
    [id, demoVenueSlug],
  )
}

/** A night of the demo, its clock given in the venue's own time. */
export interface DemoNight {
  id: string
  venue_id: string
  slug: string
  title: string
  subtitle: string
  description: string
  lineup: string[]
  minimum_age: number | null
  poster: number
  /** The evening it begins, as 2026-12-05. */
  date: string
  doors: string
  hours: number
}

/** Writes a night, unless one of the same address is there. */
export function insertDemoNight(tx: Tx, night: DemoNight): Promise<number> {
  return touched(
    tx,
    'insert_demo_night',
    `insert into nights (id, venue_id, slug, title, subtitle, description, lineup, minimum_age,
                         poster, state, doors_at, ends_at)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, 'published', doors, doors + make_interval(hours => $12)
       from (select ($10::date + $11::time) at time zone 'Europe/Berlin' as doors) as evening
     on conflict (slug) do nothing`,
    [
      night.id,
      night.venue_id,
      night.slug,
      night.title,
      night.subtitle,
      night.description,
      night.lineup,
      night.minimum_age,
      night.poster,
      night.date,
      night.doors,
      night.hours,
    ],
  )
}

/** A ticket type of a demo night. */
export interface DemoTicketType {
  id: string
  night_id: string
  name: string
  description: string
  price_minor: number
  capacity: number
  position: number
  /** Days from now to the opening of the sale; null when it is open already. */
  sale_in_days: number | null
  /** Its sale has ended, as an early release's does. */
  has_ended: boolean
}

/** Writes a ticket type. */
export function insertDemoTicketType(tx: Tx, type: DemoTicketType): Promise<number> {
  return touched(
    tx,
    'insert_demo_ticket_type',
    `insert into ticket_types (id, night_id, name, description, price_minor, capacity, position,
                               sales_start_at, sales_end_at)
     values ($1, $2, $3, $4, $5, $6, $7,
             coalesce(date_trunc('day', now() + make_interval(days => $8)) + interval '11 hours',
                      '-infinity'),
             case when $9 then now() else 'infinity' end)`,
    [
      type.id,
      type.night_id,
      type.name,
      type.description,
      type.price_minor,
      type.capacity,
      type.position,
      type.sale_in_days,
      type.has_ended,
    ],
  )
}
