import type { FailedFigures } from '../../../dashboard/api/failed_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { Figures } from './figures.tsx'
import { Filters } from './filters.tsx'
import { AttemptsPanel, CodesPanel, RecoveryPanel, RiskPanel, WaitsPanel } from './panels.tsx'
import { isScopeSound, useScope, writeScope, type Scope } from './scope.ts'

/** Failed payments: why, who comes back, what is at stake; of a night, a time, GA or VIP. */
export default function FailedPage() {
  const { words } = useFrame()
  const [scope, change] = useScope()
  const isSound = isScopeSound(scope)
  return (
    <Page heading={words.failed.heading}>
      <p className="dim">{words.failed.lead}</p>
      {isSound ? (
        <Shown scope={scope} change={change} />
      ) : (
        <>
          <Filters scope={scope} change={change} choice={undefined} />
          <p className="notice notice-problem" role="alert">
            {words.failed.filters.wrongDays}
          </p>
        </>
      )}
    </Page>
  )
}

function Shown({ scope, change }: { scope: Scope; change: (changed: Partial<Scope>) => void }) {
  const search = writeScope(scope).toString()
  const query = useAnswer<FailedFigures>(`/failed${search && `?${search}`}`, ['orders'])
  return (
    <>
      <Filters scope={scope} change={change} choice={query.data?.choice} />
      <div className="failed" aria-busy={query.isPlaceholderData}>
        <Answered query={query}>{(figures) => <Told figures={figures} search={search} />}</Answered>
      </div>
    </>
  )
}

function Told({ figures, search }: { figures: FailedFigures; search: string }) {
  const { words, formats } = useFrame()
  const { totals, from, to } = figures
  const shown = { figures, search }
  const span = (
    <p className="dim failed-span">
      {words.failed.shown(formats.moment(from), formats.moment(to))}
    </p>
  )
  if (totals.attempts + totals.failed_orders === 0)
    return (
      <>
        {span}
        <Empty title={words.failed.none}>{words.failed.noneWhy}</Empty>
      </>
    )
  return (
    <>
      {span}
      <Figures totals={totals} currency={figures.currency} />
      <AttemptsPanel {...shown} />
      <div className="failed-pairs">
        <CodesPanel {...shown} />
        <RecoveryPanel {...shown} />
        <RiskPanel {...shown} />
        <WaitsPanel {...shown} />
      </div>
    </>
  )
}
