import { findVenue } from '../src/catalog/index.ts'
import { must, newId, openDatabase, transaction, type Tx } from '../src/kernel/index.ts'
import {
  demoVenueSlug,
  insertDemoNight,
  insertDemoTicketType,
  insertDemoVenue,
} from './demo.sql.ts'
import { drawDemoFloor, openDemoTables } from './demo_floor.ts'
import { programme, type Plan, type Release } from './demo_programme.ts'

const DAY_MS = 86_400_000
const WEEK = 7

/**
 * Fills the database at `databaseUrl` with the demo venue and its coming nights. Safe to repeat: a
 * later start adds the nights of the weeks that have come into view and leaves the rest alone. A
 * database that has a venue of its own is left as it is. Returns how many nights are new; null
 * where the venue is of its own.
 */
export async function loadDemoVenue(databaseUrl: string): Promise<number | null> {
  const db = openDatabase(databaseUrl, console.error)
  try {
    return await transaction(db, async (tx) => {
      const own = await findVenue(tx)
      if (own && own.slug !== demoVenueSlug) return null
      const venue = must(await insertDemoVenue(tx, newId('ven')), 'the demo venue')
      const floor = await drawDemoFloor(tx, venue.id)
      let added = 0
      for (const plan of programme) {
        const date = eveningOf(plan)
        const { releases, week: _week, weekday: _weekday, ...night } = plan
        const id = newId('ngt')
        const slug = `${night.slug}-${date}`
        const row = { ...night, id, slug, date, venue_id: venue.id }
        if ((await insertDemoNight(tx, row)) === 0) continue
        await openReleases(tx, id, releases)
        await openDemoTables(tx, floor, id, night.slug)
        added += 1
      }
      return added
    })
  } finally {
    await db.end()
  }
}

/** The plan's weekday in its week from now, as a date of the venue's calendar. */
function eveningOf(plan: Plan): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format()
  const date = new Date(`${today}T00:00:00Z`)
  const days = (plan.weekday - date.getUTCDay() + WEEK) % WEEK || WEEK
  return new Date(date.getTime() + (plan.week * WEEK + days) * DAY_MS).toISOString().slice(0, 10)
}

async function openReleases(tx: Tx, nightId: string, releases: Release[]): Promise<void> {
  for (const [position, release] of releases.entries()) {
    await insertDemoTicketType(tx, {
      sale_in_days: null,
      has_ended: false,
      ...release,
      id: newId('typ'),
      night_id: nightId,
      position,
    })
  }
}
