import { useState } from 'react'
import type { Board, BoardParty, BoardTable } from '../../../dashboard/api/board_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { partyAt, tableOf } from './board_context.tsx'

/** Two parties that may change tables, if somebody says yes. */
export interface SwapAsked {
  party: BoardParty
  from: BoardTable
  other: BoardParty
  to: BoardTable
}

/** Who sits where is changed by these; whatever the server refuses is said, and nothing moves. */
export function useMoves(board: Board) {
  const { words } = useFrame()
  const { run } = useDeed()
  // What was asked stays while its dialog closes.
  const [swapAsked, setSwapAsked] = useState<SwapAsked | null>(null)
  const [isAsking, setAsking] = useState(false)
  const { moved, swapped } = words.board.move

  const moveTo = async (party: BoardParty, table: BoardTable): Promise<boolean> => {
    const from = tableOf(board, party.id)
    const other = partyAt(board, table)
    if (other && from) {
      setSwapAsked({ party, from, other, to: table })
      setAsking(true)
      return true
    }
    return run(async () => {
      await act('POST', `/api/staff/bookings/${party.id}/table`, { table: table.id })
      return moved(party.name, table.name)
    })
  }
  const swap = ({ party, other }: SwapAsked) =>
    run(async () => {
      await act('POST', '/api/staff/swaps', { booking: party.id, other: other.id })
      return swapped(party.name, other.name)
    })
  const unassign = ({ id, name }: Pick<BoardParty, 'id' | 'name'>) =>
    run(async () => {
      await act('DELETE', `/api/staff/bookings/${id}/table`)
      return words.board.did.unassign(name)
    })
  return { moveTo, swap, unassign, swapAsked, isAsking, stopAsking: () => setAsking(false) }
}
