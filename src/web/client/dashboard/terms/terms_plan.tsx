import type { KeyboardEvent } from 'react'
import type { TermsPlan, TermsTable } from '../../../dashboard/api/terms_answers.ts'
import { useTermsWords } from './terms_words.ts'

/** How far the ring of what is chosen stands off the table, in units of the plan. */
const RING = 9
/** A drawing has no buttons of its own: what is pressed in it says so. */
const PRESSED = { role: 'button', tabIndex: 0 } as const

/** The night's plan: which tables are on sale, for what, and which are chosen. */
export function TermsPlanDrawing({
  tables,
  plan,
  chosen,
  onToggle,
}: {
  tables: TermsTable[]
  plan: TermsPlan
  chosen: ReadonlySet<string>
  onToggle: (id: string) => void
}) {
  const { words } = useTermsWords()
  return (
    <section className="board-window terms-plan" aria-label={words.plan.label(plan.name)}>
      <svg viewBox={`0 0 ${plan.width} ${plan.height}`}>
        {plan.zones.map(({ id, name, x, y, width, height }) => (
          <g key={id} className="board-zone" aria-hidden="true">
            <rect x={x} y={y} width={width} height={height} rx="10" />
            <text x={x + 16} y={y + 27}>
              {name}
            </text>
          </g>
        ))}
        {tables.map((table) => (
          <Spot
            key={table.vip_table_id}
            table={table}
            isChosen={chosen.has(table.vip_table_id)}
            onToggle={() => onToggle(table.vip_table_id)}
          />
        ))}
        {tables.map((table) => (
          <SpotWords key={table.vip_table_id} table={table} />
        ))}
      </svg>
    </section>
  )
}

function Spot({
  table,
  isChosen,
  onToggle,
}: {
  table: TermsTable
  isChosen: boolean
  onToggle: () => void
}) {
  const { words, factsOf } = useTermsWords()
  const { name, zone, x, y, rotation, is_on_sale, state } = table
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onToggle()
  }
  const sale = is_on_sale ? words.states.on : words.states.off
  const facts = [name, zone, sale, state === 'free' ? '' : words.taken[state], ...factsOf(table)]
  return (
    <g
      className={`board-spot terms-spot${is_on_sale ? ' terms-on' : ''} terms-is-${state}`}
      {...PRESSED}
      aria-label={facts.filter(Boolean).join(', ')}
      aria-pressed={isChosen}
      onClick={onToggle}
      onKeyDown={press}
    >
      <g transform={`translate(${x} ${y}) rotate(${rotation})`}>
        <Shape table={table} name="board-ring" grown={RING} />
        <Shape table={table} name="board-top" grown={0} />
      </g>
    </g>
  )
}

/** What stands on a table, upright however it is turned; the table's name says the same. */
function SpotWords({ table }: { table: TermsTable }) {
  const { figureOf } = useTermsWords()
  const { name, x, y, height, is_on_sale } = table
  const label = /\S*\d\S*/.exec(name)?.[0] ?? name
  const figure = figureOf(table)
  return (
    <g className={is_on_sale ? 'terms-spot-words terms-on' : 'terms-spot-words'} aria-hidden="true">
      <text className="terms-label" x={x} y={figure ? y - 2 : y + 7}>
        {label}
      </text>
      {figure && (
        <text className="terms-figure" x={x} y={y + Math.min(20, height / 3)}>
          {figure}
        </text>
      )}
    </g>
  )
}

function Shape({ table, name, grown }: { table: TermsTable; name: string; grown: number }) {
  const [w, h] = [table.width / 2 + grown, table.height / 2 + grown]
  if (table.shape === 'round') return <ellipse className={name} rx={w} ry={h} />
  return <rect className={name} x={-w} y={-h} width={2 * w} height={2 * h} rx={8 + grown / 2} />
}
