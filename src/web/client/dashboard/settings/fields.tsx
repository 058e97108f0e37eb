import { useId, type ReactNode } from 'react'

interface Field {
  label: string
  value: string
  onType: (text: string) => void
  hint?: string | undefined
  fault?: string | undefined
  isDisabled?: boolean
}

/** A field of one line. */
export function Text({
  max,
  autoComplete = 'off',
  type = 'text',
  ...field
}: Field & {
  max: number
  autoComplete?: string
  type?: 'text' | 'email' | 'password' | 'datetime-local'
}) {
  return (
    <Around {...field}>
      {(common) => <input {...common} type={type} autoComplete={autoComplete} maxLength={max} />}
    </Around>
  )
}

/** A field of several lines. */
export function LongText({ max, ...field }: Field & { max: number }) {
  return <Around {...field}>{(common) => <textarea {...common} maxLength={max} />}</Around>
}

/** One of many, by what stands for it and what it is called. */
export function OneOf({ options, ...field }: Field & { options: [value: string, name: string][] }) {
  return (
    <Around {...field}>
      {(common) => (
        <select {...common}>
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Around>
  )
}

interface Common {
  id: string
  value: string
  disabled: boolean
  onChange: (event: { target: { value: string } }) => void
  'aria-invalid'?: true
  'aria-describedby'?: string
}

/** Label, hint and what is wrong, around the field itself. */
function Around({
  label,
  value,
  onType,
  hint,
  fault,
  isDisabled = false,
  children,
}: Field & { children: (common: Common) => ReactNode }) {
  const id = useId()
  const said = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        value,
        disabled: isDisabled,
        onChange: ({ target }) => onType(target.value),
        ...(fault && { 'aria-invalid': true }),
        ...(said && { 'aria-describedby': said }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} className="field-fault">
          {fault}
        </p>
      )}
    </div>
  )
}
