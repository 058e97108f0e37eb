import { useState } from 'react'
import { Link } from 'wouter'
import type { TermsAnswer, TermsPlan } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { Pick } from './pick.tsx'

/** Which plan the night is sold on; another one may be chosen while nobody has ordered a table. */
export function PlanChoice({ answer, plan }: { answer: TermsAnswer; plan: TermsPlan }) {
  const { words } = useFrame()
  const said = words.terms.plan
  const others = answer.plans.filter(({ id }) => id !== plan.id)
  return (
    <section className="panel" aria-labelledby="plan-choice">
      <div className="panel-head">
        <h2 id="plan-choice">{words.terms.begin.plan}</h2>
        <p>
          {said.name(plan.name, plan.version)}{' '}
          <Link href={`/dashboard/plans/${plan.id}`}>{said.open}</Link>
        </p>
      </div>
      {plan.is_kept && <p className="dim">{said.keeps}</p>}
      {!plan.is_kept && others.length > 0 && <Other answer={answer} others={others} />}
    </section>
  )
}

function Other({ answer, others }: { answer: TermsAnswer; others: TermsAnswer['plans'] }) {
  const { words } = useFrame()
  const said = words.terms.plan
  const { isBusy, run } = useDeed()
  const [chosen, setChosen] = useState('')
  const move = () =>
    run(async () => {
      const body = { floor_plan_id: chosen }
      const path = `/nights/${answer.night.id}/vip/plan`
      const done = await act<{ kept: number; dropped: number }>('PUT', path, body)
      setChosen('')
      return said.changed(done.kept, done.dropped)
    })
  return (
    <div className="terms-tool">
      <Pick label={said.other} value={chosen} onPick={setChosen}>
        {others.map(({ id, name, version }) => (
          <option key={id} value={id}>
            {said.name(name, version)}
          </option>
        ))}
      </Pick>
      <button
        className="button button-small button-quiet"
        disabled={!chosen || isBusy}
        onClick={() => void move()}
      >
        {said.change}
      </button>
    </div>
  )
}
