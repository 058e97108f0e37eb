import { useId } from 'react'
import type { BoardTable } from '../../../dashboard/api/board_answers.ts'
import { useBoardWords } from './board_words.ts'

const NAME_LENGTH_MAX = 100
const HEADS_MAX = 100

/** What was typed of a party that walks in. */
export interface Walking {
  name: string
  heads: string
  table: string
}

/** Who walks in, how many they are, and which free table they get. */
export function WalkInFields({
  walking,
  free,
  isTableChosen,
  onChange,
}: {
  walking: Walking
  free: BoardTable[]
  isTableChosen: boolean
  onChange: (walking: Walking) => void
}) {
  const { words } = useBoardWords()
  const field = useId()
  return (
    <div className="board-form">
      <div className="field">
        <label htmlFor={`${field}-name`}>{words.walkIn.name}</label>
        <input
          id={`${field}-name`}
          value={walking.name}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...walking, name: target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${field}-heads`}>{words.walkIn.heads}</label>
        <input
          id={`${field}-heads`}
          type="number"
          inputMode="numeric"
          min={1}
          max={HEADS_MAX}
          value={walking.heads}
          onChange={({ target }) => onChange({ ...walking, heads: target.value })}
        />
      </div>
      {free.length === 0 && <p>{words.walkIn.none}</p>}
      {free.length > 0 && (
        <div className="field">
          <label htmlFor={`${field}-table`}>{words.walkIn.table}</label>
          <select
            id={`${field}-table`}
            value={walking.table}
            disabled={isTableChosen}
            onChange={({ target }) => onChange({ ...walking, table: target.value })}
          >
            <option value="">{words.move.choose}</option>
            {free.map(({ id, name, zone, seats }) => (
              <option key={id} value={id}>
                {name} · {zone} · {words.seats(seats)}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  )
}
