import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

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
  /** Of its logo; null without one. */
  logo_hash: string | null
  /** As #rrggbb; null for the product's own. */
  accent: string | null
  /** Where guests may write to; null until somebody says so. */
  contact_email: string | null
  /** What the house's own mails and reports are written in. */
  language: 'en' | 'es'
  /** Counts the changes. */
  version: number
  /** Its owner still sees the list of first steps. */
  is_setting_up: boolean
}

/** The venue of this installation, or undefined before one was set up (decision 0004). */
export function selectVenue(db: Queryable): Promise<Venue | undefined> {
  return row<Venue>(
    db,
    'venue',
    `select id, slug, name, tagline, description, street, postal_code, city, country,
            time_zone, currency, logo_hash, accent, contact_email, language, version, is_setting_up
       from venues order by created_at, id limit 1`,
  )
}

/** Locks the venue, so that of two who change it the second one sees what the first has done. */
export function lockVenue(tx: Tx): Promise<{ id: string } | undefined> {
  return row(tx, 'lock_venue', `select id from venues order by created_at, id limit 1 for update`)
}

/** What somebody of the venue may change about it; its address in links stays. */
export type VenueFacts = Omit<Venue, 'id' | 'slug' | 'logo_hash' | 'version' | 'is_setting_up'>

/** Writes what the venue is. */
export function updateVenue(tx: Tx, id: string, facts: VenueFacts): Promise<number> {
  const { name, tagline, description, street, postal_code, city } = facts
  const { country, time_zone, currency, accent, contact_email, language } = facts
  return touched(
    tx,
    'update_venue',
    `update venues set name = $2, tagline = $3, description = $4, street = $5, postal_code = $6,
            city = $7, country = $8, time_zone = $9, currency = $10, accent = $11,
            contact_email = $12, language = $13, version = version + 1
      where id = $1`,
    [
      id,
      name,
      tagline,
      description,
      street,
      postal_code,
      city,
      country,
      time_zone,
      currency,
      accent,
      contact_email,
      language,
    ],
  )
}

/** Do both who write times, this process and the database, know a time zone by this name? */
export async function isTimeZone(db: Queryable, name: string): Promise<boolean> {
  if (!isKnownHere(name)) return false
  const found = await row(
    db,
    'is_time_zone',
    `select name from pg_timezone_names where name = $1`,
    [name],
  )
  return found !== undefined
}

function isKnownHere(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format()
    return true
  } catch {
    return false
  }
}
