import { useRef } from 'react'
import type { ActionOrder, RefundAnswer } from '../../../dashboard/api/desk_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { newIdHere } from './new_id.ts'
import { useDeed } from './use_deed.ts'

type What = 'everything' | { ticket_ids: string[] } | { amount_minor: number }

/**
 * Gives money back once somebody has read how much and said yes. What is asked for keeps its id
 * until it is done, so that a second press, or an answer that got lost, asks for the same refund;
 * another amount, or other tickets, are another one.
 */
export function RefundButton({
  order,
  what,
  amount_minor,
  label,
  note,
  isReady = true,
  inside = 0,
}: {
  order: ActionOrder
  what: What
  amount_minor: number
  label: string
  /** What becomes of the tickets. */
  note: string
  isReady?: boolean
  /** How many are in already on what is given back. */
  inside?: number
}) {
  const { words, formats } = useFrame()
  const { isBusy, run } = useDeed()
  const ids = useRef(new Map<string, string>())
  const { order_id, currency, left_minor, is_reserved, differences_minor } = order
  const name = order.guest_name ?? words.desk.someGuest
  const amount = formats.money(amount_minor, currency)

  const refund = async () => {
    const path = `/orders/${order_id}/refund`
    const asked = JSON.stringify(what)
    const refund_id = ids.current.get(asked) ?? newIdHere('rfd')
    ids.current.set(asked, refund_id)
    const isDone = await run(async () => {
      const given = await act<RefundAnswer>('POST', path, { refund_id, what, left_minor })
      const sum = formats.money(given.amount_minor, given.currency)
      return given.outcome === 'released' ? words.desk.released(sum) : words.desk.refunding(sum)
    })
    if (isDone) ids.current.delete(asked)
  }

  return (
    <Confirm
      trigger={
        <button className="button button-small button-danger" disabled={isBusy || !isReady}>
          {label}
          <span className="hidden"> {name}</span>
        </button>
      }
      title={is_reserved ? words.desk.releaseAsk(amount, name) : words.desk.refundAsk(amount, name)}
      yes={is_reserved ? words.desk.releaseYes(amount) : words.desk.refundYes(amount)}
      isGrave
      onYes={() => void refund()}
    >
      <p>{is_reserved ? words.desk.releaseNote : note}</p>
      {inside > 0 && <p className="refund-inside">{words.desk.refundInside(inside)}</p>}
      {what === 'everything' && differences_minor > 0 && (
        <p>{words.desk.refundDifferences(formats.money(differences_minor, currency))}</p>
      )}
    </Confirm>
  )
}
