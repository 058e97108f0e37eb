import { useRef, useState } from 'react'
import type { ActionOrder } from '../../../dashboard/api/desk_answers.ts'
import type { MoveAnswer, OfferMadeAnswer } from '../../../dashboard/api/move_answers.ts'
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
    if (!wish) return
    const asked = JSON.stringify(wish)
    const { asks_guest, ...wanted } = wish
    const id = ids.current.get(asked) ?? newIdHere(asks_guest ? 'ord' : 'mov')
    ids.current.set(asked, id)
    const isDone = await run(async () => {
      const path = `/orders/${order.order_id}/move`
      if (asks_guest) {
        const { waives: _, ...offer } = wanted
        const body = { ...offer, offer_id: id }
        const made = await act<OfferMadeAnswer>('POST', `${path}/offer`, body)
        return words.move.asked(formats.money(made.amount_minor, made.currency))
      }
      const { night } = await act<MoveAnswer>('POST', path, { ...wanted, move_id: id })
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
      yes={wish?.asks_guest ? words.move.askYes : words.move.yes}
      isReady={wish !== null}
      onYes={() => void move()}
    >
      <MoveForm order={order} onWish={setWish} />
    </Confirm>
  )
}
