import type { TonightTable } from '../../../dashboard/api/tonight_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** The order in which states are counted: who is awaited and who is there come first. */
const STATES = ['booked', 'arrived', 'seated', 'held', 'free', 'released', 'blocked'] as const

/** Every VIP table with its state, and how many there are of each. */
export function TablesStrip({ tables }: { tables: TonightTable[] }) {
  const { words } = useFrame()
  const { title, states, heads, seats } = words.tonight.tables
  const counted = STATES.flatMap((state) => {
    const count = tables.filter((table) => table.state === state).length
    return count > 0 ? [`${count} ${states[state].toLowerCase()}`] : []
  })
  return (
    <section className="panel" aria-labelledby="tables-title">
      <div className="panel-head">
        <h2 id="tables-title">{title}</h2>
        <p className="dim">{counted.join(' · ')}</p>
      </div>
      <ul className="tables-strip">
        {tables.map((table) => (
          <li key={table.id} className={`spot spot-${table.state}`}>
            <strong>{table.name}</strong>
            <span className="spot-state">{states[table.state]}</span>
            {table.party && <span className="spot-party">{table.party}</span>}
            <span className="spot-heads">
              {table.heads > 0 ? heads(table.inside, table.heads) : seats(table.seats)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
