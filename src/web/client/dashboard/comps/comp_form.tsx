import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import type { CompAnswer, CompChoices } from '../../../dashboard/api/comps_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { act, Refusal } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { newIdHere } from '../desk/new_id.ts'
import { GuestFields, WhatFields, type Draft } from './comp_fields.tsx'

/** What the server may name, and stands on the form. */
const FIELDS = new Set(
  'night kind ticket_type_id table quantity guest_name guest_email locale reason'.split(' '),
)
const EMPTY = { guest_name: '', guest_email: '', locale: 'en', reason: '', quantity: '1' }

/**
 * Asks for a comp, or gives it at once where whoever asks may. What is asked for keeps its id until
 * it is done, so that a second press asks for the same; anything else is another one.
 */
export function CompForm({
  choices,
  night,
  onDone,
}: {
  choices: CompChoices
  night: string
  onDone: () => void
}) {
  const { comps: said } = useFrame().words
  const mayGive = useMay('comps.approve')
  const first = choices.nights.find(({ id }) => id === night) ?? choices.nights[0]
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY,
    night: first?.id ?? '',
    kind: 'ga',
    what: '',
  })
  const [fault, setFault] = useState<{ field: string; message: string } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const say = useSay()
  const queries = useQueryClient()
  const ids = useRef(new Map<string, string>())
  const change = (part: Partial<Draft>) => {
    setFault(null)
    setDraft({ ...draft, ...part })
  }

  const send = async (approves: boolean) => {
    const body = bodyOf(draft, choices)
    const asked = JSON.stringify(body)
    const comp_id = ids.current.get(asked) ?? newIdHere('cmp')
    ids.current.set(asked, comp_id)
    setBusy(true)
    try {
      const wanted = { ...body, comp_id, approves }
      const { outcome } = await act<CompAnswer>('POST', '/comps', wanted)
      say.done(said.outcomes[outcome])
      onDone()
    } catch (error) {
      // What is wrong at a field is told there.
      const field = error instanceof Refusal ? (error.field ?? '') : ''
      if (FIELDS.has(field)) setFault({ field, message: (error as Refusal).message })
      else say.failed(error)
    } finally {
      setBusy(false)
      void queries.invalidateQueries()
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(mayGive)
  }

  if (!first) return <Empty title={said.form.noNights}>{said.form.noNightsNote}</Empty>
  return (
    <form className="panel comp-form" aria-labelledby="comp-form" onSubmit={submit}>
      <h2 id="comp-form">{said.form.title}</h2>
      <WhatFields draft={draft} choices={choices} fault={fault} onChange={change} />
      <GuestFields draft={draft} fault={fault} onChange={change} />
      <p className="dim">{mayGive ? said.form.giveNote : said.form.askNote}</p>
      <div className="actions">
        <button className="button" disabled={isBusy}>
          {mayGive ? said.form.give : said.form.ask}
        </button>
        {mayGive && (
          <button
            type="button"
            className="button button-quiet"
            disabled={isBusy}
            onClick={(event) => {
              if (event.currentTarget.form?.reportValidity()) void send(false)
            }}
          >
            {said.form.ask}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onDone}>
          {said.form.cancel}
        </button>
      </div>
    </form>
  )
}

/** What the form says; what nobody has chosen is the first that there is. */
function bodyOf({ kind, what, quantity, ...rest }: Draft, { nights }: CompChoices): object {
  const night = nights.find(({ id }) => id === rest.night)
  const shared = { ...rest, kind, quantity: Number(quantity) }
  if (kind === 'ga') return { ...shared, ticket_type_id: what || (night?.types[0]?.id ?? '') }
  const free = night?.tables.find(({ is_free }) => is_free)
  return { ...shared, table: what || (free?.id ?? '') }
}
