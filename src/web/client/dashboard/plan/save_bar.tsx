import { useState } from 'react'
import type { PlanAnswer } from '../../../dashboard/api/plans_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import type { Save } from './use_save.ts'

/** Whether all is saved, and the button that does it; a used plan is asked about first. */
export function SaveBar({ plan, save, isWell }: { plan: PlanAnswer; save: Save; isWell: boolean }) {
  const { words } = useFrame()
  const { isDirty, isBusy, isBehind } = save
  const isOff = isBusy || !isWell || (!isDirty && !isBehind)
  const asksFirst = plan.is_used && !isBehind
  const name = isBusy
    ? words.plan.saving
    : asksFirst || isBehind
      ? words.plan.saveVersion
      : words.plan.save
  const status = !isDirty ? words.plan.allSaved : isWell ? words.plan.unsaved : words.plan.mend
  const button = (
    <button
      className="button button-small"
      disabled={isOff}
      onClick={asksFirst ? undefined : () => void save.save()}
    >
      {name}
    </button>
  )
  return (
    <div className="plan-save">
      <p>
        <span className="tag">{words.plan.version(plan.version)}</span>{' '}
        <output className={isDirty ? 'plan-dirty' : 'dim'}>{status}</output>
      </p>
      {asksFirst ? <AskFirst plan={plan} save={save} trigger={button} /> : button}
    </div>
  )
}

/** Says that a version will be made, and which nights may have it at once. */
function AskFirst({
  plan,
  save,
  trigger,
}: {
  plan: PlanAnswer
  save: Save
  trigger: React.ReactElement
}) {
  const { words, formats } = useFrame()
  const [chosen, setChosen] = useState<string[]>([])
  const free = plan.nights.filter(({ keeps }) => keeps === null)
  const toggle = (id: string) =>
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]))
  return (
    <Confirm
      trigger={trigger}
      title={words.plan.versionAsk}
      yes={words.plan.versionYes}
      onYes={() => void save.save(chosen)}
    >
      <p>{words.plan.versionNote}</p>
      {free.length > 0 && (
        <fieldset>
          <legend>{words.plan.versionMove}</legend>
          {free.map(({ id, title, doors_at }) => (
            <label key={id} className="order-choice">
              <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
              {title}, {formats.day(doors_at)}
            </label>
          ))}
        </fieldset>
      )}
    </Confirm>
  )
}
