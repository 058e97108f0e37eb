import { useState, type FormEvent } from 'react'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { OneOf } from '../settings/fields.tsx'

/** What a house may choose from; nothing less than half a year, while cards can be disputed. */
const CHOICES = [6, 12, 24, 36, 60, 120]

/** How long after a night its guests are kept. */
export function Retention({ months }: { months: number | null }) {
  const { words } = useFrame()
  const said = words.guests
  const { isBusy, run } = useDeed()
  const [chosen, setChosen] = useState(months)
  const known = new Set([...CHOICES, ...(months === null ? [] : [months])])
  const named = [...known]
    .toSorted((a, b) => a - b)
    .map((one): [string, string] => [String(one), said.monthsOf(one)])
  const save = async () => {
    await act('PUT', '/guests/retention', { months: chosen })
    return said.saved
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(save)
  }
  return (
    <section className="panel" aria-labelledby="guest-retention">
      <h2 id="guest-retention">{said.retention}</h2>
      <p className="dim">{said.retentionNote}</p>
      <form className="guest-find" onSubmit={submit}>
        <OneOf
          label={said.months}
          value={String(chosen ?? '')}
          options={[['', said.forever], ...named]}
          onType={(text) => setChosen(text === '' ? null : Number(text))}
        />
        <button className="button" disabled={isBusy || chosen === months}>
          {said.save}
        </button>
      </form>
    </section>
  )
}
