import {
  must,
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { insertVenue, markSetUp, type NewVenue } from './first_venue.sql.ts'
import { slugOf } from './slug.ts'
import { isTimeZone, selectVenue, type Venue } from './venue.sql.ts'

/**
 * Makes the venue of this installation. Sent twice it is one venue; whoever comes second with
 * another one is refused, and finds the first.
 */
export async function openVenue(
  db: Database,
  wished: NewVenue,
  actor: string,
): Promise<Venue | Refused<'time_zone_unknown' | 'venue_there'>> {
  if (!(await isTimeZone(db, wished.time_zone))) return refuse('time_zone_unknown', 'time_zone')
  const id = newId('ven')
  const slug = slugOf(wished.name) || 'venue'
  return transaction(db, async (tx) => {
    const made = await insertVenue(tx, { ...wished, id, slug })
    const venue = must(await selectVenue(tx), 'the venue')
    if (made === 1)
      await noteInAuditTrail(tx, { action: 'venue.opened', subject_id: id, actor, detail: {} })
    else if (!isSame(wished, venue)) return refuse('venue_there', 'venue')
    return venue
  })
}

function isSame({ hard_capacity: _heads, ...wished }: NewVenue, venue: Venue): boolean {
  return (Object.keys(wished) as (keyof typeof wished)[]).every((name) => {
    return wished[name] === venue[name]
  })
}

/** Puts the list of first steps away, once. */
export function endFirstSteps(db: Database, actor: string): Promise<void> {
  return transaction(db, async (tx) => {
    const venue = await markSetUp(tx)
    if (!venue) return
    const entry = { action: 'venue.set_up', subject_id: venue.id, actor, detail: {} }
    await noteInAuditTrail(tx, entry)
  })
}
