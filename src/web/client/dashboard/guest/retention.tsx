import { useState, type FormEvent } from 'react'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from '../desk/use_deed.ts'
import { OneOf, Text } from '../settings/fields.tsx'

/** What a house may choose from; nothing less than half a year, while cards can be disputed. */
const CHOICES = [6, 12, 24, 36, 60, 120]

/** How long after a night its guests are kept. */
export function Retention({ months }: { months: number | null }) {
  const { words } = useFrame()
  const said = words.guests
  const { isBusy, run } = useDeed()
  const [chosen, setChosen] = useState(months)
  const [password, setPassword] = useState('')
  const known = new Set([...CHOICES, ...(months === null ? [] : [months])])
  const named = [...known]
    .toSorted((a, b) => a - b)
    .map((one): [string, string] => [String(one), said.monthsOf(one)])
  // It erases guests who would have been kept, and nobody can bring them back.
  const erasesMore = chosen !== null && (months === null || chosen < months)
  const isReady = !erasesMore || password !== ''
  const save = async () => {
    setPassword('')
    await act('PUT', '/guests/retention', { months: chosen, ...(erasesMore && { password }) })
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
        {erasesMore && (
          <Text
            label={said.password}
            type="password"
            max={200}
            autoComplete="current-password"
            value={password}
            onType={setPassword}
          />
        )}
        <button className="button" disabled={isBusy || chosen === months || !isReady}>
          {said.save}
        </button>
      </form>
    </section>
  )
}
