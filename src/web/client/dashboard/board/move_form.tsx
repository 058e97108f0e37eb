import { useState } from 'react'
import type { BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { partyAt, useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'

/** Gives a party another table without dragging: a free one, or that of another party. */
export function MoveForm({ party }: { party: BoardPartyAnswer }) {
  const { board, moveTo } = useBoard()
  const { words } = useBoardWords()
  const [wanted, setWanted] = useState('')
  const [isBusy, setBusy] = useState(false)
  const { label, first, choose, free, occupied, go } = words.move
  const others = board.tables.filter(({ id }) => id !== party.table?.id)
  const open = others.filter(({ state }) => state === 'free')
  const taken = party.table ? others.filter((table) => partyAt(board, table)) : []
  const table = others.find(({ id }) => id === wanted)
  const self = board.parties.find(({ id }) => id === party.id)
  const move = async () => {
    if (!table || !self) return
    setBusy(true)
    if (await moveTo(self, table)) setWanted('')
    setBusy(false)
  }
  return (
    <div className="board-move">
      <div className="field">
        <label htmlFor="board-move">{party.table ? label : first}</label>
        <select id="board-move" value={wanted} onChange={({ target }) => setWanted(target.value)}>
          <option value="">{choose}</option>
          <optgroup label={free}>
            {open.map(({ id, name, zone, seats }) => (
              <option key={id} value={id}>
                {name} · {zone} · {words.seats(seats)}
              </option>
            ))}
          </optgroup>
          {taken.length > 0 && (
            <optgroup label={occupied}>
              {taken.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} · {partyAt(board, one)?.name} · {words.seats(one.seats)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
      <button
        className="button button-small"
        disabled={!table || isBusy}
        onClick={() => void move()}
      >
        {go}
      </button>
    </div>
  )
}
