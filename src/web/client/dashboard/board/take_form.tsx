import { useId, useRef, useState } from 'react'
import type { BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { act } from '../app/requests.ts'
import { minorOf } from '../desk/minor_of.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { useBoardWords } from './board_words.ts'

const KINDS = ['cash', 'card', 'comp'] as const
type Kind = (typeof KINDS)[number]
const NOTE_LENGTH_MAX = 200

interface Due {
  party: BoardPartyAnswer
  currency: string
  due_minor: number
}

/** Takes what a party pays at the door: all that is due, or a part of it. */
export function TakeForm(due: Due) {
  const { words } = useBoardWords()
  const { text, setText, amount_minor, sum, kind, setKind, note, setNote, isBusy, take } =
    useTake(due)
  const field = useId()
  return (
    <form
      className="board-take"
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
    >
      <Kinds mayComp={due.party.can.includes('comp')} kind={kind} onChange={setKind} />
      <div className="field">
        <label htmlFor={`${field}-amount`}>{words.money.amount(due.currency)}</label>
        <input
          id={`${field}-amount`}
          inputMode="decimal"
          value={text}
          aria-invalid={amount_minor === undefined}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${field}-note`}>{words.money.note}</label>
        <input
          id={`${field}-note`}
          value={note}
          maxLength={NOTE_LENGTH_MAX}
          onChange={({ target }) => setNote(target.value)}
        />
      </div>
      <button className="button button-small" disabled={isBusy || amount_minor === undefined}>
        {words.money.book(sum)}
      </button>
    </form>
  )
}

/**
 * What is asked for keeps its id until it is done, so that a second press, or an answer that got
 * lost, takes it once. What is due is proposed until somebody types something else.
 */
function useTake({ party, currency, due_minor }: Due) {
  const { words, formats } = useBoardWords()
  const { isBusy, run } = useDeed()
  const ids = useRef(new Map<string, string>())
  const [typed, setText] = useState<string | null>(null)
  const [kind, setKind] = useState<Kind>('cash')
  const [note, setNote] = useState('')
  const text = typed ?? amountText(due_minor, currency)
  const amount_minor = minorOf(text, currency)
  const sum = formats.money(amount_minor ?? 0, currency)

  const take = async () => {
    if (amount_minor === undefined) return
    const payment = { kind, amount_minor, note: note.trim() }
    const asked = JSON.stringify({ ...payment, due_minor })
    const id = ids.current.get(asked) ?? newIdHere('dpy')
    ids.current.set(asked, id)
    const isDone = await run(async () => {
      await act('POST', `/api/staff/bookings/${party.id}/door_payments`, { id, ...payment })
      return words.money.taking(sum)
    })
    if (!isDone) return
    ids.current.delete(asked)
    setText(null)
    setNote('')
  }
  return { text, setText, amount_minor, sum, kind, setKind, note, setNote, isBusy, take }
}

function Kinds({
  mayComp,
  kind,
  onChange,
}: {
  mayComp: boolean
  kind: Kind
  onChange: (kind: Kind) => void
}) {
  const { words } = useBoardWords()
  const { kinds, compNote, compOnly } = words.money
  const group = useId()
  return (
    <>
      <fieldset className="board-kinds">
        <legend>{words.money.kind}</legend>
        {KINDS.filter((one) => one !== 'comp' || mayComp).map((one) => (
          <label key={one} className="order-choice">
            <input
              type="radio"
              name={group}
              checked={kind === one}
              onChange={() => onChange(one)}
            />
            {kinds[one]}
          </label>
        ))}
      </fieldset>
      {kind === 'comp' && <p className="dim">{compNote}</p>}
      {!mayComp && <p className="dim">{compOnly}</p>}
    </>
  )
}

/** An amount as it is typed: 12.50 for 1250 of a currency with cents. */
function amountText(amount_minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return (amount_minor / 10 ** digits).toFixed(digits)
}
