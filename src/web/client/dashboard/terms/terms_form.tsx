import { useEffect, useState } from 'react'
import type { TermsAnswer, TermsTable } from '../../../dashboard/api/terms_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { Choice, EditActions, Line } from '../nights/fields.tsx'
import { useEdit, type Edit, type Values } from '../nights/use_edit.ts'
import { mixedOf, patchOf, valuesOf } from './terms_values.ts'
import { useTermsWords } from './terms_words.ts'

/** What the chosen tables are sold for. Only what is changed here is set, at all of them. */
export function TermsForm({
  answer,
  tables,
  onUnsaved,
  onClose,
}: {
  answer: TermsAnswer
  tables: TermsTable[]
  onUnsaved: (isUnsaved: boolean) => void
  onClose: () => void
}) {
  const { words, data } = useFrame()
  const said = words.terms.form
  const edit = useTermsEdit(answer.night.id, tables)
  const mixed = mixedOf(tables, data.currency)
  const { isChanged } = edit
  useEffect(() => onUnsaved(isChanged), [isChanged, onUnsaved])
  const [first] = tables
  const heading = tables.length === 1 && first ? said.heading(first.name) : said.many(tables.length)
  const isTaken = tables.some(({ state }) => state === 'held' || state === 'booked')
  return (
    <form className="edit" noValidate onSubmit={edit.submit} aria-labelledby="terms-form">
      <div className="panel-head">
        <h2 id="terms-form" tabIndex={-1}>
          {heading}
        </h2>
        <button type="button" className="link" onClick={onClose}>
          {said.close}
        </button>
      </div>
      <div className="edit-fields">
        <YesNo
          edit={edit}
          mixed={mixed}
          name="is_on_sale"
          label={said.sale}
          hint={isTaken ? said.saleTaken : undefined}
        />
        <Ahead edit={edit} mixed={mixed} least_minor={answer.least_minor} />
        <Money edit={edit} mixed={mixed} tables={tables} />
      </div>
      <EditActions edit={edit} />
    </form>
  )
}

/** The form's state: what was read of each table is what its change names. */
function useTermsEdit(nightId: string, tables: TermsTable[]): Edit {
  const { currency } = useFrame().data
  // What was read in which version: a change is made of what its editor had before them.
  const [read] = useState(() => new Map<number, { tables: TermsTable[]; values: Values }>())
  const stored = valuesOf(tables, currency)
  const version = tables.reduce((sum, one) => sum + one.version, 0)
  if (!read.has(version)) read.set(version, { tables, values: stored })
  return useEdit(stored, version, (values, of) => {
    const before = read.get(of) ?? { tables, values: stored }
    return act('PUT', `/nights/${nightId}/tables`, {
      ...patchOf(values, before.values, currency),
      tables: before.tables.map((one) => ({ id: one.vip_table_id, version: one.version })),
    })
  })
}

interface FieldProps {
  edit: Edit
  mixed: Set<string>
}

function YesNo({
  edit,
  mixed,
  name,
  label,
  hint,
}: FieldProps & { name: string; label: string; hint?: string | undefined }) {
  const said = useFrame().words.terms.form
  const isMixed = mixed.has(name)
  return (
    <Choice edit={edit} name={name} label={label} hint={isMixed ? said.mixed : hint}>
      {isMixed && <option value="">{said.isMixed}</option>}
      <option value="yes">{said.yes}</option>
      <option value="no">{said.no}</option>
    </Choice>
  )
}

/** What is paid ahead, and what becomes of a deposit. */
function Ahead({ edit, mixed, least_minor }: FieldProps & { least_minor: number }) {
  const { words, data } = useFrame()
  const { short } = useTermsWords()
  const said = words.terms.form
  const charge = edit.values['charge'] ?? ''
  const hint = (name: string, own?: string) => (mixed.has(name) ? said.mixed : own)
  return (
    <>
      <Choice edit={edit} name="charge" label={said.charge} hint={hint('charge')}>
        {mixed.has('charge') && <option value="">{said.isMixed}</option>}
        <option value="full">{said.charges.full}</option>
        <option value="deposit_minor">{said.charges.deposit_minor}</option>
        <option value="deposit_percent">{said.charges.deposit_percent}</option>
      </Choice>
      {charge === 'deposit_minor' && (
        <Line
          edit={edit}
          name="deposit_minor"
          label={said.deposit(data.currency.toUpperCase())}
          hint={hint('deposit_minor', said.depositHint(short(least_minor)))}
          inputMode="decimal"
          max={12}
        />
      )}
      {charge === 'deposit_percent' && (
        <Line
          edit={edit}
          name="deposit_percent"
          label={said.percent}
          hint={hint('deposit_percent', said.percentHint)}
          type="number"
          max={100}
        />
      )}
      {charge.startsWith('deposit') && (
        <YesNo edit={edit} mixed={mixed} name="is_deposit_credited" label={said.credited} />
      )}
    </>
  )
}

/** Prices, and for how many people. */
function Money({ edit, mixed, tables }: FieldProps & { tables: TermsTable[] }) {
  const { words, data } = useFrame()
  const said = words.terms.form
  const currency = data.currency.toUpperCase()
  const hint = (name: string, own?: string) => (mixed.has(name) ? said.mixed : own)
  const [first] = tables
  const seats = tables.length === 1 && first ? said.maxHint(first.capacity) : said.maxHintMany
  const amount = (name: string, label: string, own: string) => (
    <Line
      edit={edit}
      name={name}
      label={label}
      hint={hint(name, own)}
      inputMode="decimal"
      max={12}
    />
  )
  const number = (name: string, label: string, own?: string) => (
    <Line edit={edit} name={name} label={label} hint={hint(name, own)} type="number" max={100} />
  )
  return (
    <>
      {amount('table_price_minor', said.price(currency), said.priceHint)}
      {amount('minimum_spend_minor', said.minimum(currency), said.minimumHint)}
      {number('guests_max', said.max, seats)}
      {number('guests_included', said.included)}
      {amount('extra_guest_price_minor', said.extra(currency), said.extraHint)}
    </>
  )
}
