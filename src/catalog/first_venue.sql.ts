import { row, touched, type Tx } from '../kernel/index.ts'
import type { VenueFacts } from './venue.sql.ts'

/** What has to be known of a venue before anything can be sold there. */
export interface NewVenue extends Omit<
  VenueFacts,
  'tagline' | 'description' | 'accent' | 'contact_email'
> {
  contact_email: string
  /** How many people fit into it; null for no limit. */
  hard_capacity: number | null
}

/** Writes the venue, unless there is one: then a constraint says so, and nothing is written. */
export function insertVenue(
  tx: Tx,
  venue: NewVenue & { id: string; slug: string },
): Promise<number> {
  return touched(
    tx,
    'insert_first_venue',
    `insert into venues (id, slug, name, street, postal_code, city, country, time_zone, currency,
                         hard_capacity, contact_email, language, is_setting_up)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true)
     on conflict do nothing`,
    [
      venue.id,
      venue.slug,
      venue.name,
      venue.street,
      venue.postal_code,
      venue.city,
      venue.country,
      venue.time_zone,
      venue.currency,
      venue.hard_capacity,
      venue.contact_email,
      venue.language,
    ],
  )
}

/** The list of first steps is put away. */
export function markSetUp(tx: Tx): Promise<{ id: string } | undefined> {
  return row<{ id: string }>(
    tx,
    'mark_venue_set_up',
    `update venues set is_setting_up = false where is_setting_up returning id`,
  )
}
