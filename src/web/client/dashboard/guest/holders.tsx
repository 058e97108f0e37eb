import { useState, type FormEvent } from 'react'
import { Link } from 'wouter'
import type { HolderAnswer, HolderErasedAnswer } from '../../../dashboard/api/guests_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { act } from '../app/requests.ts'
import { useSay } from '../app/toasts.tsx'
import { Text } from '../settings/fields.tsx'
import { EraseButton, HandOut } from './hand_out.tsx'

const path = '/guests/holders'

/** Guests who only claimed a pass of somebody else's party: known by the name that they gave. */
export function Holders() {
  const said = useFrame().words.guests
  const say = useSay()
  const [name, setName] = useState('')
  const [found, setFound] = useState<HolderAnswer>()
  const [isBusy, setBusy] = useState(false)
  const find = async (called: string, known: HolderAnswer['passes'] = []) => {
    setBusy(true)
    try {
      const after = known.at(-1)?.pass_id ?? null
      const next = await act<HolderAnswer>('POST', `${path}/find`, { name: called, after })
      setFound({ ...next, passes: [...known, ...next.passes] })
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void find(name)
  }
  return (
    <section className="panel" aria-labelledby="guest-holders">
      <h2 id="guest-holders">{said.holders}</h2>
      <p className="dim">{said.holdersNote}</p>
      <form className="guest-find" onSubmit={submit}>
        <Text label={said.holder} max={100} value={name} onType={setName} />
        <button className="button" disabled={isBusy || name.trim() === ''}>
          {said.findHolder}
        </button>
      </form>
      <output className="hidden">
        {found && (found.passes.length > 0 ? said.passes(found.passes.length) : said.noHolder)}
      </output>
      {found && (
        <Held
          key={found.name}
          found={found}
          isBusy={isBusy}
          onAgain={() => find(found.name)}
          onMore={() => find(found.name, found.passes)}
        />
      )}
    </section>
  )
}

/** Several people may be called that: only the passes that are chosen are handed out or erased. */
function Held({
  found,
  isBusy,
  onAgain,
  onMore,
}: {
  found: HolderAnswer
  isBusy: boolean
  onAgain: () => Promise<void>
  onMore: () => Promise<void>
}) {
  const { words } = useFrame()
  const said = words.guests
  const { name, passes } = found
  const [meant, setMeant] = useState<string[]>([])
  if (passes.length === 0) return <Empty title={said.noHolder}>{said.nobodyNote}</Empty>
  // Those that were erased are not there any more.
  const chosen = meant.filter((id) => passes.some(({ pass_id }) => pass_id === id))
  const isKept = passes.some((one) => one.is_to_come && chosen.includes(one.pass_id))
  const pass_ids = chosen.join()
  const choose = (id: string, isOn: boolean) =>
    setMeant(isOn ? [...chosen, id] : chosen.filter((one) => one !== id))
  const erase = async (password: string) => {
    const body = { name, pass_ids, password }
    const done = await act<HolderErasedAnswer>('POST', `${path}/erasure`, body)
    await onAgain()
    return said.erased(done.passes, 0)
  }
  return (
    <div className="guest-found">
      <fieldset className="guest-passes">
        <legend>{said.choosePasses}</legend>
        {passes.map((one) => (
          <HeldLine
            key={one.pass_id}
            pass={one}
            isOn={chosen.includes(one.pass_id)}
            onChoose={(isOn) => choose(one.pass_id, isOn)}
          />
        ))}
      </fieldset>
      {found.has_more && (
        <button className="button button-small" disabled={isBusy} onClick={() => void onMore()}>
          {said.morePasses}
        </button>
      )}
      {isKept && <p className="notice">{said.keptNote}</p>}
      {chosen.length > 0 && (
        <div className="actions">
          <HandOut path={path} of={{ name, pass_ids }} />
          <EraseButton who={name} note={said.eraseHolderNote} isReady={!isKept} onErase={erase} />
        </div>
      )}
    </div>
  )
}

function HeldLine({
  pass: { night, doors_at, vip_table, order_id, is_to_come },
  isOn,
  onChoose,
}: {
  pass: HolderAnswer['passes'][number]
  isOn: boolean
  onChoose: (isOn: boolean) => void
}) {
  const { words, formats } = useFrame()
  return (
    <div className="guest-pass">
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <span>
          {night}, {formats.day(doors_at)}
          {vip_table && <span className="dim"> {words.guests.atTable(vip_table)}</span>}
        </span>
      </label>
      {is_to_come && <span className="tag tag-wait">{words.guests.kept.to_come}</span>}
      {order_id && <Link href={`/dashboard/orders/${order_id}`}>{words.guests.itsOrder}</Link>}
    </div>
  )
}
