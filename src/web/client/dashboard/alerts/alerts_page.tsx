import { useState } from 'react'
import type { AlertAnswer, AlertDeskAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Empty, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { usePages } from '../app/use_pages.ts'
import { AlertList } from './alert_list.tsx'
import { Recipients } from './recipients.tsx'
import { useChange } from './use_change.ts'

const FILTERS = ['open', 'mine', 'all'] as const
type Filter = (typeof FILTERS)[number]

/** What needs a person: who is mailed, folded away, and the inbox. */
export default function AlertsPage() {
  const { words } = useFrame()
  const [filter, setFilter] = useState<Filter>('open')
  const pages = usePages<AlertAnswer>(`/alerts?show=${filter}`, ['alerts', 'orders'])
  const { data: desk } = useAnswer<AlertDeskAnswer>('/alerts/desk', ['alerts'])
  const newest = pages.rows.reduce((last, { id }) => (id > last ? id : last), '')
  return (
    <Page
      heading={words.alerts.heading}
      aside={
        newest && filter === 'open' && desk && desk.unread > 0 ? <ReadAll upTo={newest} /> : null
      }
    >
      {useMay('alerts.settle') && <Recipients />}
      <section className="alerts" aria-label={words.alerts.heading}>
        <Tabs filter={filter} onChoose={setFilter} desk={desk} />
        <AlertList
          key={filter}
          pages={pages}
          members={desk?.members ?? []}
          empty={<NoAlerts filter={filter} />}
        />
      </section>
    </Page>
  )
}

function Tabs({
  filter,
  onChoose,
  desk,
}: {
  filter: Filter
  onChoose: (chosen: Filter) => void
  desk: AlertDeskAnswer | undefined
}) {
  const { words } = useFrame()
  const counts = { open: desk?.open ?? 0, mine: desk?.mine ?? 0, all: 0 }
  return (
    <fieldset className="tabs alert-tabs">
      <legend className="hidden">{words.alerts.filter}</legend>
      {FILTERS.map((name) => (
        <button key={name} aria-pressed={name === filter} onClick={() => onChoose(name)}>
          {words.alerts[name]}
          {counts[name] > 0 && (
            <span className="tab-count"> {counts[name] > 99 ? '99+' : counts[name]}</span>
          )}
        </button>
      ))}
    </fieldset>
  )
}

/** Only up to the newest that is on the page: what comes meanwhile stays unread. */
function ReadAll({ upTo }: { upTo: string }) {
  const { words } = useFrame()
  const { change, isUnderWay } = useChange()
  return (
    <button
      className="button button-quiet button-small"
      disabled={isUnderWay}
      onClick={() => change({ path: '/alerts/read', body: { up_to: upTo } })}
    >
      {words.alerts.readAll}
    </button>
  )
}

function NoAlerts({ filter }: { filter: Filter }) {
  const { none } = useFrame().words.alerts
  return (
    <div className={filter === 'open' ? 'all-well' : ''}>
      <Empty title={none[filter]}>{none[`${filter}Why`]}</Empty>
    </div>
  )
}
