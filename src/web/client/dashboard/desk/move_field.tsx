import { useId, type ReactNode } from 'react'

/** A choice with its name above it. */
export function MoveField({
  label,
  children,
}: {
  label: string
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className="move-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
