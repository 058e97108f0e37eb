import { useState, type FormEvent } from 'react'
import type { GuestAnswer, RetentionAnswer } from '../../../dashboard/api/guests_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { act } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { Text } from '../settings/fields.tsx'
import { SettingsPage } from '../settings/settings_page.tsx'
import { GuestData } from './guest_data.tsx'
import { Holders } from './holders.tsx'
import { Retention } from './retention.tsx'

/** What the house knows of a guest, and how long it keeps what it knows. */
export default function GuestsPage() {
  const query = useAnswer<RetentionAnswer>('/guests/retention', [])
  return (
    <SettingsPage>
      <Answered query={query}>
        {({ months }) => (
          <>
            <Finder />
            <Holders />
            <Retention key={String(months)} months={months} />
          </>
        )}
      </Answered>
    </SettingsPage>
  )
}

function Finder() {
  const { words } = useFrame()
  const said = words.guests
  const say = useSay()
  const [email, setEmail] = useState('')
  const [found, setFound] = useState<GuestAnswer>()
  const [isBusy, setBusy] = useState(false)
  const find = async (address: string) => {
    setBusy(true)
    try {
      setFound(await act<GuestAnswer>('POST', '/guests/find', { email: address }))
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void find(email.trim())
  }
  return (
    <section className="panel" aria-labelledby="guest-data">
      <h2 id="guest-data">{said.heading}</h2>
      <p className="dim">{said.lead}</p>
      <form className="guest-find" onSubmit={submit}>
        <Text label={said.email} type="email" max={254} value={email} onType={setEmail} />
        <button className="button" disabled={isBusy || email.trim() === ''}>
          {said.find}
        </button>
      </form>
      <output className="hidden">
        {found && (said.found(found.orders.length, found.comps.length) || said.nobody)}
      </output>
      {found && <GuestData key={found.email} guest={found} onAgain={() => find(found.email)} />}
    </section>
  )
}
