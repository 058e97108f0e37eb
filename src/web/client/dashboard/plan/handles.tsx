import { isTable, type DraftTable, type DraftZone } from './draft.ts'
import { handles } from './resize.ts'

/** How large a handle is, and how far off the turn's stands, in px. */
const [DOT, STALK] = [6, 30]
/** How far a finger may miss one; less where the thing is small, or nothing of it were left. */
const [TOUCH_MIN, TOUCH_MAX] = [7, 16]
/** A side that is shorter has handles at its corners alone, in px. */
const SIDE_MIN = 52

/** What a thing that is chosen is pulled and turned by. The keyboard has keys for the same. */
export function Handles({ thing, zoom }: { thing: DraftZone | DraftTable; zoom: number }) {
  const { width, height } = thing
  const isTurned = isTable(thing)
  const place = isTurned
    ? `translate(${thing.x} ${thing.y}) rotate(${thing.rotation})`
    : `translate(${thing.x + width / 2} ${thing.y + height / 2})`
  const top = -height / 2 - STALK / zoom
  const small = (Math.min(width, height) * zoom) / 4
  const touch = Math.min(TOUCH_MAX, Math.max(TOUCH_MIN, small)) / zoom
  const shown = handles.filter(
    ({ h, v }) => (h !== 0 || width * zoom > SIDE_MIN) && (v !== 0 || height * zoom > SIDE_MIN),
  )
  return (
    <g className="handles" transform={place} aria-hidden="true">
      <rect
        className="handles-box"
        x={-width / 2}
        y={-height / 2}
        width={width}
        height={height}
        strokeWidth={1.5 / zoom}
      />
      {isTurned && (
        <g data-turn="" className="handle-turn">
          <line x1="0" x2="0" y1={-height / 2} y2={top} strokeWidth={1.5 / zoom} />
          <circle className="handle-touch" cx="0" cy={top} r={TOUCH_MAX / zoom} />
          <circle className="handle-dot" cx="0" cy={top} r={DOT / zoom} strokeWidth={2 / zoom} />
        </g>
      )}
      {shown.map((handle) => {
        const { h, v } = handle
        const [x, y] = [(h * width) / 2, (v * height) / 2]
        const side = (DOT * 2) / zoom
        return (
          <g
            key={`${h} ${v}`}
            data-handle={handles.indexOf(handle)}
            className={`handle handle-${cursorOf(h, v)}`}
          >
            <circle className="handle-touch" cx={x} cy={y} r={touch} />
            <rect
              className="handle-dot"
              x={x - side / 2}
              y={y - side / 2}
              width={side}
              height={side}
              strokeWidth={2 / zoom}
            />
          </g>
        )
      })}
    </g>
  )
}

function cursorOf(h: number, v: number): string {
  if (h === 0) return 'ns'
  if (v === 0) return 'ew'
  return h === v ? 'nwse' : 'nesw'
}
