import { useId, type ReactNode } from 'react'
import type { CompChoices } from '../../../dashboard/api/comps_answers.ts'
import { useFrame } from '../app/frame.tsx'

/** What the form says, as it was typed; `what` is the kind of ticket, or the table. */
export interface Draft {
  night: string
  kind: 'ga' | 'vip'
  what: string
  quantity: string
  guest_name: string
  guest_email: string
  locale: string
  reason: string
}

interface Fields {
  draft: Draft
  fault: { field: string; message: string } | null
  onChange: (part: Partial<Draft>) => void
}

const QUANTITY_MAX = 100

/** Which night, and what of it is given. */
export function WhatFields({ draft, choices, fault, onChange }: Fields & { choices: CompChoices }) {
  const { words, formats } = useFrame()
  const said = words.comps.form
  const night = choices.nights.find(({ id }) => id === draft.night)
  const tables = night?.tables ?? []
  const isTable = draft.kind === 'vip' && tables.length > 0
  const table = tables.find(({ id }) => id === draft.what) ?? tables.find((one) => one.is_free)
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
      {tables.length > 0 && (
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
      )}
      <Field
        label={isTable ? said.vipTable : said.type}
        name={isTable ? 'table' : 'ticket_type_id'}
        fault={fault}
      >
        {(id) => (
          <select
            id={id}
            value={draft.what || ((isTable ? table : night?.types[0])?.id ?? '')}
            onChange={({ target }) => onChange({ what: target.value })}
          >
            {isTable
              ? tables.map((one) => (
                  <option key={one.id} value={one.id} disabled={!one.is_free}>
                    {said.tableSeats(one.name, one.zone, one.seats)}
                  </option>
                ))
              : night?.types.map((one) => (
                  <option key={one.id} value={one.id}>
                    {said.typeLeft(one.name, one.left)}
                  </option>
                ))}
          </select>
        )}
      </Field>
      <Field label={isTable ? said.party : said.quantity} name="quantity" fault={fault}>
        {(id) => (
          <input
            id={id}
            type="number"
            inputMode="numeric"
            min={1}
            max={isTable ? (table?.seats ?? QUANTITY_MAX) : QUANTITY_MAX}
            required
            value={draft.quantity}
            onChange={({ target }) => onChange({ quantity: target.value })}
          />
        )}
      </Field>
    </div>
  )
}

/** For whom, and why. */
export function GuestFields({ draft, fault, onChange }: Fields) {
  const said = useFrame().words.comps.form
  return (
    <div className="comp-fields">
      <Field label={said.guest} name="guest_name" fault={fault}>
        {(id) => (
          <input
            id={id}
            autoComplete="off"
            maxLength={200}
            required
            value={draft.guest_name}
            onChange={({ target }) => onChange({ guest_name: target.value })}
          />
        )}
      </Field>
      <Field label={said.email} name="guest_email" fault={fault}>
        {(id) => (
          <input
            id={id}
            type="email"
            autoComplete="off"
            maxLength={254}
            required
            value={draft.guest_email}
            onChange={({ target }) => onChange({ guest_email: target.value })}
          />
        )}
      </Field>
      <Field label={said.language} name="locale" fault={fault}>
        {(id) => (
          <select
            id={id}
            value={draft.locale}
            onChange={({ target }) => onChange({ locale: target.value })}
          >
            <option value="en">{said.languages.en}</option>
            <option value="es">{said.languages.es}</option>
          </select>
        )}
      </Field>
      <Field label={said.reason} name="reason" fault={fault} hint={said.reasonHint}>
        {(id) => (
          <textarea
            id={id}
            maxLength={500}
            required
            value={draft.reason}
            onChange={({ target }) => onChange({ reason: target.value })}
          />
        )}
      </Field>
    </div>
  )
}

/** A field with its name; what is wrong with it stands below it. */
function Field({
  label,
  name,
  hint,
  fault,
  children,
}: {
  label: string
  name: string
  hint?: string
  fault: Fields['fault']
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className={`field comp-field-${name}`}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <p className="field-hint">{hint}</p>}
      {fault?.field === name && (
        <p className="field-fault" role="alert">
          {fault.message}
        </p>
      )}
    </div>
  )
}
