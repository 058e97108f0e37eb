import { useId, useState, type ReactNode } from 'react'

/** A field with its label, and what is wrong with it. */
function Field({
  label,
  fault,
  children,
}: {
  label: string
  fault?: string | undefined
  children: (ids: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}) {
  const id = useId()
  const faultId = `${id}-fault`
  return (
    <div className="field plan-field">
      <label htmlFor={id}>{label}</label>
      {children(fault ? { id, 'aria-describedby': faultId, 'aria-invalid': true } : { id })}
      {fault && (
        <p className="field-fault" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  )
}

/** A text; each letter is part of one step, until the field is left. */
export function TextField({
  label,
  value,
  fault,
  lengthMax,
  onChange,
  onLeave,
}: {
  label: string
  value: string
  fault?: string | undefined
  lengthMax: number
  onChange: (value: string) => void
  onLeave: () => void
}) {
  return (
    <Field label={label} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          value={value}
          maxLength={lengthMax}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          onBlur={onLeave}
        />
      )}
    </Field>
  )
}

/** A whole number: what is typed counts as soon as it is one within its limits. */
export function NumberField({
  label,
  value,
  limits: [min, max],
  step = 1,
  fault,
  placeholder,
  onChange,
  onLeave,
}: {
  label: string
  /** Null where several things differ. */
  value: number | null
  limits: readonly [number, number]
  step?: number
  fault?: string | undefined
  placeholder?: string
  onChange: (value: number) => void
  onLeave: () => void
}) {
  // What is being typed may be no number yet.
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    const number = Number(text)
    if (text.trim() !== '' && Number.isInteger(number) && number >= min && number <= max)
      onChange(number)
  }
  return (
    <Field label={label} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={step}
          placeholder={value === null ? placeholder : undefined}
          value={typed ?? value ?? ''}
          onChange={(event) => type(event.target.value)}
          onBlur={() => {
            setTyped(null)
            onLeave()
          }}
        />
      )}
    </Field>
  )
}

/** One of a few. */
export function ChoiceField<Value extends string>({
  label,
  value,
  options,
  mixed,
  onChange,
}: {
  label: string
  /** Null where several things differ. */
  value: Value | null
  options: Record<Value, string>
  mixed?: string
  onChange: (value: Value) => void
}) {
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value as Value)}
        >
          {value === null && (
            <option value="" disabled>
              {mixed}
            </option>
          )}
          {Object.entries(options).map(([key, name]) => (
            <option key={key} value={key}>
              {String(name)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
