import type { PointerEvent as ReactPointerEvent } from 'react'
import type { Board, BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { pictureUrl } from '../plan/picture_url.ts'
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
  const { plan, tables } = board
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
        <Ground board={board} />
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

/** What the tables stand on: the picture beneath, and the zones. */
function Ground({ board: { plan, zones } }: { board: Board }) {
  const { width, height, picture } = plan
  return (
    <g aria-hidden="true">
      {picture && (
        <image
          href={pictureUrl(picture.id)}
          width={width}
          height={height}
          opacity={picture.opacity / 100}
          preserveAspectRatio="xMidYMid meet"
        />
      )}
      {zones.map((zone) => (
        <g key={zone.id} className="board-zone">
          <rect x={zone.x} y={zone.y} width={zone.width} height={zone.height} rx="10" />
          <text x={zone.x + 16} y={zone.y + 27}>
            {zone.name}
          </text>
        </g>
      ))}
    </g>
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
