import type { Box } from '../../../plan/box.ts'

/** A line that shows what something stands in one line with. */
export interface Guide {
  axis: 'x' | 'y'
  at: number
  from: number
  to: number
}

/** How far something is moved in the end, and why there. */
export interface Snapped {
  dx: number
  dy: number
  guides: Guide[]
}

interface Along {
  start: number
  size: number
  /** Across: how far a guide has to reach. */
  from: number
  to: number
}

/**
 * Draws a moved rectangle to what stands in one line with it, by edges or middles, within `reach`;
 * where there is nothing, to the grid. A grid of 0 is none.
 */
export function snapMove(
  moved: Box,
  { dx, dy }: { dx: number; dy: number },
  others: Box[],
  { grid, reach }: { grid: number; reach: number },
): Snapped {
  const goal = { ...moved, x: moved.x + dx, y: moved.y + dy }
  const x = snapAlong(alongX(goal), others.map(alongX), grid, reach)
  const y = snapAlong(alongY(goal), others.map(alongY), grid, reach)
  return {
    dx: dx + x.by,
    dy: dy + y.by,
    guides: [
      ...(x.line ? [{ axis: 'x' as const, ...x.line }] : []),
      ...(y.line ? [{ axis: 'y' as const, ...y.line }] : []),
    ],
  }
}

const alongX = ({ x, y, width, height }: Box): Along => {
  return { start: x, size: width, from: y, to: y + height }
}
const alongY = ({ x, y, width, height }: Box): Along => {
  return { start: y, size: height, from: x, to: x + width }
}

const linesOf = ({ start, size }: Along) => [start, start + size / 2, start + size]

function snapAlong(
  moved: Along,
  others: Along[],
  grid: number,
  reach: number,
): { by: number; line?: Omit<Guide, 'axis'> } {
  let best: { by: number; line: Omit<Guide, 'axis'> } | undefined
  for (const other of others)
    for (const at of linesOf(other))
      for (const own of linesOf(moved)) {
        const by = at - own
        if (Math.abs(by) > reach || (best && Math.abs(by) >= Math.abs(best.by))) continue
        const from = Math.min(other.from, moved.from)
        best = { by, line: { at, from, to: Math.max(other.to, moved.to) } }
      }
  if (best) return best
  return { by: toGrid(moved.start, grid) - moved.start }
}

/** The nearest line of the grid; whole numbers where there is none. */
export function toGrid(value: number, grid: number): number {
  const step = grid > 0 ? grid : 1
  return Math.round(value / step) * step
}
