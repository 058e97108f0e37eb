import { useId } from 'react'
import { useFrame } from '../app/frame.tsx'
import { Text } from './fields.tsx'
import type { Form } from './use_form.ts'
import type { VenueValues } from './venue_page.tsx'

/** The product's own: --accent in tokens.css. */
const ACCENT = '#dcff3c'

/** The colour of the storefront, and how it looks there. */
export function AccentFields({ form, min }: { form: Form<VenueValues>; min: number }) {
  const { words, formats } = useFrame()
  const said = words.venue
  const id = useId()
  const { values, set, faultOf } = form
  const { accent } = values
  const isWhole = accent !== null && /^#[0-9a-f]{6}$/i.test(accent)
  const shown = isWhole ? accent : ACCENT
  return (
    <>
      <p className="dim">{said.lookWhy}</p>
      <label className="settings-choice">
        <input
          type="checkbox"
          checked={accent !== null}
          onChange={({ target }) => set({ accent: target.checked ? ACCENT : null })}
        />
        {said.accentOwn}
      </label>
      {accent !== null && (
        <div className="settings-colour">
          <div className="field">
            <label htmlFor={id}>{said.accent}</label>
            <input
              id={id}
              type="color"
              value={shown}
              onChange={({ target }) => set({ accent: target.value })}
            />
          </div>
          <Text
            label={said.accentHex}
            value={accent}
            max={7}
            hint={said.accentHint(formats.count(min))}
            fault={faultOf('accent')}
            onType={(text) => set({ accent: text.trim() })}
          />
        </div>
      )}
      <div className="settings-sample">
        <span className="button" style={{ background: shown, borderColor: shown }}>
          {said.sample}
        </span>
        <span style={{ color: shown }}>{said.sampleText}</span>
      </div>
    </>
  )
}
