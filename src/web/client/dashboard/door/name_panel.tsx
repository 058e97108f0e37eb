import { useEffect, useId, useState, type RefObject } from 'react'
import type { DoorSearchAnswer } from '../../../dashboard/api/door_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Empty } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { FoundOrder, FoundParty } from './found.tsx'
import type { Door } from './use_door.ts'

/** While somebody types on, nothing is asked, in ms. */
const TYPING_MS = 200

/** Looks for a name among those of the night. */
export function NamePanel({
  night,
  field,
  door,
}: {
  night: string
  field: RefObject<HTMLInputElement | null>
  door: Door
}) {
  const { words } = useFrame()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => field.current?.focus(), [field])
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <section className="panel" aria-label={words.door.ways.name}>
      <div className="field">
        <label htmlFor={id}>{words.door.search.label}</label>
        <input
          ref={field}
          id={id}
          type="search"
          value={typed}
          maxLength={100}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setTyped(target.value)}
        />
        <span className="hint" id={`${id}-hint`}>
          {words.door.search.hint}
        </span>
      </div>
      {isEnough(q) && <Found key={q} night={night} q={q} door={door} />}
    </section>
  )
}

/** One letter of the Latin alphabet begins half of all names. */
const isEnough = (q: string) => /[\p{L}\p{N}].*[\p{L}\p{N}]|[^\p{ASCII}]/u.test(q)

function Found({ night, q, door }: { night: string; q: string; door: Door }) {
  const { words } = useFrame()
  const query = useAnswer<DoorSearchAnswer>(`/door/search?${new URLSearchParams({ night, q })}`, [
    'guests',
    'orders',
  ])
  const said = words.door.search
  return (
    <Answered query={query}>
      {({ parties, orders, is_more }) => (
        <>
          <output className="hidden">{said.found(parties.length + orders.length)}</output>
          {parties.length + orders.length === 0 && <Empty title={said.none}>{said.noneWhy}</Empty>}
          <ul className="found-all">
            {parties.map((party) => (
              <FoundParty key={party.id} party={party} night={night} door={door} />
            ))}
            {orders.map((order) => (
              <FoundOrder key={order.id} order={order} night={night} door={door} />
            ))}
          </ul>
          {is_more && <p className="dim">{said.more}</p>}
        </>
      )}
    </Answered>
  )
}
