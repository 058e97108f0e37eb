import { newId, type Database } from '../src/kernel/index.ts'

/** A night for a test, with what differs from an ordinary one on sale. */
export interface TestNight {
  state?: 'draft' | 'published' | 'cancelled'
  /** As an SQL interval from now; negative for the past. */
  doors_in?: string
  order_tickets_max?: number
  types?: TestType[]
}

export interface TestType {
  name?: string
  price_minor?: number
  capacity?: number
  order_quantity_max?: number
  /** SQL intervals from now. */
  sales_start_in?: string
  sales_end_in?: string
}

let nights = 0

/** Writes a venue, if there is none. */
export async function addVenue(db: Database): Promise<void> {
  await db.query({
    text: `insert into venues (id, slug, name, tagline, street, city, country, time_zone, currency)
           values ($1, 'basement-nine', 'Basement Nine', 'Two floors under the railway arches.',
                   'Bahnbogen 9', 'Berlin', 'DE', 'Europe/Berlin', 'eur')
           on conflict (slug) do nothing`,
    values: [newId('ven')],
  })
}

/** Writes a venue, if there is none, and a night; returns the night's slug and its types' ids. */
export async function addNight(
  db: Database,
  night: TestNight = {},
): Promise<{ slug: string; night_id: string; types: string[] }> {
  await addVenue(db)
  const night_id = newId('ngt')
  const slug = `night-${++nights}`
  await db.query({
    text: `insert into nights (id, venue_id, slug, title, subtitle, description, lineup, state,
                               doors_at, ends_at, order_tickets_max, minimum_age)
           select $1, id, $2, 'Concrete Garden', 'Techno on both floors', 'Both floors.',
                  '{Ferrite,Pale Machine}', $3, now() + $4::interval,
                  now() + $4::interval + interval '8 hours', $5, 18
             from venues limit 1`,
    values: [
      night_id,
      slug,
      night.state ?? 'published',
      night.doors_in ?? '3 days',
      night.order_tickets_max ?? 10,
    ],
  })
  const types: string[] = []
  for (const type of night.types ?? [{}])
    types.push(await addType(db, night_id, type, types.length))
  return { slug, night_id, types }
}

async function addType(
  db: Database,
  nightId: string,
  type: TestType,
  position: number,
): Promise<string> {
  const id = newId('typ')
  await db.query({
    text: `insert into ticket_types (id, night_id, name, description, price_minor, capacity,
                                     order_quantity_max, sales_start_at, sales_end_at, position)
           values ($1, $2, $3, 'Entry all night.', $4, $5, $6,
                   coalesce(now() + $7::interval, '-infinity'),
                   coalesce(now() + $8::interval, 'infinity'), $9)`,
    values: [
      id,
      nightId,
      type.name ?? 'General admission',
      type.price_minor ?? 2450,
      type.capacity ?? 100,
      type.order_quantity_max ?? 8,
      type.sales_start_in ?? null,
      type.sales_end_in ?? null,
      position,
    ],
  })
  return id
}
