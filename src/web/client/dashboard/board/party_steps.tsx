import type { BoardAction, BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { useBoard } from './board_context.tsx'
import { useBoardWords } from './board_words.ts'

/** The steps of a party's evening, in the order of their buttons: what comes next is first. */
const STEPS = {
  arrive: ['POST', 'arrival'],
  seat: ['POST', 'seating'],
  release: ['POST', 'release'],
  no_show: ['POST', 'no_show'],
  lock: ['POST', 'lock'],
  unlock: ['DELETE', 'lock'],
  undo_arrival: ['POST', 'arrival/reversal'],
  undo_seating: ['POST', 'seating/reversal'],
  undo_release: ['POST', 'release/reversal'],
  undo_no_show: ['POST', 'no_show/reversal'],
  unassign: ['DELETE', 'table'],
} as const satisfies Partial<Record<BoardAction, ['POST' | 'DELETE', string]>>

type Step = keyof typeof STEPS

const MAIN = new Set<Step>(['arrive', 'seat', 'undo_release', 'undo_no_show'])
/** What frees a table, or tells a guest something, is asked about first. */
const ASKED = { release: true, no_show: true, unassign: true } as const

/** What can be done for a party now, by one press each. */
export function PartySteps({ party }: { party: BoardPartyAnswer }) {
  const { words, formats } = useBoardWords()
  const possible = (Object.keys(STEPS) as Step[]).filter((step) => party.can.includes(step))
  if (possible.length === 0) return null
  return (
    <>
      <fieldset className="order-actions">
        <legend className="hidden">{words.panel.actions}</legend>
        {possible.map((step) => (
          <StepButton key={step} step={step} party={party} />
        ))}
      </fieldset>
      {party.is_kept && <p className="dim">{words.keptUntil(formats.time(party.arrive_by))}</p>}
    </>
  )
}

function StepButton({ step, party }: { step: Step; party: BoardPartyAnswer }) {
  const { unassign } = useBoard()
  const { words } = useBoardWords()
  const { isBusy, run } = useDeed()
  const { id, name } = party
  const [method, resource] = STEPS[step]
  const take = () =>
    step === 'unassign'
      ? unassign({ id, name })
      : run(async () => {
          await act(method, `/api/staff/bookings/${id}/${resource}`)
          return words.did[step](name)
        })
  const look = MAIN.has(step) ? '' : step === 'no_show' ? 'button-danger' : 'button-quiet'
  const button = (
    <button
      className={`button button-small ${look}`}
      disabled={isBusy}
      onClick={isAsked(step) ? undefined : () => void take()}
    >
      {words.does[step]}
    </button>
  )
  if (!isAsked(step)) return button
  const { title, text } = words.asks[step]
  return (
    <Confirm trigger={button} title={title(name)} yes={words.does[step]} onYes={() => void take()}>
      <p>{text}</p>
    </Confirm>
  )
}

const isAsked = (step: Step): step is keyof typeof ASKED => step in ASKED
