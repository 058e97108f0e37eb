import { useId, type ReactNode } from 'react'
import type { FailedFigures } from '../../../dashboard/api/failed_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { dayAt, type Scope } from './scope.ts'

const SPANS = ['24h', '7d', '30d', '90d', '365d'] as const
const KINDS = { '': 'all', ga: 'ga', vip: 'vip' } as const

/** What is shown: night, time, GA or VIP. Each change is asked for at once. */
export function Filters({
  scope,
  change,
  choice,
}: {
  scope: Scope
  change: (changed: Partial<Scope>) => void
  /** The nights; undefined until they have come. */
  choice: FailedFigures['choice'] | undefined
}) {
  const { words, formats, data } = useFrame()
  const { filters } = words.failed
  const spans = [...(scope.night ? (['sale'] as const) : []), ...SPANS, 'own' as const]
  const nights = choice ?? []
  const isListed = nights.some(({ slug }) => slug === scope.night)
  const changeRange = (range: string) => {
    const isOwn = range === 'own'
    const days = { from: dayAt(data.time_zone, 6), to: dayAt(data.time_zone, 0) }
    change({ range, ...(isOwn ? days : { from: '', to: '' }) })
  }
  const changeNight = (night: string) =>
    change({ night, ...(scope.range !== 'own' && { range: night ? 'sale' : '7d' }) })
  return (
    <form className="toolbar" aria-label={filters.title}>
      <Choice label={filters.night} value={scope.night} onChange={changeNight}>
        <option value="">{filters.allNights}</option>
        {!isListed && scope.night && <option value={scope.night}>{scope.night}</option>}
        {nights.map(({ slug, title, doors_at }) => (
          <option key={slug} value={slug}>
            {formats.day(doors_at)} · {title}
          </option>
        ))}
      </Choice>
      <Choice label={filters.range} value={scope.range} onChange={changeRange}>
        {spans.map((span) => (
          <option key={span} value={span}>
            {filters.ranges[span]}
          </option>
        ))}
      </Choice>
      {scope.range === 'own' && (
        <>
          <Day label={filters.from} value={scope.from} onChange={(from) => change({ from })} />
          <Day label={filters.to} value={scope.to} onChange={(to) => change({ to })} />
        </>
      )}
      <Choice
        label={filters.kind}
        value={scope.kind}
        onChange={(kind) => change({ kind: kind as Scope['kind'] })}
      >
        {Object.entries(KINDS).map(([kind, name]) => (
          <option key={kind} value={kind}>
            {filters.kinds[name]}
          </option>
        ))}
      </Choice>
    </form>
  )
}

interface Field {
  label: string
  value: string
  onChange: (value: string) => void
}

function Choice({ label, value, onChange, children }: Field & { children: ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </div>
  )
}

/** A day that is being written is no day yet, and changes nothing. */
function Day({ label, value, onChange }: Field) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        defaultValue={value}
        required
        onChange={({ target }) => target.value !== '' && onChange(target.value)}
      />
    </div>
  )
}
