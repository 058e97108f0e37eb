import { Link, useLocation } from 'wouter'
import type {
  ListedPlan,
  PlanAnswer,
  PlanDrawing,
  PlansAnswer,
} from '../../../dashboard/api/plans_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { newIdHere } from '../desk/new_id.ts'
import { useDeed } from '../desk/use_deed.ts'
import { SmallDrawing } from './plan_drawing.tsx'

/** A floor of some size to begin with; it can be changed. */
const NEW = { width: 1000, height: 800, picture: null, zones: [] }

/** All floor plans of the house, each with a small drawing. */
export default function PlansPage() {
  const { words } = useFrame()
  const query = useAnswer<PlansAnswer>('/plans', ['plans'])
  const [, navigate] = useLocation()
  const { isBusy, run } = useDeed()
  const names = query.data?.plans.map(({ drawing }) => drawing.name) ?? []

  const make = (drawing: Omit<PlanDrawing, 'name'>, name: string) =>
    void run(async () => {
      const body = { ...drawing, name: name.slice(0, 80), save_id: newIdHere('sav') }
      const { id } = await act<PlanAnswer>('POST', '/plans', body)
      navigate(`/dashboard/plans/${id}`)
      return words.plan.made
    })
  const freeName = () => {
    let n = 1
    while (names.includes(words.plan.newName(n))) n += 1
    return words.plan.newName(n)
  }
  return (
    <Page
      heading={words.plan.heading}
      aside={
        <button className="button" disabled={isBusy} onClick={() => make(NEW, freeName())}>
          {words.plan.make}
        </button>
      }
    >
      <Answered query={query}>
        {({ plans }) =>
          plans.length === 0 ? (
            <Empty title={words.plan.empty}>{words.plan.emptyNote}</Empty>
          ) : (
            <ul className="plan-list">
              {plans.map((plan) => (
                <PlanCard
                  key={plan.id}
                  plan={plan}
                  isBusy={isBusy}
                  onDuplicate={() => make(plan.drawing, words.plan.copyName(plan.drawing.name))}
                />
              ))}
            </ul>
          )
        }
      </Answered>
    </Page>
  )
}

function PlanCard({
  plan,
  isBusy,
  onDuplicate,
}: {
  plan: ListedPlan
  isBusy: boolean
  onDuplicate: () => void
}) {
  const { words, formats } = useFrame()
  const { drawing, version, nights, saved_by, saved_at } = plan
  const tables = drawing.zones.flatMap((zone) => zone.tables)
  const seats = tables.reduce((sum, { capacity }) => sum + capacity, 0)
  return (
    <li className="panel plan-card">
      <SmallDrawing drawing={drawing} />
      <div className="plan-card-words">
        <h2>
          <Link href={`/dashboard/plans/${plan.id}`}>{drawing.name}</Link>
        </h2>
        <p>{words.plan.facts(drawing.zones.length, tables.length, seats)}</p>
        <p className="dim">
          {words.plan.version(version)}. {words.plan.nights(nights)}
        </p>
        <p className="dim">{words.plan.savedBy(saved_by, formats.moment(saved_at))}</p>
      </div>
      <button
        className="button button-small button-quiet"
        disabled={isBusy}
        onClick={onDuplicate}
        aria-label={words.plan.duplicateOf(drawing.name)}
      >
        {words.plan.duplicate}
      </button>
    </li>
  )
}
