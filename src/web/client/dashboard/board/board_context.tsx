import { createContext, use } from 'react'
import type { Board, BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'

/** What is open in the panel: a party, wherever it sits, or a table that nobody has. */
export type Chosen = { party: string } | { table: string } | null

/** What every part of the board needs: what is on it, what is open, and what can be done. */
interface BoardContext {
  slug: string
  board: Board
  chosen: Chosen
  /** Opens something in the panel, or with null nothing. */
  choose: (what: Chosen) => void
  /** Gives a party a table: true when it has it then, or is asked whether to swap. */
  moveTo: (party: BoardParty, table: BoardTable) => Promise<boolean>
  unassign: (party: Pick<BoardParty, 'id' | 'name'>) => Promise<boolean>
}

const Context = createContext<BoardContext | null>(null)
export const BoardProvider = Context

/** What is on the board. Throws outside of it, which is a bug. */
export function useBoard(): BoardContext {
  const board = use(Context)
  if (!board) throw new Error('This part stands outside the board.')
  return board
}

/** The table at which a party sits; undefined while it has none. */
export function tableOf(board: Board, partyId: string): BoardTable | undefined {
  return board.tables.find(({ booking }) => booking === partyId)
}

/** Who has a table; undefined for one that nobody has. */
export function partyAt(board: Board, { booking }: BoardTable): BoardParty | undefined {
  return board.parties.find(({ id }) => id === booking)
}
