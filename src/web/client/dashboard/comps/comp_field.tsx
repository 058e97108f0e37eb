import { useId, type ReactNode } from 'react'
import type { Fault } from './use_ask.ts'

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

/** What each part of the form is drawn from. */
export interface Fields {
  draft: Draft
  fault: Fault | null
  onChange: (part: Partial<Draft>) => void
}

/** A field with its name; what is wrong with it stands below it. */
export function Field({
  label,
  name,
  hint,
  fault,
  children,
}: {
  label: string
  name: string
  hint?: string
  fault: Fault | null
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
