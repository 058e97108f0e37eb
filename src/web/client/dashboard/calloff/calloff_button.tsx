import { useId, useState } from 'react'
import type { CallOffAnswer } from '../../../dashboard/api/calloff_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

const REASON_LENGTH_MAX = 500

/** Calls a night off, once it is said what that means and its title is typed. */
export function CallOffButton({
  answer: { night, currency },
  worth,
}: {
  answer: CallOffAnswer
  worth: NonNullable<CallOffAnswer['worth']>
}) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const titleId = useId()
  const reasonId = useId()
  const [title, setTitle] = useState('')
  const [reason, setReason] = useState('')
  const callOff = async () => {
    await act('POST', `/nights/${night.id}/cancellation`, { title, reason })
    return words.calloff.done
  }
  return (
    <Confirm
      trigger={
        <button className="button button-quiet calloff-button" disabled={isBusy}>
          {words.calloff.button}
        </button>
      }
      title={words.calloff.ask(night.title)}
      yes={words.calloff.yes}
      isGrave
      no={words.calloff.no}
      isReady={isSame(title, night.title) && reason.trim() !== ''}
      onYes={() => void run(callOff)}
    >
      <Effect worth={worth} currency={currency} />
      <div className="field">
        <label htmlFor={titleId}>{words.calloff.typeTitle(night.title)}</label>
        <input
          id={titleId}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={reasonId}>{words.calloff.reason}</label>
        <textarea
          id={reasonId}
          value={reason}
          maxLength={REASON_LENGTH_MAX}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Confirm>
  )
}

function Effect({
  worth,
  currency,
}: {
  worth: NonNullable<CallOffAnswer['worth']>
  currency: string
}) {
  const { words, formats } = useFrame()
  const { calloff } = words
  const money = (minor: number) => formats.money(minor, currency)
  const { orders, money_minor, reserved_minor, open_orders, disputed_orders } = worth
  return (
    <>
      <p className="calloff-effect">
        {orders === 0 ? calloff.nothingSold : calloff.effect(orders, money(money_minor))}
      </p>
      <ul className="plain">
        {reserved_minor > 0 && <li>{calloff.reserved(money(reserved_minor))}</li>}
        {disputed_orders > 0 && (
          <li>{calloff.inDispute(money(worth.disputed_minor), disputed_orders)}</li>
        )}
        {open_orders > 0 && <li>{calloff.open(open_orders)}</li>}
        <li>{calloff.final}</li>
      </ul>
    </>
  )
}

/** As the server compares them, which decides. */
const isSame = (typed: string, title: string) => plain(typed) === plain(title)

const plain = (text: string) => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
