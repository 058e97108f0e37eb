import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import type { RecipientsAnswer } from '../../../dashboard/api/alerts_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

const path = '/alerts/recipients'

/** Who is mailed about alerts: the owner's to settle. */
export function Recipients() {
  const { words } = useFrame()
  const query = useAnswer<RecipientsAnswer>(path, ['alerts'])
  return (
    <details className="panel recipients">
      <summary>{words.alerts.recipients.heading}</summary>
      <p className="dim">{words.alerts.recipients.why}</p>
      <Answered query={query}>{(answer) => <List answer={answer} />}</Answered>
    </details>
  )
}

/** A place of the list, whatever stands in it. */
interface Place {
  key: string
  address: string
}

/** What is typed stays until it is saved, whatever comes from elsewhere meanwhile. */
function List({ answer }: { answer: RecipientsAnswer }) {
  const said = useFrame().words.alerts.recipients
  const [draft, setDraft] = useState<Place[] | null>(null)
  const places = draft ?? answer.addresses.map((address) => ({ key: address, address }))
  const { save, fault, forget, isUnderWay } = useSave(() => setDraft(null))
  const added = useRef(0)
  const change = (changed: Place[]) => {
    forget()
    setDraft(changed)
  }
  const add = () => change([...places, { key: `new ${added.current++}`, address: '' }])
  const isFull = places.length >= answer.max
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(places.map(({ address }) => address))
  }
  return (
    <form noValidate onSubmit={submit}>
      {places.length === 0 && <p>{said.bySetting(answer.by_setting)}</p>}
      {places.map(({ key, address }, at) => (
        <Address
          key={key}
          number={at + 1}
          address={address}
          fault={fault?.field === `addresses.${at}` ? fault.message : ''}
          onType={(text) => change(places.with(at, { key, address: text }))}
          onRemove={() => change(places.toSpliced(at, 1))}
        />
      ))}
      <div className="actions">
        <button
          type="button"
          className="button button-quiet button-small"
          disabled={isFull}
          onClick={add}
        >
          {said.add}
        </button>
        <button className="button button-small" disabled={draft === null || isUnderWay}>
          {said.save}
        </button>
      </div>
      {isFull && <p className="dim">{said.most(answer.max)}</p>}
    </form>
  )
}

/** Saves the list; what is refused is told at its field, and by a toast where that is none. */
function useSave(onSaved: () => void) {
  const { words } = useFrame()
  const queries = useQueryClient()
  const say = useSay()
  const { mutate, error, reset, isPending } = useMutation({
    mutationFn: (addresses: string[]) => act<RecipientsAnswer>('PUT', path, { addresses }),
    onSuccess: (answer) => {
      queries.setQueryData([path], answer)
      onSaved()
      say.done(words.alerts.recipients.saved)
    },
    onError: (refused) => {
      const isAtField = refused instanceof Refusal && refused.field?.startsWith('addresses.')
      if (!isAtField) say.failed(refused)
    },
  })
  const fault = error instanceof Refusal ? error : undefined
  const save = (addresses: string[]) => mutate(addresses)
  return { save, fault, forget: reset, isUnderWay: isPending }
}

function Address({
  number,
  address,
  fault,
  onType,
  onRemove,
}: {
  number: number
  address: string
  fault: string
  onType: (text: string) => void
  onRemove: () => void
}) {
  const said = useFrame().words.alerts.recipients
  const fieldId = useId()
  const faultId = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Where it is wrong is where one goes on; a new field is one that somebody wants to fill in.
    if (fault || input.current?.value === '') input.current?.focus()
  }, [fault])
  return (
    <div className="field recipient">
      <label htmlFor={fieldId}>{said.address(number)}</label>
      <div className="recipient-line">
        <input
          ref={input}
          id={fieldId}
          type="email"
          autoComplete="off"
          value={address}
          aria-invalid={fault !== ''}
          {...(fault && { 'aria-describedby': faultId })}
          onChange={({ target }) => onType(target.value)}
        />
        <button
          type="button"
          className="button button-quiet button-small"
          aria-label={said.remove(address || said.address(number))}
          onClick={onRemove}
        >
          {said.removeShort}
        </button>
      </div>
      {fault && (
        <p id={faultId} className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
