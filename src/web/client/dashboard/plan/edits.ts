import type { Box } from '../../../plan/box.ts'
import {
  around,
  boxOf,
  isTable,
  thingOf,
  type Draft,
  type DraftTable,
  type DraftZone,
} from './draft.ts'

/** The things that go along when these are moved: with a zone its tables. */
function movedWith({ zones, tables }: Draft, keys: readonly string[]) {
  const chosen = new Set(keys)
  return {
    zones: zones.filter(({ key }) => chosen.has(key)),
    tables: tables.filter(({ key, zone }) => chosen.has(key) || chosen.has(zone)),
  }
}

/** The rectangle that things take together, with what goes along with them. */
export function boxOfKeys(draft: Draft, keys: readonly string[]): Box | undefined {
  const { zones, tables } = movedWith(draft, keys)
  const boxes = [...zones, ...tables].map(boxOf)
  return boxes.length > 0 ? around(boxes) : undefined
}

/**
 * Moves things, no further than the canvas goes. A table that is moved by itself is then in the
 * zone that it stands in.
 */
export function moveThings(draft: Draft, keys: readonly string[], dx: number, dy: number): Draft {
  const box = boxOfKeys(draft, keys)
  if (!box) return draft
  const x = Math.round(within(dx, -box.x, draft.width - box.width - box.x))
  const y = Math.round(within(dy, -box.y, draft.height - box.height - box.y))
  if (x === 0 && y === 0) return draft
  const moved = movedWith(draft, keys)
  const shift = <Thing extends DraftZone | DraftTable>(things: Thing[], which: Thing[]) =>
    things.map((one) => (which.includes(one) ? { ...one, x: one.x + x, y: one.y + y } : one))
  const shifted = {
    ...draft,
    zones: shift(draft.zones, moved.zones),
    tables: shift(draft.tables, moved.tables),
  }
  return rehome(shifted, keys)
}

/** What is too large for its room stays where it is. */
function within(delta: number, least: number, most: number): number {
  if (least > most) return 0
  return Math.min(Math.max(delta, Math.ceil(least)), Math.floor(most))
}

const has = ({ x, y, width, height }: DraftZone, table: DraftTable) =>
  table.x >= x && table.x <= x + width && table.y >= y && table.y <= y + height

/** Gives tables to the zone that their centre is in, unless theirs has it. */
export function rehome(draft: Draft, keys: readonly string[]): Draft {
  const tables = draft.tables.map((table) => {
    if (!keys.includes(table.key) || keys.includes(table.zone)) return table
    const now = draft.zones.find(({ key }) => key === table.zone)
    if (now && has(now, table)) return table
    const zone = draft.zones.findLast((one) => has(one, table))
    return zone ? { ...table, zone: zone.key } : table
  })
  return { ...draft, tables }
}

/** Changes what is said of one thing. A table that is given to another zone goes there. */
export function setThing(
  draft: Draft,
  key: string,
  change: Partial<Omit<DraftTable, 'key'>>,
): Draft {
  const put = <Thing extends { key: string }>(things: Thing[]) =>
    things.map((one) => (one.key === key ? { ...one, ...change } : one))
  const thing = thingOf(draft, key)
  if (!thing) return draft
  if (!isTable(thing)) return { ...draft, zones: put(draft.zones) }
  const next = { ...draft, tables: put(draft.tables) }
  return change.zone === undefined ? next : bringIn(next, key)
}

/** How far something has to go to be in its room; into the middle of one that is too small. */
const into = (at: number, size: number, from: number, room: number) =>
  size > room ? from + (room - size) / 2 - at : within(0, from - at, from + room - size - at)

function bringIn(draft: Draft, key: string): Draft {
  const table = draft.tables.find((one) => one.key === key)
  const zone = draft.zones.find((one) => one.key === table?.zone)
  if (!table || !zone) return draft
  const box = boxOf(table)
  const x = Math.round(table.x + into(box.x, box.width, zone.x, zone.width))
  const y = Math.round(table.y + into(box.y, box.height, zone.y, zone.height))
  return setThing(draft, key, { x, y })
}

/** Turns a table to so many degrees. */
export function rotateTo(draft: Draft, key: string, degrees: number): Draft {
  return setThing(draft, key, { rotation: ((Math.round(degrees) % 360) + 360) % 360 })
}

/** Takes things away; with a zone its tables. */
export function removeThings(draft: Draft, keys: readonly string[]): Draft {
  const gone = movedWith(draft, keys)
  if (gone.zones.length + gone.tables.length === 0) return draft
  return {
    ...draft,
    zones: draft.zones.filter((one) => !gone.zones.includes(one)),
    tables: draft.tables.filter((one) => !gone.tables.includes(one)),
  }
}
