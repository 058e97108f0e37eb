import type { DraftTable, DraftZone } from './draft.ts'

/** How far the back of a booth or sofa stands off the table, as guests see it. */
const BACK = 9
const [NUMBER_MIN, NUMBER_MAX] = [14, 34]

/** A zone: its ground and its name. */
export function ZoneShape({ zone }: { zone: DraftZone }) {
  const { x, y, width, height, name } = zone
  return (
    <>
      <rect className="drawn-zone" x={x} y={y} width={width} height={height} rx="10" />
      <text className="drawn-zone-name" x={x + 14} y={y + 28}>
        {name}
      </text>
    </>
  )
}

/** A table in its place, size and turn, with what is written on it. */
export function TableShape({ table }: { table: DraftTable }) {
  const { x, y, rotation, width, height } = table
  const [w, h] = [width / 2, height / 2]
  return (
    <>
      <g transform={`translate(${x} ${y}) rotate(${rotation})`}>
        <Back table={table} />
        {table.shape === 'round' ? (
          <ellipse className="drawn-table" rx={w} ry={h} />
        ) : (
          <rect className="drawn-table" x={-w} y={-h} width={width} height={height} rx="8" />
        )}
      </g>
      <Label table={table} />
    </>
  )
}

function Back({ table: { kind, shape, width, height } }: { table: DraftTable }) {
  if (shape === 'round' || (kind !== 'booth' && kind !== 'sofa')) return null
  const [w, h] = [width / 2 + BACK, height / 2 + BACK]
  const sides = kind === 'booth' ? h : 0
  const top = `V${-h + 12}Q${-w} ${-h} ${-w + 12} ${-h}H${w - 12}Q${w} ${-h} ${w} ${-h + 12}`
  return <path className="drawn-back" d={`M${-w} ${sides}${top}V${sides}`} />
}

/** The number in a table's name, upright, as large as the table carries. */
function Label({ table: { x, y, width, height, rotation, name } }: { table: DraftTable }) {
  const label = /\S*\d\S*/.exec(name)?.[0] ?? name
  const side = Math.min(width, height)
  const [w, h] = rotation % 180 === 0 ? [width, height] : [side, side]
  const fitting = Math.min(h * 0.5, (w * 1.1) / Math.max(1, label.length))
  const size = Math.round(Math.min(NUMBER_MAX, Math.max(NUMBER_MIN, fitting)))
  return (
    <text className="drawn-name" x={x} y={y + size * 0.36} fontSize={size}>
      {label}
    </text>
  )
}
