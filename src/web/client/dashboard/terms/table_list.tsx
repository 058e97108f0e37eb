import type { TermsAnswer, TermsPlan, TermsTable } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { useTermsWords } from './terms_words.ts'

interface ListProps {
  answer: TermsAnswer
  plan: TermsPlan
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string>) => void
  onToggle: (id: string) => void
}

/** The tables zone by zone, each with its terms, to be chosen one by one or all of a zone. */
export function TableList({ answer, plan, chosen, onChoose, onToggle }: ListProps) {
  const said = useFrame().words.terms.list
  const { tables } = answer
  const onSale = tables.filter(({ is_on_sale }) => is_on_sale).length
  const isAll = tables.every(({ vip_table_id }) => chosen.has(vip_table_id))
  if (tables.length === 0) return <Empty title={said.empty} />
  return (
    <section className="terms-list" aria-labelledby="tables">
      <div className="panel-head">
        <h2 id="tables">{said.heading}</h2>
        <p className="dim">{said.sale(onSale, tables.length)}</p>
        <button
          type="button"
          className="button button-small button-quiet"
          onClick={() => onChoose(new Set(isAll ? [] : tables.map((one) => one.vip_table_id)))}
        >
          {isAll ? said.none : said.all}
        </button>
      </div>
      {plan.zones.map((zone) => (
        <Zone
          key={zone.id}
          name={zone.name}
          tables={tables.filter(({ zone_id }) => zone_id === zone.id)}
          chosen={chosen}
          onChoose={onChoose}
          onToggle={onToggle}
        />
      ))}
    </section>
  )
}

function Zone({
  name,
  tables,
  chosen,
  onChoose,
  onToggle,
}: Omit<ListProps, 'answer' | 'plan'> & { name: string; tables: TermsTable[] }) {
  const said = useFrame().words.terms.list
  if (tables.length === 0) return null
  const ids = tables.map(({ vip_table_id }) => vip_table_id)
  const isAll = ids.every((id) => chosen.has(id))
  const toggleAll = () => {
    const others = [...chosen].filter((id) => !ids.includes(id))
    onChoose(new Set(isAll ? others : [...others, ...ids]))
  }
  return (
    <fieldset className="panel terms-zone">
      <legend className="hidden">{name}</legend>
      <div className="terms-zone-head">
        <h3>{name}</h3>
        <label className="terms-check">
          <input type="checkbox" checked={isAll} onChange={toggleAll} />
          <span>{said.zone(name)}</span>
        </label>
      </div>
      <ul>
        {tables.map((table) => (
          <Row
            key={table.vip_table_id}
            table={table}
            isChosen={chosen.has(table.vip_table_id)}
            onToggle={() => onToggle(table.vip_table_id)}
          />
        ))}
      </ul>
    </fieldset>
  )
}

function Row({
  table,
  isChosen,
  onToggle,
}: {
  table: TermsTable
  isChosen: boolean
  onToggle: () => void
}) {
  const { words, factsOf } = useTermsWords()
  const { name, is_on_sale, state } = table
  return (
    <li>
      <label className={isChosen ? 'terms-row terms-row-chosen' : 'terms-row'}>
        <input
          type="checkbox"
          checked={isChosen}
          onChange={onToggle}
          aria-label={words.list.choose(name)}
        />
        <span className="terms-row-name">{name}</span>
        <span className="tags">
          {state !== 'free' && <span className="tag tag-wait">{words.taken[state]}</span>}
          <span className={is_on_sale ? 'tag tag-good' : 'tag'}>
            {is_on_sale ? words.states.on : words.states.off}
          </span>
        </span>
        <span className="terms-row-facts dim">{factsOf(table).join(' · ')}</span>
      </label>
    </li>
  )
}
