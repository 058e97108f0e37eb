import type { BoardParty } from '../../../dashboard/api/board_answers.ts'
import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'

/** The parties that have left, did not come, or were called off: what was a mistake is undone. */
export function Over() {
  const { board, choose } = useBoard()
  const { words } = useBoardWords()
  const gone = board.parties.filter(({ state }) => ENDED.has(state))
  if (gone.length === 0) return null
  return (
    <section className="board-over-list" aria-labelledby="board-over-title">
      <h2 id="board-over-title">
        {words.over.title} <span className="board-count">{gone.length}</span>
      </h2>
      <ul className="board-chips">
        {gone.map((party) => (
          <li key={party.id}>
            <button className="board-chip" onClick={() => choose({ party: party.id })}>
              <strong>{party.name}</strong>
              <span className="dim">
                {[words.over.states[party.state], party.table].filter(Boolean).join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const ENDED = new Set<BoardParty['state']>(['released', 'no_show', 'cancelled'])
