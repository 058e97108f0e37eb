import type { HTMLAttributes } from 'react'
import type { Fault } from './api.ts'
import type { CheckoutData, Guest } from './data.ts'
import { trimGuest } from './guest.ts'

interface GuestFieldsProps {
  data: CheckoutData
  faults: Fault[]
  /** The guest is mending this field: its fault need not be shown any longer. */
  onEdit: (field: keyof Guest) => void
}

/** Who buys: the name on the tickets, where they are mailed to, and a number for a VIP table. */
export function GuestFields({ data, faults, onEdit }: GuestFieldsProps) {
  const { messages, guest } = data
  const shared = (field: keyof Guest) => ({
    field,
    value: guest?.[field] ?? '',
    fault: faults.find((fault) => fault.field === field)?.message,
    onEdit,
  })
  return (
    <fieldset className="till-part">
      <legend>{messages.guest_heading}</legend>
      <Field {...shared('name')} label={messages.name_label} type="text" autoComplete="name" />
      <Field
        {...shared('email')}
        label={messages.email_label}
        hint={messages.email_hint}
        type="email"
        autoComplete="email"
        inputMode="email"
      />
      {data.asks_phone && (
        <Field
          {...shared('phone')}
          label={messages.phone_label}
          hint={messages.phone_hint}
          type="tel"
          autoComplete="tel"
          inputMode="tel"
        />
      )}
    </fieldset>
  )
}

/** Puts the focus on the first field that has a fault. */
export function focusFault(form: HTMLFormElement, faults: Fault[]): void {
  const names = new Set<string>(faults.map((fault) => fault.field))
  const fields = [...form.elements].filter((part) => part instanceof HTMLInputElement)
  fields.find((field) => names.has(field.name))?.focus()
}

/** What the guest has written. */
export function readGuest(form: HTMLFormElement, { asks_phone }: CheckoutData): Guest {
  const read = (name: keyof Guest) => inputOf(form, name)?.value ?? ''
  const guest = { name: read('name'), email: read('email') }
  return trimGuest(asks_phone ? { ...guest, phone: read('phone') } : guest)
}

/** Writes what is `known` of the guest into the fields that are still empty. */
export function fillGuest(form: HTMLFormElement, known: Partial<Guest>): void {
  for (const name of ['name', 'email', 'phone'] as const) {
    const input = inputOf(form, name)
    if (input?.value.trim() === '') input.value = known[name] ?? ''
  }
}

function inputOf(form: HTMLFormElement, name: keyof Guest): HTMLInputElement | undefined {
  const found = form.elements.namedItem(name)
  return found instanceof HTMLInputElement ? found : undefined
}

interface FieldProps {
  field: keyof Guest
  label: string
  value: string
  type: 'text' | 'email' | 'tel'
  autoComplete: string
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  hint?: string
  fault: string | undefined
  onEdit: (field: keyof Guest) => void
}

function Field({ field, label, value, hint, fault, onEdit, ...input }: FieldProps) {
  const id = `guest-${field}`
  const described = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        name={field}
        defaultValue={value}
        required
        autoCapitalize={field === 'name' ? 'words' : 'none'}
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onInput={() => onEdit(field)}
      />
      {fault && (
        <p className="field-fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
