import { Link } from 'wouter'
import type { Needs } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { NeedItem } from './need_item.tsx'

/** What needs somebody, by what is done about it; green where there is nothing. */
export function NeedsYou({ needs: { total, groups } }: { needs: Needs }) {
  const { words } = useFrame()
  const isHandler = useMay('alerts.handle')
  const { title, none, noneWhy, groups: names, alerts, more } = words.tonight.needs
  const listed = groups.reduce((sum, { lines }) => sum + lines.length, 0)
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
          {title} <span className="needs-total">{total}</span>
        </h2>
        {isHandler && <Link href="/dashboard/alerts">{alerts}</Link>}
      </div>
      {groups.map(({ group, total: count, lines }) => (
        <section key={group} className="needs-group" aria-label={`${names[group]}: ${count}`}>
          <h3>
            {names[group]}: {count}
          </h3>
          <ul>
            {lines.map((line) => (
              <NeedItem key={line.id} line={line} />
            ))}
          </ul>
        </section>
      ))}
      {total > listed && <p className="dim">{more(total - listed)}</p>}
    </section>
  )
}
