import { useId, type ReactNode } from 'react'
import { useFrame } from '../app/frame.tsx'

/** One of several, or none yet. */
export function Pick({
  label,
  value,
  onPick,
  children,
}: {
  label: string
  value: string
  onPick: (value: string) => void
  children: ReactNode
}) {
  const id = useId()
  return (
    <div className="terms-pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">{useFrame().words.terms.copy.choose}</option>
        {children}
      </select>
    </div>
  )
}
