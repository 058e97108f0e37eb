import type { PointerEvent as ReactPointerEvent } from 'react'
import type { BoardParty } from '../../../dashboard/api/board_answers.ts'
import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'
import { WalkIn } from './walk_in.tsx'

/** What is dropped here loses its table. */
export const STRIP = 'strip'

/** The parties that wait for a table, to be dragged to one; and whoever walks in. */
export function Strip({
  over,
  grip,
  mayManage,
}: {
  over: string | null
  grip: (party: BoardParty) => (event: ReactPointerEvent) => void
  mayManage: boolean
}) {
  const { board } = useBoard()
  const { words } = useBoardWords()
  const waiting = board.parties.filter(({ waits_for }) => waits_for !== null)
  return (
    <section
      className={`panel board-strip ${over === STRIP ? 'board-strip-over' : ''}`}
      aria-labelledby="board-strip-title"
      data-drop={STRIP}
    >
      <h2 id="board-strip-title">
        {words.strip.title}
        {waiting.length > 0 && <span className="board-count">{waiting.length}</span>}
      </h2>
      {waiting.length === 0 ? (
        <p className="dim">{over === STRIP ? words.strip.drop : words.strip.none}</p>
      ) : (
        <ul className="board-chips">
          {waiting.map((party) => (
            <li key={party.id}>
              <Chip party={party} onGrip={mayManage ? grip(party) : undefined} />
            </li>
          ))}
        </ul>
      )}
      {mayManage && <WalkIn />}
    </section>
  )
}

function Chip({
  party,
  onGrip,
}: {
  party: BoardParty
  onGrip: ((event: ReactPointerEvent) => void) | undefined
}) {
  const { chosen, choose } = useBoard()
  const { words, formats } = useBoardWords()
  const isChosen = chosen !== null && 'party' in chosen && chosen.party === party.id
  return (
    <button
      className={`board-chip ${onGrip ? 'board-grip' : ''}`}
      aria-pressed={isChosen}
      onClick={() => choose({ party: party.id })}
      onPointerDown={onGrip}
    >
      <strong>{party.name}</strong>
      <span className="dim">
        {words.strip.needs(party.waits_for ?? 0)} · {formats.time(party.arrive_by)}
      </span>
    </button>
  )
}
