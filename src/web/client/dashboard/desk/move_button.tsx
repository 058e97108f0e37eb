import { useRef, useState } from 'react'
import type { ActionOrder } from '../../../dashboard/api/desk_answers.ts'
import type { MoveAnswer } from '../../../dashboard/api/move_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { MoveForm, type MoveWish } from './move_form.tsx'
import { newIdHere } from './new_id.ts'
import { useDeed } from './use_deed.ts'

/**
 * Moves an order to another night, once somebody has chosen it and read what that costs. What is
 * asked for keeps its id until it is done, so that a second press asks for the same.
 */
export function MoveButton({ order }: { order: ActionOrder }) {
  const { words, formats } = useFrame()
  const { isBusy, run } = useDeed()
  const [wish, setWish] = useState<MoveWish | null>(null)
  const ids = useRef(new Map<string, string>())
  const name = order.guest_name ?? words.desk.someGuest

  const move = async () => {
    const asked = JSON.stringify(wish)
    const move_id = ids.current.get(asked) ?? newIdHere('mov')
    ids.current.set(asked, move_id)
    const isDone = await run(async () => {
      const path = `/orders/${order.order_id}/move`
      const { night } = await act<MoveAnswer>('POST', path, { ...wish, move_id })
      return words.move.done(night.title, formats.day(night.doors_at))
    })
    if (isDone) ids.current.delete(asked)
  }

  return (
    <Confirm
      trigger={
        <button
          className="button button-small button-quiet"
          disabled={isBusy}
          onClick={() => setWish(null)}
        >
          {words.move.move}
          <span className="hidden"> {name}</span>
        </button>
      }
      title={words.move.ask(name)}
      yes={words.move.yes}
      isReady={wish !== null}
      onYes={() => void move()}
    >
      <MoveForm order={order} onWish={setWish} />
    </Confirm>
  )
}
