/** A rectangle that lies straight, by its upper left corner. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** A table as it stands: by its centre, and turned around it. */
export interface Turned extends Box {
  shape: 'round' | 'rectangle'
  /** Degrees, clockwise. */
  rotation: number
}

/** The straight rectangle that a table takes, however it is turned. */
export function boundsOf({ x, y, width, height, rotation, shape }: Turned): Box {
  const [cos, sin] = [cosOf(rotation), cosOf(rotation - 90)]
  const along = (a: number, b: number) => {
    const [p, q] = [Math.abs(a * cos), Math.abs(b * sin)]
    return shape === 'round' ? Math.hypot(p, q) : p + q
  }
  const [w, h] = [along(width, height), along(height, width)]
  return { x: x - w / 2, y: y - h / 2, width: w, height: h }
}

/** Exact for quarters of a turn, where the library is not. */
function cosOf(degrees: number): number {
  const quarters = ((degrees % 360) + 360) % 360
  if (quarters === 90 || quarters === 270) return 0
  if (quarters === 180) return -1
  return Math.cos((degrees * Math.PI) / 180)
}

/** Less than this is the rounding of a slant, and sticks out for nobody's eye. */
const SLACK = 1

/** Does `inner` lie within `outer`? */
export function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - SLACK &&
    inner.y >= outer.y - SLACK &&
    inner.x + inner.width <= outer.x + outer.width + SLACK &&
    inner.y + inner.height <= outer.y + outer.height + SLACK
  )
}
