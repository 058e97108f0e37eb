import { Link } from 'wouter'
import type { NeedLine, Needs } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { NeedItem } from './need_item.tsx'

/** What stands here without being an alert, so that the menu's count of alerts leaves it out. */
const NO_ALERTS = new Set<NeedLine['kind']>(['issuing', 'unseated', 'comp'])

/** What needs somebody, by what is done about it; green where there is nothing. */
export function NeedsYou({ needs: { total, groups } }: { needs: Needs }) {
  const { words, formats } = useFrame()
  const isHandler = useMay('alerts.handle')
  const { title, none, noneWhy, groups: names, alerts, more, made } = words.tonight.needs
  const listed = groups.flatMap(({ lines }) => lines)
  const others = listed.filter(({ kind }) => NO_ALERTS.has(kind)).length
  const isMixed = total === listed.length && others > 0 && others < total
  if (total === 0)
    return (
      <section className="panel needs needs-none" aria-label={title}>
        <h2>{none}</h2>
        <p className="dim">{noneWhy}</p>
      </section>
    )
  return (
    <section className="panel needs needs-some" aria-labelledby="needs-title">
      <div className="panel-head">
        <h2 id="needs-title">
          {title} <span className="needs-total">{formats.count(total)}</span>
        </h2>
        {isHandler && <Link href="/dashboard/alerts">{alerts}</Link>}
        {isMixed && <p className="dim needs-made">{made(total - others, others)}</p>}
      </div>
      {groups.map(({ group, total: count, lines }) => (
        <section
          key={group}
          className="needs-group"
          aria-label={`${names[group]}: ${formats.count(count)}`}
        >
          <h3>
            {names[group]}: {formats.count(count)}
          </h3>
          <ul>
            {lines.map((line) => (
              <NeedItem key={line.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
      {total > listed.length && <p className="dim">{more(total - listed.length)}</p>}
    </section>
  )
}
