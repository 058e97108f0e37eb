import { lazy, Suspense } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { TonightAnswer, TonightNight } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Answered, Empty, Page } from '../app/page.tsx'
import { CallOffLine } from '../calloff/calloff_line.tsx'
import { useAnswer } from '../app/queries.ts'
import { CheckedLine } from './checked_line.tsx'
import { Feed } from './feed.tsx'
import { Heads } from './heads.tsx'
import { Money } from './money.tsx'
import { NeedsYou } from './needs_you.tsx'
import { NightStrip } from './night_strip.tsx'
import { Pulse } from './pulse.tsx'
import { Sales } from './sales.tsx'
import { TablesStrip } from './tables_strip.tsx'

/** A new house alone loads it. */
const FirstStepsPanel = lazy(() => import('../first_steps/first_steps_panel.tsx'))

/** How the night goes, and before that whatever needs somebody. */
export function TonightPage() {
  const { words, data: frame } = useFrame()
  const isOfOwner = useMay('house.settle')
  const wanted = new URLSearchParams(useSearch()).get('night')
  const path = wanted ? `/tonight?night=${encodeURIComponent(wanted)}` : '/tonight'
  const query = useAnswer<TonightAnswer>(path, ['orders', 'alerts', 'guests', 'stripe', 'mails'])
  const { data } = query
  return (
    <Page
      heading={words.tonight.heading}
      aside={data && data.nights.length > 0 ? <NightChoice answer={data} /> : null}
    >
      {frame.is_setting_up && isOfOwner && (
        <Suspense>
          <FirstStepsPanel />
        </Suspense>
      )}
      <Answered query={query}>{(answer) => <Everything answer={answer} />}</Answered>
    </Page>
  )
}

function Everything({ answer }: { answer: TonightAnswer }) {
  const { words } = useFrame()
  const isMoneyKnown = answer.money !== null
  const { needs, reconciliation, night, heads, money, tables, pulse, feed } = answer
  return (
    <div className="tonight">
      {needs && needs.total > 0 && heads && <NightStrip heads={heads} />}
      {needs && <NeedsYou needs={needs} />}
      {reconciliation && <CheckedLine checked={reconciliation} />}
      {night?.is_called_off && isMoneyKnown && <CallOffLine slug={night.slug} />}
      {night === null && <Empty title={words.tonight.noNight}>{words.tonight.noNightWhy}</Empty>}
      {night && heads && (
        <div className="tonight-columns">
          <div className="tonight-column">
            <Heads heads={heads} />
            <Sales night={night} heads={heads} />
            {money && <Money money={money} />}
            {heads.vip && <TablesStrip tables={tables} />}
          </div>
          <div className="tonight-column">
            {pulse && <Pulse pulse={pulse} />}
            <Feed entries={feed} />
          </div>
        </div>
      )}
    </div>
  )
}

/** Which night it is about, and another one at a choice. */
function NightChoice({ answer: { nights, night } }: { answer: TonightAnswer }) {
  const { words, formats } = useFrame()
  const [, navigate] = useLocation()
  const { calledOff, phase } = words.tonight
  const named = (one: TonightNight) =>
    [formats.day(one.doors_at), one.title, ...(one.is_called_off ? [calledOff] : [])].join(' · ')
  return (
    <div className="tonight-night">
      {night && (
        <span className={`tag ${night.phase === 'on' ? 'tag-good' : ''}`}>
          {night.is_called_off ? calledOff : phase[night.phase]}
          {night.phase === 'coming' && ` · ${words.tonight.doors(formats.moment(night.doors_at))}`}
        </span>
      )}
      <select
        aria-label={words.tonight.night}
        value={night?.slug ?? ''}
        onChange={({ target }) => navigate(`/dashboard?night=${encodeURIComponent(target.value)}`)}
      >
        {nights.map((one) => (
          <option key={one.slug} value={one.slug}>
            {named(one)}
          </option>
        ))}
      </select>
    </div>
  )
}
