import { useRef, useState } from 'react'
import type { TermsAnswer, TermsPlan } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { TableList } from './table_list.tsx'
import { TermsForm } from './terms_form.tsx'
import { TermsPlanDrawing } from './terms_plan.tsx'

/** Tables are chosen in the list or on the plan, and their terms are set together. */
export function TablesEditor({ answer, plan }: { answer: TermsAnswer; plan: TermsPlan }) {
  const { words } = useFrame()
  const said = words.terms.list
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isUnsaved, setUnsaved] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const tables = answer.tables.filter(({ vip_table_id }) => chosen.has(vip_table_id))
  const choose = (ids: ReadonlySet<string>) => {
    if (isUnsaved && !window.confirm(words.frame.leave)) return
    setUnsaved(false)
    setChosen(ids)
  }
  const toggle = (id: string) => {
    const ids = new Set(chosen)
    if (!ids.delete(id)) ids.add(id)
    choose(ids)
  }
  const goToForm = () => {
    form.current?.scrollIntoView({ block: 'start' })
    form.current?.querySelector('h2')?.focus()
  }
  return (
    <div className="terms-tables">
      <TermsPlanDrawing tables={answer.tables} plan={plan} chosen={chosen} onToggle={toggle} />
      <TableList answer={answer} plan={plan} chosen={chosen} onChoose={choose} onToggle={toggle} />
      <div className="panel terms-form" ref={form}>
        {tables.length === 0 ? (
          <p className="dim">{said.hint}</p>
        ) : (
          <TermsForm
            key={[...chosen].toSorted().join(' ')}
            answer={answer}
            tables={tables}
            onUnsaved={setUnsaved}
            onClose={() => choose(new Set())}
          />
        )}
      </div>
      {tables.length > 0 && (
        <div className="terms-bar">
          <span>{said.chosen(tables.length)}</span>
          <button type="button" className="button button-small" onClick={goToForm}>
            {said.change}
          </button>
        </div>
      )}
    </div>
  )
}
