import type { Box } from '../../../plan/box.ts'
import { isTable, thingOf, type Draft, type DraftTable } from './draft.ts'
import { setThing } from './edits.ts'
import { toGrid } from './snap.ts'

/** Which side or corner is pulled: -1, 0 or 1 for left, neither, right, and the same downwards. */
export interface Handle {
  h: -1 | 0 | 1
  v: -1 | 0 | 1
}

/** All eight, clockwise from the upper left corner. */
export const handles: Handle[] = [
  { h: -1, v: -1 },
  { h: 0, v: -1 },
  { h: 1, v: -1 },
  { h: 1, v: 0 },
  { h: 1, v: 1 },
  { h: 0, v: 1 },
  { h: -1, v: 1 },
  { h: -1, v: 0 },
]

/** Smaller things can be neither read nor tapped. */
const SIDE_MIN = 20

/**
 * Pulls a handle of a thing by so much, in the plan's own directions. The opposite side stays where
 * it is, however the thing is turned; nothing is pulled out of the canvas.
 */
export function resizeThing(
  draft: Draft,
  key: string,
  handle: Handle,
  by: { dx: number; dy: number },
  grid: number,
): Draft {
  const thing = thingOf(draft, key)
  if (!thing) return draft
  if (isTable(thing)) return setThing(draft, key, resizedTable(draft, thing, handle, by, grid))
  const across = pulled(thing.x, thing.width, handle.h, by.dx, grid, draft.width)
  const down = pulled(thing.y, thing.height, handle.v, by.dy, grid, draft.height)
  const box: Box = { x: across.start, y: down.start, width: across.size, height: down.size }
  return setThing(draft, key, box)
}

/** One side of a straight rectangle, pulled to the grid and no further than there is room. */
function pulled(
  start: number,
  size: number,
  side: -1 | 0 | 1,
  by: number,
  grid: number,
  room: number,
): { start: number; size: number } {
  if (side === 0) return { start, size }
  const end = start + size
  if (side > 0) {
    const to = Math.min(room, Math.max(start + SIDE_MIN, toGrid(end + by, grid)))
    return { start, size: Math.max(1, to - start) }
  }
  const from = Math.max(0, Math.min(end - SIDE_MIN, toGrid(start + by, grid)))
  return { start: from, size: Math.max(1, end - from) }
}

function resizedTable(
  draft: Draft,
  table: DraftTable,
  { h, v }: Handle,
  { dx, dy }: { dx: number; dy: number },
  grid: number,
): Box {
  const turn = (table.rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  // The pull in the table's own directions, and what it makes of its sides.
  const width = grown(table.width, h * (dx * cos + dy * sin), h, grid, draft.width)
  const height = grown(table.height, v * (dy * cos - dx * sin), v, grid, draft.height)
  // Its centre goes along by half, so that the side across stays.
  const [right, down] = [(h * (width - table.width)) / 2, (v * (height - table.height)) / 2]
  const x = Math.round(table.x + right * cos - down * sin)
  const y = Math.round(table.y + right * sin + down * cos)
  return {
    x: Math.min(Math.max(x, 0), draft.width),
    y: Math.min(Math.max(y, 0), draft.height),
    width,
    height,
  }
}

/** A size that grows by steps of the grid from where it was. */
function grown(size: number, by: number, side: number, grid: number, room: number): number {
  if (side === 0) return size
  return Math.min(room, Math.max(SIDE_MIN, size + toGrid(by, grid)))
}

/** How a table is turned whose handle is at this point: up is 0; in steps of `step` degrees. */
export function angleAt(
  centre: { x: number; y: number },
  point: { x: number; y: number },
  step: number,
): number {
  const degrees = (Math.atan2(point.x - centre.x, centre.y - point.y) * 180) / Math.PI
  return ((toGrid(degrees, step) % 360) + 360) % 360
}
