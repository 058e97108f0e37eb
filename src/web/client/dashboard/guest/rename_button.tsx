import { useId, useState } from 'react'
import type { RenameAnswer } from '../../../dashboard/api/guest_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** Corrects a name: of an order's guest, of a party or on a pass, whatever `path` is about. */
export function RenameButton({
  path,
  title,
  name,
  lengthMax = 200,
}: {
  path: string
  title: string
  name: string
  lengthMax?: number
}) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const id = useId()
  const [typed, setTyped] = useState(name)
  const save = async () => {
    const { outcome } = await act<RenameAnswer>('POST', path, { name: typed.trim() })
    return words.guest.renamed[outcome]
  }
  return (
    <Confirm
      trigger={
        <button
          className="button button-small button-quiet"
          disabled={isBusy}
          // Somebody else may have changed it since this page was drawn.
          onClick={() => setTyped(name)}
        >
          {words.guest.rename}
          <span className="hidden"> {title}</span>
        </button>
      }
      title={title}
      yes={words.guest.nameSave}
      isReady={typed.trim() !== ''}
      onYes={() => void run(save)}
    >
      <label htmlFor={id}>{words.guest.nameLabel}</label>
      <input
        id={id}
        type="text"
        autoComplete="off"
        maxLength={lengthMax}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p className="dim">{words.guest.nameNote}</p>
    </Confirm>
  )
}
