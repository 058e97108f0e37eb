import type { FirstStep, FirstStepsAnswer } from '../../../dashboard/api/first_steps_answers.ts'
import { Link } from 'wouter'
import { useFrame } from '../app/frame.tsx'

const PLACES: Record<FirstStep, string> = {
  venue: '/dashboard/settings',
  stripe: '/dashboard/settings/stripe',
  mail: '/dashboard/settings/mail',
  night: '/dashboard/nights',
  published: '/dashboard/nights',
  members: '/dashboard/members',
}

/** What a new house does before it sells: each ticks itself once it is done, whoever did it. */
export function StepList({ steps }: { steps: FirstStepsAnswer['steps'] }) {
  const { words, formats } = useFrame()
  const said = words.firstSteps
  const done = steps.filter(({ is_done }) => is_done).length
  const next = steps.find(({ is_done }) => !is_done)?.name
  return (
    <section className="panel steps" aria-labelledby="steps-title">
      <div className="panel-head">
        <h2 id="steps-title">{said.list}</h2>
        <span className="dim">{said.doneOf(formats.count(done), formats.count(steps.length))}</span>
      </div>
      <ol>
        {steps.map(({ name, is_done }) => (
          <li key={name} className={is_done ? 'is-done' : undefined}>
            <span className="step-mark" aria-hidden="true" />
            <div>
              <Lead path={PLACES[name]}>{said.steps[name].title}</Lead>
              <span className="hidden"> {is_done ? said.done : said.toDo}</span>
              {name === next && <p className="dim">{said.steps[name].why}</p>}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The members' page is drawn by the server, so it is loaded. */
function Lead({ path, children }: { path: string; children: string }) {
  const isLoaded = path === PLACES.members
  return isLoaded ? <a href={path}>{children}</a> : <Link href={path}>{children}</Link>
}
