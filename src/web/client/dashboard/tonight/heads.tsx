import type { HeadsAnswer, TonightHeads } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** Sold, arrived and capacity: large for all together, then by kind of ticket. */
export function Heads({ heads: known }: { heads: TonightHeads }) {
  const { words, formats } = useFrame()
  const { heads } = words.tonight
  const rows = rowsOf(known, heads.vip)
  const all = totalOf(rows, heads.total)
  return (
    <section className="panel" aria-labelledby="heads-title">
      <h2 id="heads-title">{heads.title}</h2>
      <dl className="figures heads-figures">
        <div>
          <dt className="swatch swatch-in">{heads.arrived}</dt>
          <dd data-figure="arrived">
            {formats.count(all.arrived)}
            {all.sold !== null && (
              <small>{heads.toCome(Math.max(0, all.sold - all.arrived))}</small>
            )}
          </dd>
        </div>
        {all.sold !== null && (
          <div>
            <dt className="swatch swatch-sold">{heads.sold}</dt>
            <dd data-figure="sold">
              {formats.count(all.sold)}
              <small>
                {[
                  ...(all.given > 0 ? [heads.given(all.given)] : []),
                  heads.left(Math.max(0, all.capacity - all.sold)),
                ].join(' · ')}
              </small>
            </dd>
          </div>
        )}
        <div>
          <dt className="swatch swatch-all">{heads.capacity}</dt>
          <dd data-figure="capacity">
            {formats.count(all.capacity)}
            <small>
              {heads.share(formats.share(shareOf(all.sold ?? all.arrived, all.capacity)))}
            </small>
          </dd>
        </div>
      </dl>
      <Bar heads={all} />
      {rows.length > 1 && <ByKind rows={rows} />}
    </section>
  )
}

function ByKind({ rows }: { rows: HeadsAnswer[] }) {
  const { words, formats } = useFrame()
  const { heads } = words.tonight
  const seesSold = rows.some(({ sold }) => sold !== null)
  return (
    <table className="table heads-table">
      <thead>
        <tr>
          <th scope="col">{heads.kind}</th>
          <th scope="col" className="number">
            {heads.arrived}
          </th>
          {seesSold && (
            <th scope="col" className="number">
              {heads.sold}
            </th>
          )}
          <th scope="col" className="number">
            {heads.capacity}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.name}
              <Bar heads={row} />
            </th>
            <td className="number">{formats.count(row.arrived)}</td>
            {row.sold !== null && (
              <td className="number">
                {formats.count(row.sold)}
                {row.given > 0 && (
                  <small className="dim heads-given">{heads.given(row.given)}</small>
                )}
              </td>
            )}
            <td className="number">{formats.count(row.capacity)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The same as the figures, for the eye alone: who is in, of those who have bought, of all. */
function Bar({ heads: { sold, arrived, capacity } }: { heads: HeadsAnswer }) {
  const width = (count: number) => `${Math.min(1, shareOf(count, capacity)) * 100}%`
  return (
    <svg className="bar" aria-hidden="true">
      <rect className="bar-all" width="100%" height="100%" />
      {sold !== null && <rect className="bar-sold" width={width(sold)} height="100%" />}
      <rect className="bar-in" width={width(arrived)} height="100%" />
    </svg>
  )
}

/** How much of what fits is taken. */
export const shareOf = (count: number, capacity: number) => (capacity === 0 ? 0 : count / capacity)

/** By kind of ticket; the tables, if there are any, come last under the name `vip`. */
export function rowsOf({ types, vip }: TonightHeads, name: string): HeadsAnswer[] {
  return vip ? [...types, { ...vip, name }] : types
}

/** All kinds together. */
export function totalOf(rows: HeadsAnswer[], name: string): HeadsAnswer {
  const sum = (of: (row: HeadsAnswer) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    id: 'all',
    name,
    sold: rows.every(({ sold }) => sold !== null) ? sum(({ sold }) => sold ?? 0) : null,
    given: sum(({ given }) => given),
    arrived: sum(({ arrived }) => arrived),
    capacity: sum(({ capacity }) => capacity),
  }
}
