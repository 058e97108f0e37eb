import { useState } from 'react'
import { Confirm } from '../app/confirm.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'
import { WalkInFields, type Walking } from './walk_in_fields.tsx'

const NOBODY: Walking = { name: '', heads: '2', table: '' }

/** A party that has not booked is given a free table: `at` where that is chosen already. */
export function WalkIn({ at }: { at?: string }) {
  const { board, slug, choose } = useBoard()
  const { words } = useBoardWords()
  const { isBusy, run } = useDeed()
  const [typed, setTyped] = useState(NOBODY)
  const walking = at === undefined ? typed : { ...typed, table: at }
  const free = board.tables.filter(({ state }) => state === 'free')
  const table = free.find(({ id }) => id === walking.table)
  const party_name = walking.name.trim()
  const party_size = /^\d{1,3}$/.test(walking.heads.trim()) ? Number(walking.heads) : 0

  const seat = async () => {
    if (!table) return
    const isDone = await run(async () => {
      const asked = { party_name, party_size, table: table.id }
      const made = await act<{ id: string }>('POST', `/api/staff/nights/${slug}/walk_ins`, asked)
      choose({ party: made.id })
      return words.walkIn.done(party_name, table.name)
    })
    if (isDone) setTyped(NOBODY)
  }

  return (
    <Confirm
      trigger={
        <button className="button button-small" disabled={isBusy}>
          {words.walkIn.open}
        </button>
      }
      title={words.walkIn.title}
      yes={words.walkIn.go}
      isReady={party_name !== '' && party_size > 0 && table !== undefined}
      onYes={() => void seat()}
    >
      <WalkInFields
        walking={walking}
        free={free}
        isTableChosen={at !== undefined}
        onChange={setTyped}
      />
    </Confirm>
  )
}
