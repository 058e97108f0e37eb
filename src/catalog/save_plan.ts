import {
  bug,
  isId,
  must,
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import {
  insertPlan,
  lockPlan,
  selectPlanVersion,
  selectSavedPlan,
  selectVersions,
  updatePlan,
  type FloorPlan,
  type PlanVersion,
} from './floor_plan.sql.ts'
import { isPlanUsed } from './plan_night.sql.ts'
import { keepPicture } from './plan_picture.sql.ts'
import { deleteDrawnZones, insertDrawnZones, type DrawnZone } from './plan_things.sql.ts'
import { selectVenue } from './venue.sql.ts'

/** A plan as it is to be from now on. */
export interface Drawing extends Omit<FloorPlan, 'id'> {
  picture: { id: string; opacity: number } | null
  zones: DrawnZone[]
}

interface SaveOf {
  drawing: Drawing
  /** Made by the page: sent twice, it is saved once. */
  save_id: string
  actor: string
}

type Unsaved = Refused<'plan_unknown' | 'plan_changed' | 'picture_unknown'>

/** Draws a new plan. */
export async function addPlan(
  db: Database,
  save: SaveOf,
): Promise<PlanVersion | Refused<'picture_unknown' | 'not_open_yet'>> {
  return transaction(db, async (tx) => {
    const venue = await selectVenue(tx)
    if (!venue) return refuse('not_open_yet', 'venue')
    const known = await selectSavedPlan(tx, save.save_id)
    if (known) return known
    return writeVersion(tx, save, { venue_id: venue.id, first_id: null, version: 1 })
  })
}

/**
 * Saves a plan that was read as `seen`. While no night uses it, it is changed in place; otherwise a
 * new version is made, and nights keep theirs. Whoever has not seen the latest save is refused with
 * who made it, unless a version of their own is wanted, which comes after all others: so nothing
 * that somebody drew is lost.
 */
export async function savePlan(
  db: Database,
  seen: { id: string; revision: number },
  save: SaveOf & { as_new_version: boolean },
): Promise<PlanVersion | Unsaved> {
  return transaction(db, async (tx) => {
    const read = await selectPlanVersion(tx, seen.id)
    if (!read) return refuse('plan_unknown', 'plan')
    await lockPlan(tx, read.line_id)
    const versions = await selectVersions(tx, read.line_id)
    const known = await selectSavedPlan(tx, save.save_id)
    if (known) return known.line_id === read.line_id ? known : refuse('plan_unknown', 'save_id')
    const newest = must(versions[0], `the versions of plan ${read.line_id}`)
    const isLatest = newest.id === seen.id && newest.revision === seen.revision
    if (!isLatest && !save.as_new_version) return changedSince(newest)
    if (isLatest && !save.as_new_version && !(await isPlanUsed(tx, newest.id)))
      return changeInPlace(tx, newest, save)
    const { venue_id, line_id } = newest
    return writeVersion(tx, save, { venue_id, first_id: line_id, version: newest.version + 1 })
  })
}

function changedSince({ saved_by, saved_at, version }: PlanVersion): Refused<'plan_changed'> {
  const by = saved_by ?? ''
  return refuse('plan_changed', 'revision', { by, at: saved_at.toISOString(), version })
}

async function changeInPlace(
  tx: Tx,
  { id }: PlanVersion,
  save: SaveOf,
): Promise<PlanVersion | Refused<'picture_unknown'>> {
  if (!(await hasPicture(tx, save.drawing))) return refuse('picture_unknown', 'picture')
  await updatePlan(tx, { id, ...columnsOf(save) })
  await deleteDrawnZones(tx, id)
  await insertDrawnZones(tx, id, save.drawing.zones)
  return noted(tx, id, 'floor_plan.changed', save)
}

async function writeVersion(
  tx: Tx,
  save: SaveOf,
  place: { venue_id: string; first_id: string | null; version: number },
): Promise<PlanVersion | Refused<'picture_unknown'>> {
  if (!(await hasPicture(tx, save.drawing))) return refuse('picture_unknown', 'picture')
  const id = newId('flr')
  if ((await insertPlan(tx, { id, ...place, ...columnsOf(save) })) === 0)
    // Somebody pressed twice, and this is the second time.
    return must(await selectSavedPlan(tx, save.save_id), `save ${save.save_id}`)
  await insertDrawnZones(tx, id, save.drawing.zones)
  const action = place.first_id ? 'floor_plan.version_made' : 'floor_plan.made'
  return noted(tx, id, action, save)
}

async function hasPicture(tx: Tx, { picture }: Drawing): Promise<boolean> {
  return picture === null || (isId('pic', picture.id) && (await keepPicture(tx, picture.id)))
}

function columnsOf({ drawing, save_id, actor }: SaveOf) {
  const { name, width, height, picture } = drawing
  return {
    name,
    width,
    height,
    save_id,
    picture_id: picture?.id ?? null,
    picture_opacity: picture?.opacity ?? null,
    saved_by: actor,
  }
}

async function noted(
  tx: Tx,
  id: string,
  action: string,
  { drawing, actor }: SaveOf,
): Promise<PlanVersion> {
  const written = (await selectPlanVersion(tx, id)) ?? bug(`plan ${id} was not written`)
  const { line_id, version, revision } = written
  const tables = drawing.zones.reduce((sum, zone) => sum + zone.tables.length, 0)
  const detail = { plan: line_id, version, revision, zones: drawing.zones.length, tables }
  await noteInAuditTrail(tx, { action, subject_id: id, actor, detail })
  return written
}
