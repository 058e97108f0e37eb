import { must, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { changedFields, refuseOlder } from './edits.ts'
import { contrastMin, contrastOnGround } from './contrast.ts'
import {
  isTimeZone,
  lockVenue,
  selectVenue,
  updateVenue,
  type Venue,
  type VenueFacts,
} from './venue.sql.ts'

type VenueRefusal =
  | 'accent_unreadable'
  | 'changed_meanwhile'
  | 'currency_fixed'
  | 'not_open_yet'
  | 'time_zone_unknown'

/**
 * Changes what the venue is called, where it is, its clock, its currency and its colour. `isSold`
 * says, within the transaction, whether anything was ordered: then the currency stays. Whoever has
 * read an older `version` is refused with who has changed what. The trail keeps which fields were
 * changed, and not what they were.
 */
export async function changeVenue(
  tx: Tx,
  wished: VenueFacts,
  version: number,
  actor: string,
  isSold: (tx: Tx) => Promise<boolean>,
): Promise<Venue | Refused<VenueRefusal>> {
  const refused = refuseLook(wished)
  if (refused) return refused
  if (!(await isTimeZone(tx, wished.time_zone))) return refuse('time_zone_unknown', 'time_zone')
  if (!(await lockVenue(tx))) return refuse('not_open_yet', 'venue')
  const known = must(await selectVenue(tx), 'the venue that is locked')
  const changed = changedFields(known, { ...known, ...wished })
  if (changed.length === 0) return known
  if (version !== known.version) return refuseOlder(tx, known.id, 'venue.changed', version)
  if (changed.includes('currency') && (await isSold(tx)))
    return refuse('currency_fixed', 'currency')
  await updateVenue(tx, known.id, wished)
  const next = known.version + 1
  const detail = { fields: changed.toSorted().join(' '), version: next }
  const entry = { action: 'venue.changed', subject_id: known.id, actor, detail }
  await noteInAuditTrail(tx, entry)
  return { ...known, ...wished, version: next }
}

function refuseLook({ accent }: VenueFacts): Refused<'accent_unreadable'> | undefined {
  if (accent === null) return undefined
  const ratio = contrastOnGround(accent)
  if (ratio >= contrastMin) return undefined
  // Cut and not rounded: 4.49 is not enough.
  return refuse('accent_unreadable', 'accent', { ratio: (Math.floor(ratio * 10) / 10).toFixed(1) })
}
