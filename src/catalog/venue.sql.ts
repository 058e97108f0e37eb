import { row, type Queryable } from '../kernel/index.ts'

/** The house: its name, its address, its clock and its currency. */
export interface Venue {
  id: string
  slug: string
  name: string
  tagline: string
  description: string
  street: string
  postal_code: string
  city: string
  /** ISO 3166 code in upper case. */
  country: string
  /** IANA name; every time is shown in it. */
  time_zone: string
  currency: string
}

/** The venue of this installation, or undefined before one was set up (decision 0004). */
export function selectVenue(db: Queryable): Promise<Venue | undefined> {
  return row<Venue>(
    db,
    'venue',
    `select id, slug, name, tagline, description, street, postal_code, city, country,
            time_zone, currency
       from venues order by created_at, id limit 1`,
  )
}
