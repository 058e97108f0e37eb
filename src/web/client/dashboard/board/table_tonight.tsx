import type { BoardTable, BoardTableAnswer } from '../../../dashboard/api/board_answers.ts'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'

/** Who had a table tonight, and what was done at it: the newest first. */
export function TableTonight({ table: { id } }: { table: BoardTable }) {
  const { slug } = useBoard()
  const { words } = useBoardWords()
  const path = `/board/tables/${id}?night=${encodeURIComponent(slug)}`
  const query = useAnswer<BoardTableAnswer>(path, ['guests', 'orders'])
  // What is kept of another table is not shown as this one's.
  const data = query.data?.id === id ? query.data : undefined
  return (
    <section aria-labelledby="board-tonight">
      <h3 id="board-tonight">{words.tonight.title}</h3>
      <Answered query={{ ...query, data }}>{(answer) => <Entries answer={answer} />}</Answered>
    </section>
  )
}

function Entries({ answer: { entries } }: { answer: BoardTableAnswer }) {
  const { choose } = useBoard()
  const { words, formats } = useBoardWords()
  const known = entries.filter(({ action }) => words.changes[action])
  if (known.length === 0) return <p className="dim">{words.tonight.none}</p>
  return (
    <ol className="order-list">
      {known.map(({ at, action, actor, party }) => (
        <li key={`${at} ${action} ${party?.id ?? ''}`}>
          <span>
            {party && (
              <button className="link" onClick={() => choose({ party: party.id })}>
                {party.name}
              </button>
            )}
            {party && ': '}
            {words.changes[action]}
          </span>
          <span className="dim">
            {formats.time(at)}, {words.changedBy(actor)}
          </span>
        </li>
      ))}
    </ol>
  )
}
