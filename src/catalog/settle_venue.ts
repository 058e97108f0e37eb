import {
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { contrastMin, contrastOnGround } from './contrast.ts'
import {
  isTimeZone,
  lockVenue,
  selectVenue,
  updateVenue,
  type Venue,
  type VenueFacts,
} from './venue.sql.ts'

type VenueRefusal = 'accent_unreadable' | 'currency_fixed' | 'not_open_yet' | 'time_zone_unknown'

/**
 * Changes what the venue is called, where it is, its clock, its currency and its colour. `isSold`
 * says, within the transaction, whether anything was ordered: then the currency stays. The trail
 * keeps what was changed, and not what it was.
 */
export async function changeVenue(
  db: Database,
  wished: VenueFacts,
  actor: string,
  isSold: (tx: Parameters<typeof selectVenue>[0]) => Promise<boolean>,
): Promise<Venue | Refused<VenueRefusal>> {
  const refused = refuseLook(wished)
  if (refused) return refused
  if (!(await isTimeZone(db, wished.time_zone))) return refuse('time_zone_unknown', 'time_zone')
  return transaction(db, async (tx) => {
    if (!(await lockVenue(tx))) return refuse('not_open_yet', 'venue')
    const known = must(await selectVenue(tx), 'the venue that is locked')
    const changed = factsOf(wished).filter((name) => wished[name] !== known[name])
    if (changed.length === 0) return known
    if (changed.includes('currency') && (await isSold(tx)))
      return refuse('currency_fixed', 'currency')
    await updateVenue(tx, known.id, wished)
    const detail = { changed: changed.toSorted().join(' ') }
    const entry = { action: 'venue.changed', subject_id: known.id, actor, detail }
    await noteInAuditTrail(tx, entry)
    return { ...known, ...wished }
  })
}

const factsOf = (facts: VenueFacts) => Object.keys(facts) as (keyof VenueFacts)[]

function refuseLook({ accent }: VenueFacts): Refused<'accent_unreadable'> | undefined {
  if (accent === null) return undefined
  const ratio = contrastOnGround(accent)
  if (ratio >= contrastMin) return undefined
  // Cut and not rounded: 4.49 is not enough.
  return refuse('accent_unreadable', 'accent', { ratio: (Math.floor(ratio * 10) / 10).toFixed(1) })
}
