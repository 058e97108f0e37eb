import { Link } from 'wouter'
import type { NightRow } from '../../../dashboard/api/nights_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** A night in the list: when it is, how it stands, and how full it is. */
export function NightLine({ night }: { night: NightRow }) {
  const { words, formats } = useFrame()
  const said = words.nights
  return (
    <li className="night-line">
      <p className="night-when">
        <span>{formats.day(night.doors_at)}</span>
        <span className="dim">
          {formats.time(night.doors_at)} – {formats.time(night.ends_at)}
        </span>
      </p>
      <div className="night-what">
        <Link href={`/dashboard/nights/${night.id}`} className="night-title">
          {night.title}
        </Link>
        <p className="tags">
          <StateTag night={night} />
          {night.ga_paused && <span className="tag tag-wait">{said.pausedTag.ga}</span>}
          {night.vip_paused && <span className="tag tag-wait">{said.pausedTag.vip}</span>}
        </p>
      </div>
      <div className="night-full">
        <Fill label={said.tickets} taken={night.taken} all={night.capacity} />
        {night.tables > 0 && (
          <Fill label={said.tables} taken={night.tables_taken} all={night.tables} />
        )}
      </div>
    </li>
  )
}

/** How a night stands, in a word. */
export function StateTag({ night }: { night: Pick<NightRow, 'state' | 'is_on'> }) {
  const { states } = useFrame().words.nights
  if (night.is_on && night.state === 'published')
    return <span className="tag tag-good">{states.on}</span>
  const tone = { draft: '', published: ' tag-good', cancelled: ' tag-bad' }[night.state]
  return <span className={`tag${tone}`}>{states[night.state]}</span>
}

/** So many of so many, as a bar and in words. */
export function Fill({ label, taken, all }: { label: string; taken: number; all: number }) {
  const { words, formats } = useFrame()
  const part = all === 0 ? 0 : Math.min(1, taken / all)
  return (
    <div className="fill">
      <p>
        <span className="dim">{label}</span>{' '}
        <span>{words.nights.takenOf(formats.count(taken), formats.count(all))}</span>
      </p>
      <div className="fill-bar" aria-hidden="true">
        <span style={{ width: `${part * 100}%` }} />
      </div>
    </div>
  )
}
