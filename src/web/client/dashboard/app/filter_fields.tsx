import { useEffect, useId, useState, type ReactNode } from 'react'

/** Whoever types is waited for, in ms. */
const TYPING_MS = 250

/** What is typed is looked for when the typing pauses. */
export function SearchField({
  label,
  hint,
  known,
  onType,
}: {
  label: string
  hint: string
  known: string
  onType: (text: string) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState(known)
  useEffect(() => {
    if (typed.trim() === known) return
    const timer = setTimeout(() => onType(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="field field-wide">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        maxLength={320}
        placeholder={hint}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </div>
  )
}

/** One of several. */
export function Choice({
  label,
  value,
  onChoose,
  children,
}: {
  label: string
  value: string
  onChoose: (value: string) => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {children}
      </select>
    </div>
  )
}

/** A time by the venue's clock. */
export function Moment({
  label,
  value,
  onChoose,
}: {
  label: string
  value: string
  onChoose: (value: string) => void
}) {
  const id = useId()
  return (
    <div className="field field-moment">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        min="2000-01-01T00:00"
        max="2099-12-31T23:59"
        value={value}
        onChange={({ target }) => onChoose(target.value)}
      />
    </div>
  )
}
