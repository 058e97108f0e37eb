import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'

/** How many tables are free, who is expected and who is here, and what is still to be paid. */
export function Counts() {
  const { board } = useBoard()
  const { words, short } = useBoardWords()
  const { free, awaited, here, due } = words.counts
  const count = (...states: string[]) =>
    board.tables.filter(({ state }) => states.includes(state)).length
  const owed = board.parties.filter(({ due_minor }) => due_minor !== null && due_minor > 0)
  const due_minor = owed.reduce((sum, party) => sum + (party.due_minor ?? 0), 0)
  const said = [free(count('free')), awaited(count('booked')), here(count('arrived', 'seated'))]
  if (due_minor > 0) said.push(due(short(due_minor, owed[0]?.currency)))
  return <p className="board-counts">{said.join(' · ')}</p>
}
