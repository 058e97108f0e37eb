import { useId, useState } from 'react'
import type { ActionOrder } from '../../../dashboard/api/desk_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from './new_id.ts'
import { useDeed } from './use_deed.ts'

const LENGTH_MAX = 1000

/** Writes a note for colleagues. What was typed stays until it is saved. */
export function NoteButton({ order }: { order: Pick<ActionOrder, 'order_id' | 'guest_name'> }) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const id = useId()
  const [text, setText] = useState('')
  const [note_id, setNoteId] = useState(() => newIdHere('nte'))
  const name = order.guest_name ?? words.desk.someGuest

  const save = async () => {
    const isDone = await run(async () => {
      await act('POST', `/orders/${order.order_id}/note`, { note_id, text })
      return words.desk.noted
    })
    if (isDone) write('')
  }
  /** Other words are another note; the same ones, pressed again, are not. */
  const write = (words_now: string) => {
    setText(words_now)
    setNoteId(newIdHere('nte'))
  }

  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy}>
          {words.desk.note}
          <span className="hidden"> {name}</span>
        </button>
      }
      title={words.desk.noteAbout(name)}
      yes={words.desk.noteSave}
      isReady={text.trim() !== ''}
      onYes={() => void save()}
    >
      <label htmlFor={id}>{words.desk.noteLabel}</label>
      <textarea
        id={id}
        value={text}
        maxLength={LENGTH_MAX}
        onChange={(event) => write(event.target.value)}
      />
    </Confirm>
  )
}
