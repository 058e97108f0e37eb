import { useId, useState, type FormEvent } from 'react'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'

/** What a house may choose from; nothing less than half a year, while cards can be disputed. */
const CHOICES = [6, 12, 24, 36, 60, 120]

/** How long after a night its guests are kept. */
export function Retention({ months }: { months: number | null }) {
  const { words } = useFrame()
  const said = words.guests
  const { isBusy, run } = useDeed()
  const id = useId()
  const [chosen, setChosen] = useState(months)
  const choices = [...new Set([...CHOICES, ...(months === null ? [] : [months])])]
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
        <label htmlFor={id}>{said.months}</label>
        <select
          id={id}
          value={String(chosen ?? '')}
          onChange={({ target }) => setChosen(target.value === '' ? null : Number(target.value))}
        >
          <option value="">{said.forever}</option>
          {choices
            .toSorted((a, b) => a - b)
            .map((one) => (
              <option key={one} value={one}>
                {said.monthsOf(one)}
              </option>
            ))}
        </select>
        <button className="button button-small" disabled={isBusy || chosen === months}>
          {said.save}
        </button>
      </form>
    </section>
  )
}
