import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Board, BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { partyAt, useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'
import { Spot, SpotWords } from './spot.tsx'

/** Words of neighbours in one row must not run into each other, within these, in units. */
const [ROOM_MIN, ROOM_MAX] = [44, 150]
/** So near in height do tables stand in one row. */
const ROW = 70

/** The night's floor plan, with every party at its table. */
export function Plan({
  over,
  grip,
}: {
  /** The table above which a party is dragged. */
  over: string | null
  grip: (party: BoardParty) => (event: ReactPointerEvent) => void
}) {
  const { board, chosen, choose } = useBoard()
  const { words } = useBoardWords()
  const { plan, zones, tables } = board
  return (
    <section className="board-window" aria-label={words.planOf(plan.name)}>
      <svg className="board-plan" viewBox={`0 0 ${plan.width} ${plan.height}`}>
        <defs>
          <pattern
            id="board-hatching"
            width="11"
            height="11"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="3" height="11" />
          </pattern>
        </defs>
        {zones.map(({ id, name, x, y, width, height }) => (
          <g key={id} className="board-zone" aria-hidden="true">
            <rect x={x} y={y} width={width} height={height} rx="10" />
            <text x={x + 16} y={y + 27}>
              {name}
            </text>
          </g>
        ))}
        {tables.map((table) => {
          const party = partyAt(board, table)
          return (
            <Spot
              key={table.id}
              table={table}
              party={party}
              isChosen={isChosen(chosen, table)}
              isOver={over === table.id}
              onChoose={() => choose(party ? { party: party.id } : { table: table.id })}
              onGrip={party && grip(party)}
            />
          )
        })}
        {tables.map((table) => (
          <SpotWords
            key={table.id}
            table={table}
            party={partyAt(board, table)}
            room={roomOf(board, table)}
          />
        ))}
      </svg>
    </section>
  )
}

function isChosen(chosen: ReturnType<typeof useBoard>['chosen'], table: BoardTable): boolean {
  if (chosen === null) return false
  return 'table' in chosen ? chosen.table === table.id : chosen.party === table.booking
}

/** How wide the words of a table may be: as far as the next one in its row. */
function roomOf({ tables }: Board, table: BoardTable): number {
  const gaps = tables.flatMap(({ id, x, y }) => {
    const isBeside = id !== table.id && Math.abs(y - table.y) < ROW && x !== table.x
    return isBeside ? [Math.abs(x - table.x) - 6] : []
  })
  return Math.max(ROOM_MIN, Math.min(ROOM_MAX, ...gaps))
}
