import { useState } from 'react'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { useDeed } from '../desk/use_deed.ts'
import { Text } from '../settings/fields.tsx'

/** Both files about somebody, each by a form of its own: who it is stands in no URL, and no log. */
export function HandOut({ path, of }: { path: string; of: Record<string, string> }) {
  const said = useFrame().words.guests
  return (
    <>
      {(['json', 'html'] as const).map((format) => (
        <form key={format} method="post" action={`/api/dashboard${path}/export`}>
          {Object.entries({ ...of, format }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button className="button button-small button-quiet">{said[format]}</button>
        </form>
      ))}
    </>
  )
}

/** Erases somebody, once it is said what that means and the member's own password is given. */
export function EraseButton({
  who,
  note,
  isReady,
  onErase,
}: {
  who: string
  note: string
  isReady: boolean
  /** Does it, and says what became of it. */
  onErase: (password: string) => Promise<string>
}) {
  const said = useFrame().words.guests
  const { isBusy, run } = useDeed()
  const [password, setPassword] = useState('')
  const erase = () => {
    setPassword('')
    void run(() => onErase(password))
  }
  return (
    <Confirm
      trigger={
        <button className="button button-small button-danger" disabled={isBusy || !isReady}>
          {said.erase}
        </button>
      }
      title={said.eraseAsk(who)}
      yes={said.eraseYes}
      isReady={password !== ''}
      onYes={erase}
    >
      <p>{note}</p>
      <Text
        label={said.password}
        type="password"
        max={200}
        autoComplete="current-password"
        value={password}
        onType={setPassword}
      />
    </Confirm>
  )
}
