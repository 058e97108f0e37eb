import { useId, useState } from 'react'
import type { ActionOrder, ResendAnswer } from '../../../dashboard/api/desk_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from './use_deed.ts'

const LENGTH_MAX = 254
/** What a browser, too, takes for an address; the server looks more closely. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/

/** Corrects a guest's address, and sends there what the order calls for. */
export function EmailButton({ order, email }: { order: ActionOrder; email: string }) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const id = useId()
  const [typed, setTyped] = useState(email)
  const name = order.guest_name ?? words.desk.someGuest
  const save = async () => {
    const body = { email: typed.trim() }
    const { outcome } = await act<ResendAnswer>('POST', `/orders/${order.order_id}/email`, body)
    return words.desk.resent[outcome]
  }
  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy}>
          {words.desk.email}
          <span className="hidden"> {words.desk.emailOf(name)}</span>
        </button>
      }
      title={words.desk.emailOf(name)}
      yes={words.desk.emailSave}
      isReady={ADDRESS.test(typed.trim())}
      onYes={() => void run(save)}
    >
      <label htmlFor={id}>{words.desk.emailLabel}</label>
      <input
        id={id}
        type="email"
        autoComplete="off"
        maxLength={LENGTH_MAX}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p className="dim">{words.desk.emailNote}</p>
    </Confirm>
  )
}
