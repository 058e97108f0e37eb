import { useState, type FormEvent } from 'react'
import type { CompChoices } from '../../../dashboard/api/comps_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import type { Draft } from './comp_field.tsx'
import { GuestFields } from './guest_fields.tsx'
import { useAsk } from './use_ask.ts'
import { WhatFields } from './what_fields.tsx'

const EMPTY = {
  kind: 'ga' as const,
  what: '',
  quantity: '1',
  guest_name: '',
  guest_email: '',
  locale: 'en',
  reason: '',
}

/** Asks for a comp, or gives it at once where whoever asks may. */
export function CompForm({
  choices,
  night,
  onDone,
}: {
  choices: CompChoices
  night: string
  onDone: () => void
}) {
  const { form: said } = useFrame().words.comps
  const mayGive = useMay('comps.approve')
  const first = choices.nights.find(({ id }) => id === night) ?? choices.nights[0]
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, night: first?.id ?? '' })
  const { send, fault, forget, isBusy } = useAsk(onDone)
  const change = (part: Partial<Draft>) => {
    forget()
    setDraft({ ...draft, ...part })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(bodyOf(draft, choices), mayGive)
  }
  if (!first) return <Empty title={said.noNights}>{said.noNightsNote}</Empty>
  return (
    <form className="panel comp-form" aria-labelledby="comp-form" onSubmit={submit}>
      <h2 id="comp-form">{said.title}</h2>
      <WhatFields draft={draft} choices={choices} fault={fault} onChange={change} />
      <GuestFields draft={draft} fault={fault} onChange={change} />
      <p className="dim">{mayGive ? said.giveNote : said.askNote}</p>
      <div className="actions">
        <button className="button" disabled={isBusy}>
          {mayGive ? said.give : said.ask}
        </button>
        {mayGive && (
          <button
            type="button"
            className="button button-quiet"
            disabled={isBusy}
            onClick={({ currentTarget: { form } }) => {
              if (form?.reportValidity()) void send(bodyOf(draft, choices), false)
            }}
          >
            {said.ask}
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onDone}>
          {said.cancel}
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
