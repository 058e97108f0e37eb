import { useState } from 'react'
import type { CopiedAnswer, TermsAnswer } from '../../../dashboard/api/terms_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { Pick } from './pick.tsx'

/** Terms that are there already: those of another night, or of another zone. */
export function CopyTerms({ answer }: { answer: TermsAnswer }) {
  const said = useFrame().words.terms.copy
  const zones = answer.plan?.zones ?? []
  if (answer.tables.length === 0 || (answer.sources.length === 0 && zones.length < 2)) return null
  return (
    <section className="panel" aria-labelledby="copy">
      <h2 id="copy">{said.heading}</h2>
      <div className="terms-copies">
        {zones.length > 1 && <CopyFromZone answer={answer} />}
        {answer.sources.length > 0 && <CopyFromNight answer={answer} hint={said.nightHint} />}
      </div>
    </section>
  )
}

/** Everything that tables of the same name are sold for on another night. */
export function CopyFromNight({ answer, hint }: { answer: TermsAnswer; hint: string }) {
  const { words, formats } = useFrame()
  const said = words.terms.copy
  const [from, setFrom] = useState('')
  const source = answer.sources.find(({ id }) => id === from)
  return (
    <fieldset className="terms-copy">
      <legend>{said.fromNight}</legend>
      <div className="terms-tool">
        <Pick label={said.night} value={from} onPick={setFrom}>
          {answer.sources.map(({ id, title, doors_at }) => (
            <option key={id} value={id}>
              {title}, {formats.day(doors_at)}
            </option>
          ))}
        </Pick>
        <CopyButton
          answer={answer}
          what={source && source.title}
          way="from-night"
          body={{ from }}
          onDone={() => setFrom('')}
        />
      </div>
      <p className="field-hint">{hint}</p>
    </fieldset>
  )
}

function CopyFromZone({ answer }: { answer: TermsAnswer }) {
  const said = useFrame().words.terms.copy
  const zones = answer.plan?.zones ?? []
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const source = zones.find(({ id }) => id === from)
  const options = zones.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ))
  return (
    <fieldset className="terms-copy">
      <legend>{said.fromZone}</legend>
      <div className="terms-tool">
        <Pick label={said.from} value={from} onPick={setFrom}>
          {options}
        </Pick>
        <Pick label={said.to} value={to} onPick={setTo}>
          {options}
        </Pick>
        <CopyButton
          answer={answer}
          what={to && from !== to ? source?.name : undefined}
          way="from-zone"
          body={{ from, to }}
          onDone={() => setTo('')}
        />
      </div>
      <p className="field-hint">{said.zoneHint}</p>
    </fieldset>
  )
}

function CopyButton({
  answer,
  what,
  way,
  body,
  onDone,
}: {
  answer: TermsAnswer
  /** What it is copied from; undefined while that is not chosen. */
  what: string | undefined
  way: 'from-night' | 'from-zone'
  body: object
  onDone: () => void
}) {
  const said = useFrame().words.terms.copy
  const { isBusy, run } = useDeed()
  const copy = () =>
    run(async () => {
      const tables = answer.tables.map(({ vip_table_id: id, version }) => ({ id, version }))
      const path = `/nights/${answer.night.id}/tables/${way}`
      const done = await act<CopiedAnswer>('POST', path, { ...body, tables })
      onDone()
      const isNothing = done.tables + done.packages === 0 && !done.policy
      return isNothing ? said.nothing : said.done(done.tables, done.packages, done.policy)
    })
  return (
    <Confirm
      trigger={
        <button className="button button-small button-quiet" disabled={isBusy || !what}>
          {said.yes}
        </button>
      }
      title={said.ask(what ?? '')}
      yes={said.yes}
      onYes={() => void copy()}
    >
      <p>{said.note}</p>
    </Confirm>
  )
}
