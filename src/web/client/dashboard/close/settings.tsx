import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { CloseSettingsAnswer } from '../../../dashboard/api/close_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'

const path = '/close/settings'

/** How the report is mailed: the owner's to settle, for a manager to see. */
export function MailSettings({ dueAt }: { dueAt: string | null }) {
  const { words, formats } = useFrame()
  const query = useAnswer<CloseSettingsAnswer>(path, [])
  const heading = useId()
  const { settings } = words.close
  return (
    <section className="panel close-settings" aria-labelledby={heading}>
      <h2 id={heading}>{settings.heading}</h2>
      <p className="dim">{settings.why}</p>
      {dueAt && <p>{settings.dueAt(formats.moment(dueAt))}</p>}
      <Answered query={query}>{(answer) => <Form answer={answer} />}</Answered>
    </section>
  )
}

type Draft = Pick<CloseSettingsAnswer, 'is_mailed' | 'mail_at'> & { text: string }

/** What is typed stays until it is saved, whatever comes from elsewhere meanwhile. */
function Form({ answer }: { answer: CloseSettingsAnswer }) {
  const said = useFrame().words.close.settings
  const may = useMay('alerts.settle')
  const [draft, setDraft] = useState<Draft | null>(null)
  const now = draft ?? { ...answer, text: answer.addresses.join('\n') }
  const { save, fault, forget, isUnderWay } = useSave(() => setDraft(null))
  const hourId = useId()
  const change = (changed: Partial<Draft>) => {
    forget()
    setDraft({ ...now, ...changed })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const addresses = now.text.split(/[\n,;]+/).map((one) => one.trim())
    const { is_mailed, mail_at } = now
    save({ is_mailed, mail_at, addresses: addresses.filter(Boolean) })
  }
  return (
    <form noValidate onSubmit={submit}>
      <fieldset disabled={!may}>
        <label className="close-check">
          <input
            type="checkbox"
            checked={now.is_mailed}
            onChange={({ target }) => change({ is_mailed: target.checked })}
          />
          {said.is_mailed}
        </label>
        <div className="field">
          <label htmlFor={hourId}>{said.mail_at}</label>
          <input
            id={hourId}
            type="time"
            value={now.mail_at}
            onChange={({ target }) => change({ mail_at: target.value })}
          />
        </div>
        <Addresses
          answer={answer}
          text={now.text}
          fault={fault?.message}
          onType={(text) => change({ text })}
        />
        {may && (
          <div className="actions">
            <button className="button button-small" disabled={draft === null || isUnderWay}>
              {said.save}
            </button>
          </div>
        )}
      </fieldset>
    </form>
  )
}

/** To whom it goes; what is wrong with it is told here. */
function Addresses({
  answer,
  text,
  fault,
  onType,
}: {
  answer: CloseSettingsAnswer
  text: string
  fault: string | undefined
  onType: (text: string) => void
}) {
  const said = useFrame().words.close.settings
  const [textId, whyId, faultId] = [useId(), useId(), useId()]
  return (
    <div className="field">
      <label htmlFor={textId}>{said.addresses}</label>
      <textarea
        id={textId}
        rows={3}
        autoComplete="off"
        value={text}
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? `${faultId} ${whyId}` : whyId}
        onChange={({ target }) => onType(target.value)}
      />
      {fault && (
        <p id={faultId} className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <p id={whyId} className="dim close-note">
        {said.addressesWhy(answer.inherited.join(', '))}
      </p>
    </div>
  )
}

/** Saves the settings; what is refused is told at its field, anything else by a toast. */
function useSave(onSaved: () => void) {
  const { words } = useFrame()
  const queries = useQueryClient()
  const say = useSay()
  const { mutate, error, reset, isPending } = useMutation({
    mutationFn: (to: Omit<CloseSettingsAnswer, 'inherited' | 'max'>) =>
      act<CloseSettingsAnswer>('PUT', path, to),
    onSuccess: (answer) => {
      queries.setQueryData([path], answer)
      void queries.invalidateQueries({
        predicate: ({ queryKey: [asked] }) => String(asked).startsWith('/close'),
      })
      onSaved()
      say.done(words.close.settings.saved)
    },
    onError: (refused) => {
      if (!(refused instanceof Refusal)) say.failed(refused)
    },
  })
  return {
    save: mutate,
    fault: error instanceof Refusal ? error : undefined,
    forget: reset,
    isUnderWay: isPending,
  }
}
