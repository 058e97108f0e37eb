import type { KeyboardEvent, PointerEvent as ReactPointerEvent } from 'react'
import type { BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { useBoardWords } from './board_words.ts'
import { SignPath } from './glyphs.tsx'

/** How far the ring of the focus stands off the table, in units of the plan. */
const RING = 9
const LINE = 15
/** About as wide is a letter of the plan's small type. */
const LETTER = 7

/** A drawing has no buttons of its own: what is pressed in it says so. */
const PRESSED = { role: 'button', tabIndex: 0 } as const

/** A table in its place: by shape, sign and word in what state it is, and who has it. */
export function Spot({
  table,
  party,
  isChosen,
  isOver,
  onChoose,
  onGrip,
}: {
  table: BoardTable
  party: BoardParty | undefined
  isChosen: boolean
  isOver: boolean
  onChoose: () => void
  onGrip: ((event: ReactPointerEvent) => void) | undefined
}) {
  const { whole } = useBoardWords()
  const { x, y, rotation, state } = table
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onChoose()
  }
  const names = ['board-spot', `board-is-${state}`]
  if (onGrip) names.push('board-grip')
  if (isOver) names.push('board-over')
  return (
    <g
      className={names.join(' ')}
      {...PRESSED}
      aria-label={whole(table, party)}
      aria-pressed={isChosen}
      data-drop={table.id}
      onClick={onChoose}
      onKeyDown={press}
      onPointerDown={onGrip}
    >
      <g transform={`translate(${x} ${y}) rotate(${rotation})`}>
        <Shape table={table} name="board-ring" grown={RING} />
        <Shape table={table} name="board-top" grown={0} />
        <Shape table={table} name="board-hatch" grown={0} />
      </g>
      <Signs table={table} party={party} />
    </g>
  )
}

function Shape({ table, name, grown }: { table: BoardTable; name: string; grown: number }) {
  const [w, h] = [table.width / 2 + grown, table.height / 2 + grown]
  if (table.shape === 'round') return <ellipse className={name} rx={w} ry={h} />
  return <rect className={name} x={-w} y={-h} width={2 * w} height={2 * h} rx={8 + grown / 2} />
}

/** Half of how wide and high a table is as it stands. */
function reach({ width, height, rotation }: BoardTable): [number, number] {
  const turn = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))]
  return [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2]
}

/**
 * What stands on and below a table, upright however it is turned. It is drawn above all tables, so
 * that no neighbour covers it; the table's own name says the same in whole words.
 */
export function SpotWords({
  table,
  party,
  room,
}: {
  table: BoardTable
  party: BoardParty | undefined
  /** How wide they may be, in units of the plan. */
  room: number
}) {
  const { words, short, dueOf } = useBoardWords()
  const { x, y, state, minimum_spend_minor } = table
  const label = /\S*\d\S*/.exec(table.name)?.[0] ?? table.name
  const below = y + reach(table)[1] + LINE
  const minimum = minimum_spend_minor > 0 ? short(minimum_spend_minor) : ''
  const lines = party
    ? [party.name, words.states[state], [minimum, dueOf(party)].filter(Boolean).join(' · ')]
    : [words.states[state], minimum]
  return (
    <g className={`board-words board-is-${state}`} aria-hidden="true">
      <text className="board-name" x={x} y={y + 1}>
        {fit(label, table.width)}
      </text>
      <text className="board-heads" x={x} y={y + 18}>
        {party ? words.insideShort(party.inside, table.heads) : table.seats}
      </text>
      {lines.filter(Boolean).map((line, index) => (
        <text
          key={line}
          className={party && index === 0 ? 'board-party' : 'board-line'}
          x={x}
          y={below + index * LINE}
        >
          {fit(line, room)}
        </text>
      ))}
    </g>
  )
}

/** As much of a text as there is room for. */
function fit(text: string, room: number): string {
  const letters = Math.max(4, Math.floor(room / LETTER))
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`
}

function Signs({ table, party }: { table: BoardTable; party: BoardParty | undefined }) {
  const [w, h] = reach(table)
  const top = table.y - h - 2
  const right = table.x + w - 2
  return (
    <g aria-hidden="true">
      <Badge x={right} y={top} sign={table.state} />
      {party?.is_locked && <Badge x={table.x - w + 2} y={top} sign="locked" />}
      {party?.is_disputed && <Badge x={right - 26} y={top} sign="disputed" />}
    </g>
  )
}

function Badge({
  x,
  y,
  sign,
}: {
  x: number
  y: number
  sign: Parameters<typeof SignPath>[0]['sign']
}) {
  return (
    <g className={`board-badge board-is-${sign}`} transform={`translate(${x} ${y})`}>
      <circle r={12} />
      <g transform="translate(-8 -8)">
        <SignPath sign={sign} />
      </g>
    </g>
  )
}
