import {
  attemptInside,
  chargeLimits,
  isRefused,
  must,
  refuse,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import { changedFields, noteEdit, refuseOlder, refuseOtherThan, type Actor } from './edits.ts'
import { isBefore, momentOf } from './local_time.sql.ts'
import { openNight } from './night_edit.ts'
import type { EditedNight } from './night_edit.sql.ts'
import {
  deleteType,
  insertType,
  selectEditedTypes,
  selectTaken,
  updatePositions,
  updateType,
  type EditedType,
  type TypeDetails,
} from './type_edit.sql.ts'
import { selectVenue } from './venue.sql.ts'

export type TypeRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'ticket_type_unknown'
  | 'ticket_type_ordered'
  | 'changed_meanwhile'
  | 'capacity_below_taken'
  | 'over_hard_capacity'
  | 'price_too_small'
  | 'release_follows'
  | 'release_in_circle'
  | 'sale_ends_first'
  | 'time_skipped'

/** Adds a kind of ticket behind the others. Its page makes the id: sent twice, it is one. */
export async function addType(
  tx: Tx,
  nightId: string,
  id: string,
  wanted: TypeDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<TypeRefusal>> {
  const opened = await openTypes(tx, nightId)
  if (isRefused(opened)) return opened
  const { night, types } = opened
  const first = types.find((one) => one.id === id)
  if (first) return { version: first.version }
  const moments = await momentsFor(tx, night, types, id, wanted)
  if (isRefused(moments)) return moments
  if ((await insertType(tx, nightId, id, { ...wanted, ...moments })) === 0)
    return refuse('ticket_type_unknown', 'id')
  await noteEdit(tx, 'ticket_type.added', id, actor, { night: nightId })
  return { version: 1 }
}

/**
 * Saves a kind of ticket. What is ordered keeps its price and its name; a capacity below what is
 * sold or held is refused, however many buy at that moment.
 */
export async function changeType(
  tx: Tx,
  nightId: string,
  id: string,
  version: number,
  wanted: TypeDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<TypeRefusal>> {
  const opened = await openTypes(tx, nightId)
  if (isRefused(opened)) return opened
  const { night, types } = opened
  const type = types.find((one) => one.id === id)
  if (!type) return refuse('ticket_type_unknown', 'ticket_type')
  const fields = changedFields<TypeDetails>(pick(type), wanted)
  if (fields.length === 0) return { version: type.version }
  if (type.version !== version) return refuseOlder(tx, id, 'ticket_type.changed', version)
  const moments = await momentsFor(tx, night, types, id, wanted)
  if (isRefused(moments)) return moments
  if ((await updateType(tx, id, { ...wanted, ...moments })) === 0)
    return refuse('capacity_below_taken', 'capacity', { min: await selectTaken(tx, id) })
  const changed = { night: nightId, version: version + 1, fields: fields.join(' ') }
  await noteEdit(tx, 'ticket_type.changed', id, actor, changed)
  return { version: version + 1 }
}

/** A night and its kinds of ticket, behind its lock. */
async function openTypes(
  tx: Tx,
  nightId: string,
): Promise<
  { night: EditedNight; types: EditedType[] } | Refused<'night_unknown' | 'night_cancelled'>
> {
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  return { night, types: await selectEditedTypes(tx, nightId) }
}

function pick(type: EditedType): TypeDetails {
  const { name, description, price_minor, capacity, order_quantity_max } = type
  const { sales_start_at, sales_end_at, opens_after } = type
  const sale = { sales_start_at, sales_end_at, opens_after }
  return { name, description, price_minor, capacity, order_quantity_max, ...sale }
}

/** The moments of its sale, once all else is found to be possible. */
async function momentsFor(
  tx: Tx,
  night: EditedNight,
  types: EditedType[],
  id: string,
  wanted: TypeDetails,
): Promise<{ sales_start_at: string; sales_end_at: string } | Refused<TypeRefusal>> {
  const before = types.find((one) => one.id === id)
  const refused =
    refuseRoom(night, before, wanted) ??
    refuseRelease(types, id, wanted) ??
    (await refusePrice(tx, before, wanted))
  if (refused) return refused
  const zone = night.time_zone
  const start = before && { raw: before.start_raw, local: before.sales_start_at }
  const sales_start_at = await momentOf(
    tx,
    zone,
    'sales_start_at',
    wanted.sales_start_at,
    start,
    '-infinity',
  )
  if (isRefused(sales_start_at)) return sales_start_at
  const end = before && { raw: before.end_raw, local: before.sales_end_at }
  const sales_end_at = await momentOf(tx, zone, 'sales_end_at', wanted.sales_end_at, end)
  if (isRefused(sales_end_at)) return sales_end_at
  if (!(await isBefore(tx, sales_start_at, sales_end_at)))
    return refuse('sale_ends_first', 'sales_end_at')
  return { sales_start_at, sales_end_at }
}

/** More than the house holds? Less is always possible, as far as it goes. */
function refuseRoom(
  { places, most }: EditedNight,
  before: EditedType | undefined,
  { capacity }: TypeDetails,
): Refused<'over_hard_capacity'> | undefined {
  const others = places - (before?.capacity ?? 0)
  if (most === null || capacity <= (before?.capacity ?? 0) || others + capacity <= most)
    return undefined
  return refuse('over_hard_capacity', 'capacity', { max: Math.max(0, most - others) })
}

/**
 * Less than any card can pay? One ticket is the smallest order. What costs so little already, since
 * the house has changed its currency, may be edited all the same.
 */
async function refusePrice(
  tx: Tx,
  before: EditedType | undefined,
  { price_minor }: TypeDetails,
): Promise<Refused<'price_too_small'> | undefined> {
  const { currency } = must(await selectVenue(tx), 'the venue')
  const { min } = chargeLimits(currency)
  if (price_minor >= min || price_minor === before?.price_minor) return undefined
  return refuse('price_too_small', 'price_minor', { amount_minor: min, currency })
}

function refuseRelease(
  types: EditedType[],
  id: string,
  { opens_after }: TypeDetails,
): Refused<'ticket_type_unknown' | 'release_in_circle'> | undefined {
  const found = (wanted: string | null) => types.find((one) => one.id === wanted)
  if (opens_after === null) return undefined
  if (opens_after !== id && !found(opens_after)) return refuse('ticket_type_unknown', 'opens_after')
  for (let at: string | null = opens_after; at !== null; at = found(at)?.opens_after ?? null)
    if (at === id) return refuse('release_in_circle', 'opens_after')
  return undefined
}

/** Takes a kind of ticket away that nobody has ever ordered. Gone is gone: twice is once. */
export async function removeType(
  tx: Tx,
  nightId: string,
  id: string,
  actor: Actor,
): Promise<{ removed: boolean } | Refused<TypeRefusal>> {
  const opened = await openTypes(tx, nightId)
  if (isRefused(opened)) return opened
  const { types } = opened
  if (!types.some((one) => one.id === id)) return { removed: false }
  const next = types.find((one) => one.opens_after === id)
  if (next) return refuse('release_follows', 'ticket_type', { name: next.name })
  const gone = await attemptInside(tx, () => deleteType(tx, id))
  // Somebody has ordered it at this very moment.
  const isOrdered = 'error' in gone ? Object(gone.error)['code'] === '23503' : gone.value === 0
  if (isOrdered) return refuse('ticket_type_ordered', 'ticket_type')
  if ('error' in gone) throw gone.error
  await noteEdit(tx, 'ticket_type.removed', id, actor, { night: nightId })
  return { removed: true }
}

/** Puts the kinds of ticket of a night in this order; refuses a list that is not all of them. */
export async function orderTypes(
  tx: Tx,
  nightId: string,
  ids: string[],
  actor: Actor,
): Promise<{ ids: string[] } | Refused<TypeRefusal>> {
  const opened = await openTypes(tx, nightId)
  if (isRefused(opened)) return opened
  const other = refuseOtherThan(opened.types, ids)
  if (other) return other
  const moved = await updatePositions(tx, nightId, ids)
  if (moved > 0) await noteEdit(tx, 'night.types_ordered', nightId, actor, { moved })
  return { ids }
}
