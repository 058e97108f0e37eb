import { boundsOf, isInside, type Box } from '../../../plan/box.ts'
import { planLimits } from '../../../plan/plan_limits.ts'
import { boxOf, isTable, thingOf, type Draft, type DraftTable, type DraftZone } from './draft.ts'
import { moveThings } from './edits.ts'

/** How large things are that are put down without being drawn. */
const ZONE = { width: 300, height: 200 }
const TABLE = { width: 100, height: 70 }
/** Smaller ones nobody has meant to draw. */
const DRAWN_MIN = 12
/** Free places are looked for in steps of so much, so far from the edges. */
const [STEP, EDGE] = [10, 20]

/** What was added, and the keys of it. */
export interface Added {
  draft: Draft
  keys: string[]
}

/** How new things are called, in the page's language. */
export interface NewNames {
  zone: (n: number) => string
  table: (n: number) => string
}

/** Adds a zone, where it was drawn or in the first place that is free. */
export function addZone(draft: Draft, names: NewNames, drawn?: Box): Added {
  const canvas = { x: 0, y: 0, width: draft.width, height: draft.height }
  const size = {
    width: Math.min(ZONE.width, draft.width),
    height: Math.min(ZONE.height, draft.height),
  }
  const spot = drawn && { x: drawn.x, y: drawn.y }
  const box =
    drawn && isDrawn(drawn) ? drawn : { ...(spot ?? freePlace(size, canvas, draft.zones)), ...size }
  const taken = draft.zones.map(({ name }) => name)
  const key = nextKey('z', draft.zones)
  const zone = { key, name: nextName(names.zone, taken), ...whole(box) }
  return {
    draft: moveThings({ ...draft, zones: [...draft.zones, zone] }, [key], 0, 0),
    keys: [key],
  }
}

/**
 * Adds a table: where it was drawn, or in a free place of the zone that is looked at. A plan
 * without zones gets one for it.
 */
export function addTable(
  draft: Draft,
  names: NewNames,
  where: { drawn?: Box | undefined; zone?: string | undefined },
): Added {
  if (draft.zones.length === 0) return addTable(addZone(draft, names).draft, names, where)
  const { drawn } = where
  const size = drawn && isDrawn(drawn) ? drawn : TABLE
  const at = drawn && (isDrawn(drawn) ? centre(drawn) : { x: drawn.x, y: drawn.y })
  const zone =
    (at && draft.zones.findLast((one) => isInside({ ...at, width: 0, height: 0 }, one))) ??
    draft.zones.find(({ key }) => key === where.zone) ??
    draft.zones[0]!
  const taken = draft.tables.filter((one) => one.zone === zone.key).map(boundsOf)
  const spot = at ?? centre({ ...freePlace(TABLE, zone, taken), ...TABLE })
  const key = nextKey('t', draft.tables)
  const table: DraftTable = {
    key,
    zone: zone.key,
    name: nextName(
      names.table,
      draft.tables.map(({ name }) => name),
    ),
    kind: 'table',
    shape: 'rectangle',
    capacity: 6,
    rank: Math.min(planLimits.rank[1], 1 + Math.max(0, ...draft.tables.map(({ rank }) => rank))),
    ...whole({ ...size, ...spot }),
    rotation: 0,
  }
  return { draft: { ...draft, tables: [...draft.tables, table] }, keys: [key] }
}

/** Puts the same things down once more, a little beside: with a zone its tables. */
export function duplicateThings(draft: Draft, keys: readonly string[], names: NewNames): Added {
  const chosen = keys.map((key) => thingOf(draft, key)).filter((thing) => thing !== undefined)
  let next = draft
  const added: string[] = []
  for (const thing of chosen) {
    if (isTable(thing) && keys.includes(thing.zone)) continue
    const key = isTable(thing) ? nextKey('t', next.tables) : nextKey('z', next.zones)
    next = isTable(thing)
      ? withTable(next, thing, thing.zone, key, names)
      : withZone(next, thing, key, names)
    added.push(key)
  }
  return { draft: moveThings(next, added, 2 * STEP, 2 * STEP), keys: added }
}

function withTable(
  draft: Draft,
  table: DraftTable,
  zone: string,
  key: string,
  names: NewNames,
): Draft {
  const name = nextName(
    names.table,
    draft.tables.map((one) => one.name),
  )
  return { ...draft, tables: [...draft.tables, { ...table, key, zone, name }] }
}

function withZone(draft: Draft, zone: DraftZone, key: string, names: NewNames): Draft {
  const name = nextName(
    names.zone,
    draft.zones.map((one) => one.name),
  )
  const first = { ...draft, zones: [...draft.zones, { ...zone, key, name }] }
  return draft.tables
    .filter((table) => table.zone === zone.key)
    .reduce((next, table) => withTable(next, table, key, nextKey('t', next.tables), names), first)
}

const isDrawn = ({ width, height }: Box) => width >= DRAWN_MIN && height >= DRAWN_MIN

const centre = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

function whole({ x, y, width, height }: Box): Box {
  const [w, h] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))]
  return { x: Math.round(x), y: Math.round(y), width: w, height: h }
}

/** The first place where nothing stands, row by row; the corner where there is none. */
function freePlace(size: { width: number; height: number }, room: Box, taken: Box[]) {
  for (let y = room.y + EDGE; y + size.height <= room.y + room.height; y += STEP)
    for (let x = room.x + EDGE; x + size.width <= room.x + room.width; x += STEP)
      if (!taken.some((box) => meets(box, { x, y, ...size }))) return { x, y }
  return { x: room.x, y: room.y }
}

const meets = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Keys are counted on, so that what is undone and done again has the same. */
function nextKey(letter: 'z' | 't', things: { key: string }[]): string {
  return `${letter}${1 + Math.max(0, ...things.map(({ key }) => Number(key.slice(1))))}`
}

/** "Table 21" after twenty of them, and the next number where that name is taken. */
function nextName(called: (n: number) => string, taken: string[]): string {
  const known = new Set(taken.map((name) => name.trim().toLowerCase()))
  for (let n = taken.length + 1; ; n += 1) {
    const name = called(n)
    if (!known.has(name.toLowerCase())) return name
  }
}

/** The keys of what lies within a rectangle that was drawn around it. */
export function keysWithin(draft: Draft, box: Box): string[] {
  return [...draft.zones, ...draft.tables]
    .filter((thing) => isInside(boxOf(thing), box))
    .map(({ key }) => key)
}
