import { Link } from 'wouter'
import type {
  NightsMovedAnswer,
  PlanAnswer,
  PlanNightAnswer,
} from '../../../dashboard/api/plans_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** The versions of the plan, and the nights that are sold on each. */
export function PlanNights({ plan }: { plan: PlanAnswer }) {
  const { words, formats } = useFrame()
  return (
    <div className="plan-below">
      <section className="panel">
        <h2>{words.plan.nightsTitle}</h2>
        {plan.nights.length === 0 ? (
          <p className="dim">{words.plan.noNights}</p>
        ) : (
          <ul className="plan-lines">
            {plan.nights.map((night) => (
              <Night key={night.id} night={night} plan={plan} />
            ))}
          </ul>
        )}
      </section>
      <section className="panel">
        <h2>{words.plan.versions}</h2>
        <ul className="plan-lines">
          {plan.versions.map(({ id, version, saved_by, saved_at }) => (
            <li key={id}>
              {id === plan.id ? (
                <span>
                  {words.plan.version(version)} <span className="dim">{words.plan.here}</span>
                </span>
              ) : (
                <Link href={`/dashboard/plans/${id}`}>{words.plan.version(version)}</Link>
              )}
              <span className="dim">{words.plan.savedBy(saved_by, formats.moment(saved_at))}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Night({ night, plan }: { night: PlanNightAnswer; plan: PlanAnswer }) {
  const { words, formats } = useFrame()
  const { isBusy, run } = useDeed()
  const { id, title, doors_at, version, keeps, plan_id } = night
  const move = () =>
    void run(async () => {
      const path = `/plans/${plan.id}/nights`
      const { moved } = await act<NightsMovedAnswer>('POST', path, { nights: [id] })
      const [one] = moved
      return words.plan.moved(one?.kept ?? 0, one?.dropped ?? 0)
    })
  const name = `${title}, ${formats.day(doors_at)}`
  return (
    <li>
      <Link href={`/dashboard/nights/${id}/tables`}>{name}</Link>
      <span className="dim">
        {words.plan.nightOn(version)}
        {keeps && `, ${words.plan.keeps[keeps]}`}
      </span>
      {keeps === null && plan_id !== plan.id && (
        <Confirm
          trigger={
            <button className="button button-small button-quiet" disabled={isBusy}>
              {words.plan.moveHere(plan.version)}
              <span className="hidden">: {name}</span>
            </button>
          }
          title={words.plan.moveAsk(name, plan.version)}
          yes={words.plan.moveYes}
          onYes={move}
        >
          <p>{words.plan.moveNote}</p>
        </Confirm>
      )}
    </li>
  )
}
