import { Link } from 'wouter'
import type { TermsAnswer } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { act } from '../app/requests.ts'
import { Choice, EditActions, Line, Lines } from '../nights/fields.tsx'
import { useEdit } from '../nights/use_edit.ts'
import { CopyFromNight } from './copy_terms.tsx'

/** A table is kept for so long after the doors, unless somebody says otherwise. */
const KEPT_MINUTES = 90

/** A night that sells no tables yet: which plan they stand on, and what guests agree to. */
export function Begin({ answer }: { answer: TermsAnswer }) {
  const said = useFrame().words.terms.begin
  const { plans, sources } = answer
  if (plans.length === 0)
    return (
      <div className="panel">
        <Empty title={said.noPlan}>{said.noPlanNote}</Empty>
        <p className="actions">
          <Link className="button" href="/dashboard/plans">
            {said.toPlans}
          </Link>
        </p>
      </div>
    )
  return (
    <>
      <BeginForm answer={answer} />
      {sources.length > 0 && (
        <section className="panel" aria-labelledby="begin-copy">
          <h2 id="begin-copy">{said.or}</h2>
          <CopyFromNight answer={answer} hint={said.orNote} />
        </section>
      )}
    </>
  )
}

function BeginForm({ answer: { night, plans, sources } }: { answer: TermsAnswer }) {
  const { words } = useFrame()
  const said = words.terms.begin
  const proposed = {
    floor_plan_id: plans[0]?.id ?? '',
    arrive_by: later(night.doors_at, night.ends_at),
    policy: sources[0]?.policy ?? '',
  }
  const edit = useEdit(proposed, 1, (values) => act('POST', `/nights/${night.id}/vip`, values))
  return (
    <section className="panel" aria-labelledby="begin">
      <h2 id="begin">{said.heading}</h2>
      <p className="dim">{said.note}</p>
      <form className="edit" noValidate onSubmit={edit.submit} aria-labelledby="begin">
        <div className="edit-fields">
          <Choice edit={edit} name="floor_plan_id" label={said.plan}>
            {plans.map(({ id, name, version }) => (
              <option key={id} value={id}>
                {said.version(name, version)}
              </option>
            ))}
          </Choice>
          <Line
            edit={edit}
            name="arrive_by"
            label={words.nights.arriveBy}
            hint={words.nights.arriveByHint}
            type="datetime-local"
            isNeeded
          />
          <Lines
            edit={edit}
            name="policy"
            label={words.nights.policy}
            hint={words.nights.policyHint}
            max={2000}
          />
        </div>
        <EditActions edit={edit} save={said.yes} isAlwaysReady />
      </form>
    </section>
  )
}

/** Some time after the doors, by the venue's clock, and never after the end. */
function later(doors: string, ends: string): string {
  const at = new Date(`${doors}Z`)
  at.setUTCMinutes(at.getUTCMinutes() + KEPT_MINUTES)
  const local = at.toISOString().slice(0, 16)
  return local < ends ? local : ends
}
