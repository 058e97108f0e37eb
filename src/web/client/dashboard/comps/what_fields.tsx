import type { CompChoices } from '../../../dashboard/api/comps_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Field, type Fields } from './comp_field.tsx'

type Night = CompChoices['nights'][number]

const QUANTITY_MAX = 100

/** Which night, and what of it is given. */
export function WhatFields({ choices, ...fields }: Fields & { choices: CompChoices }) {
  const { words, formats } = useFrame()
  const { draft, fault, onChange } = fields
  const night = choices.nights.find(({ id }) => id === draft.night)
  const isTable = draft.kind === 'vip' && (night?.tables.length ?? 0) > 0
  return (
    <div className="comp-fields">
      <Field label={words.comps.night} name="night" fault={fault}>
        {(id) => (
          <select
            id={id}
            value={draft.night}
            onChange={({ target }) => onChange({ night: target.value, what: '', kind: 'ga' })}
          >
            {choices.nights.map(({ id: nightId, title, doors_at }) => (
              <option key={nightId} value={nightId}>
                {title}, {formats.day(doors_at)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {night && night.tables.length > 0 && <KindField {...fields} />}
      {night && (isTable ? <TableFields {...fields} night={night} /> : null)}
      {night && (isTable ? null : <TicketFields {...fields} night={night} />)}
    </div>
  )
}

function KindField({ draft, fault, onChange }: Fields) {
  const { form: said } = useFrame().words.comps
  return (
    <Field label={said.kind} name="kind" fault={fault}>
      {(id) => (
        <select
          id={id}
          value={draft.kind}
          onChange={({ target }) =>
            onChange({ kind: target.value === 'vip' ? 'vip' : 'ga', what: '' })
          }
        >
          <option value="ga">{said.kinds.ga}</option>
          <option value="vip">{said.kinds.vip}</option>
        </select>
      )}
    </Field>
  )
}

function TicketFields({ night, ...fields }: Fields & { night: Night }) {
  const { form: said } = useFrame().words.comps
  const { draft, fault, onChange } = fields
  return (
    <>
      <Field label={said.type} name="ticket_type_id" fault={fault}>
        {(id) => (
          <select
            id={id}
            value={draft.what || (night.types[0]?.id ?? '')}
            onChange={({ target }) => onChange({ what: target.value })}
          >
            {night.types.map((one) => (
              <option key={one.id} value={one.id}>
                {said.typeLeft(one.name, one.left)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <QuantityField {...fields} label={said.quantity} max={QUANTITY_MAX} />
    </>
  )
}

function TableFields({ night, ...fields }: Fields & { night: Night }) {
  const { form: said } = useFrame().words.comps
  const { draft, fault, onChange } = fields
  const chosen = night.tables.find(({ id }) => id === draft.what)
  const table = chosen ?? night.tables.find(({ is_free }) => is_free)
  return (
    <>
      <Field label={said.vipTable} name="table" fault={fault}>
        {(id) => (
          <select
            id={id}
            value={table?.id ?? ''}
            onChange={({ target }) => onChange({ what: target.value })}
          >
            {night.tables.map((one) => (
              <option key={one.id} value={one.id} disabled={!one.is_free}>
                {said.tableSeats(one.name, one.zone, one.seats)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <QuantityField {...fields} label={said.party} max={table?.seats ?? QUANTITY_MAX} />
    </>
  )
}

function QuantityField({
  draft,
  fault,
  onChange,
  label,
  max,
}: Fields & { label: string; max: number }) {
  return (
    <Field label={label} name="quantity" fault={fault}>
      {(id) => (
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={1}
          max={max}
          required
          value={draft.quantity}
          onChange={({ target }) => onChange({ quantity: target.value })}
        />
      )}
    </Field>
  )
}
