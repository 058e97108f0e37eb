import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useFrame } from '../app/frame.tsx'
import type { Edit } from './use_edit.ts'

interface FieldProps {
  edit: Edit
  name: string
  label: string
  hint?: string | undefined
}

/** What every field has: its name, what is wrong with it, and what it is good for. */
function useField({ edit, name, hint }: FieldProps) {
  const id = useId()
  const fault = edit.faults[name]
  const about = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ')
  const isFirst = fault !== undefined && Object.keys(edit.faults)[0] === name
  const place = useRef<HTMLElement | null>(null)
  useEffect(() => {
    // Where it is wrong is where one goes on.
    if (isFirst) place.current?.focus()
  }, [isFirst])
  const input = {
    id,
    name,
    value: edit.values[name] ?? '',
    'aria-invalid': fault !== undefined,
    ...(about && { 'aria-describedby': about }),
    ref: (element: HTMLElement | null) => void (place.current = element),
    onChange: ({ target }: { target: { value: string } }) => edit.set(name, target.value),
  }
  return { id, fault, input }
}

function Framed({
  id,
  fault,
  label,
  hint,
  isWide,
  children,
}: {
  id: string
  fault: string | undefined
  label: string
  hint?: string | undefined
  isWide?: boolean
  children: ReactNode
}) {
  return (
    <div className={isWide ? 'field field-wide' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {fault && (
        <p className="field-fault" id={`${id}-fault`} role="alert">
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

/** A line of text, a number, or a moment by the venue's clock. */
export function Line(
  props: FieldProps & {
    type?: 'text' | 'number' | 'datetime-local'
    max?: number
    inputMode?: 'decimal'
    isWide?: boolean
    isFixed?: boolean
    isNeeded?: boolean
  },
) {
  const { id, fault, input } = useField(props)
  const { type = 'text', max = 200, label, hint, isWide, inputMode, isFixed, isNeeded } = props
  const most = type === 'number' ? { min: 0, max, step: 1 } : { maxLength: max }
  return (
    <Framed id={id} fault={fault} label={label} hint={hint} isWide={isWide ?? false}>
      <input
        {...input}
        {...(type === 'datetime-local' ? { max: '2099-12-31T23:59' } : most)}
        {...(inputMode && { inputMode })}
        type={type}
        autoComplete="off"
        readOnly={isFixed ?? false}
        required={isNeeded ?? false}
      />
    </Framed>
  )
}

/** What a guest pays for one, in the venue's currency. */
export function PriceLine({ edit }: { edit: Edit }) {
  const { words, data } = useFrame()
  const said = words.nights
  return (
    <Line
      edit={edit}
      name="price_minor"
      label={said.price(data.currency.toUpperCase())}
      hint={said.priceHint}
      inputMode="decimal"
      max={12}
      isNeeded
    />
  )
}

/** Several lines of text. */
export function Lines(props: FieldProps & { max: number; rows?: number }) {
  const { id, fault, input } = useField(props)
  return (
    <Framed id={id} fault={fault} label={props.label} hint={props.hint} isWide>
      <textarea {...input} maxLength={props.max} rows={props.rows ?? 4} />
    </Framed>
  )
}

/** One of several. */
export function Choice(props: FieldProps & { children: ReactNode }) {
  const { id, fault, input } = useField(props)
  return (
    <Framed id={id} fault={fault} label={props.label} hint={props.hint}>
      <select {...input}>{props.children}</select>
    </Framed>
  )
}

/** What is done with a form: saved, left as it was, or settled with what others have saved. */
export function EditActions({
  edit,
  save,
  isAlwaysReady,
}: {
  edit: Edit
  save?: string
  /** Where what is proposed may be saved as it stands. */
  isAlwaysReady?: boolean
}) {
  const said = useFrame().words.nights
  return (
    <div className="edit-actions">
      {edit.keepMine && (
        <div className="notice notice-problem" role="alert">
          <p>{said.conflict}</p>
          <div className="actions">
            <button type="button" className="button button-small" onClick={edit.keepMine}>
              {said.keepMine}
            </button>
            <button type="button" className="button button-small button-quiet" onClick={edit.drop}>
              {said.takeTheirs}
            </button>
          </div>
        </div>
      )}
      <div className="actions">
        <button
          className="button button-small"
          disabled={(!edit.isChanged && !isAlwaysReady) || edit.isBusy}
        >
          {save ?? said.save}
        </button>
        {edit.isChanged && (
          <button type="button" className="button button-small button-quiet" onClick={edit.drop}>
            {said.dropChanges}
          </button>
        )}
        {edit.isChanged && <span className="dim unsaved">{said.unsaved}</span>}
      </div>
    </div>
  )
}

/** A form for something new: it is added, or nothing is. */
export function NewForm({
  edit,
  title,
  save,
  onClose,
  children,
}: {
  edit: Edit
  title: string
  save: string
  onClose: () => void
  children: ReactNode
}) {
  const { cancel } = useFrame().words.nights
  const close = () => {
    edit.drop()
    onClose()
  }
  return (
    <form className="edit" noValidate onSubmit={edit.submit} aria-label={title}>
      <h3>{title}</h3>
      {children}
      <EditActions edit={edit} save={save} />
      <div>
        <button type="button" className="link" onClick={close}>
          {cancel}
        </button>
      </div>
    </form>
  )
}
