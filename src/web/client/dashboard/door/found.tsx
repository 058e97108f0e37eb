import type { ReactNode } from 'react'
import type { DoorSearchAnswer } from '../../../dashboard/api/door_answers.ts'
import { useFrame } from '../app/frame.tsx'
import type { AppWords } from '../app/words.ts'
import { LetIn } from './let_in.tsx'
import type { HeadsWanted } from './door_line.ts'
import type { Door } from './use_door.ts'

type Party = DoorSearchAnswer['parties'][number]
type Order = DoorSearchAnswer['orders'][number]

/** A VIP party that was found: who, where, how many are in, and how many more go in now. */
export function FoundParty({ party, night, door }: { party: Party; night: string; door: Door }) {
  const { words } = useFrame()
  const said = words.door.search
  const { name, table, zone, heads, inside, guests, balance, is_disputed, is_comp } = party
  const why = whyNoParty(party, words.door)
  const ask = (wanted: HeadsWanted) => door.line.ask(night, wanted)
  return (
    <Found name={name || said.unnamed} inside={inside} of={heads} why={why}>
      <p className="found-what">
        <span className="tag tag-wait">{said.vip}</span>{' '}
        {table ? `${words.door.verdict.table(table)}${zone ? `, ${zone}` : ''}` : said.noTable}
        {is_comp && <span className="tag">{said.comp}</span>}
        {balance.is_due && <span className="tag tag-bad">{said.balance}</span>}
      </p>
      {!why &&
        guests.map((guest) => (
          <p className="found-guest" key={guest.pass_id}>
            <span>{guest.name}</span>
            {guest.is_in ? (
              <span className="tag tag-good">{said.inOf(1, 1)}</span>
            ) : (
              <button
                className="button button-small button-quiet"
                onClick={() => ask({ pass_id: guest.pass_id })}
              >
                {said.letOneIn}
                <span className="hidden"> {guest.name}</span>
              </button>
            )}
          </p>
        ))}
      {!why && !is_disputed && (
        <LetIn
          name={name}
          left={heads - inside}
          onLetIn={(count) => ask({ booking_id: party.id, heads: count })}
        />
      )}
    </Found>
  )
}

/** Tickets that were found under a name. */
export function FoundOrder({ order, night, door }: { order: Order; night: string; door: Door }) {
  const { words } = useFrame()
  const said = words.door.search
  const { name, types, heads, inside, is_comp } = order
  const why = whyNoTicket(order, words.door)
  return (
    <Found name={name || said.unnamed} inside={inside} of={heads} why={why}>
      <p className="found-what">
        {order.kind === 'ga' ? types.join(', ') : said.vip}
        {is_comp && <span className="tag">{said.comp}</span>}
      </p>
      {!why && (
        <LetIn
          name={name}
          left={heads - inside}
          onLetIn={(count) => door.line.ask(night, { order_id: order.id, heads: count })}
        />
      )}
    </Found>
  )
}

function Found({
  name,
  inside,
  of,
  why,
  children,
}: {
  name: string
  inside: number
  of: number
  why: string | null
  children: ReactNode
}) {
  const { words } = useFrame()
  return (
    <li className="found">
      <div className="found-head">
        <strong>{name}</strong>
        {of > 0 && <span className="found-in">{words.door.search.inOf(inside, of)}</span>}
      </div>
      {why && (
        <p>
          <span className="tag tag-bad">{why}</span>
        </p>
      )}
      {children}
    </li>
  )
}

function whyNoParty({ state, is_disputed }: Party, { search }: AppWords['door']): string | null {
  if (state === 'cancelled') return search.states.cancelled
  if (state === 'no_show') return search.states.no_show
  if (state === 'released') return search.states.left
  return is_disputed ? search.states.disputed : null
}

function whyNoTicket(
  { state, heads, is_disputed }: Order,
  { search }: AppWords['door'],
): string | null {
  if (state === 'open') return search.states.unpaid
  if (state === 'paid') return search.states.issuing
  if (is_disputed) return search.states.disputed
  if (heads > 0) return null
  return state === 'refund_due' || state === 'refunded'
    ? search.states.refunded
    : search.states.voided
}
