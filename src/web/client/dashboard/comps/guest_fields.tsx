import { useFrame } from '../app/frame.tsx'
import { Field, type Fields } from './comp_field.tsx'

/** For whom, and why. */
export function GuestFields({ draft, fault, onChange }: Fields) {
  const said = useFrame().words.comps.form
  return (
    <div className="comp-fields comp-fields-guest">
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
