import { Link } from 'wouter'
import type { BoardPartyAnswer } from '../../../dashboard/api/board_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { NoteButton } from '../desk/note_button.tsx'
import { RenameButton } from '../guest/rename_button.tsx'
import { Agreed } from './agreed.tsx'
import { Balance } from './balance.tsx'
import { Tag } from './board_list.tsx'
import { useBoardWords } from './board_words.ts'
import { MoveForm } from './move_form.tsx'
import { PartySteps } from './party_steps.tsx'

/** A party: who it is, what can be done for it now, what is due, and all that was agreed. */
export function PartyPanel({ party }: { party: BoardPartyAnswer }) {
  const { words } = useBoardWords()
  const { renameOf } = useFrame().words.guest
  const mayRename = useMay('parties.manage')
  const seesOrders = useMay('orders.read')
  const { order_id, can } = party
  return (
    <>
      <Who party={party} />
      <PartySteps party={party} />
      {can.includes('move') && <MoveForm party={party} />}
      {party.money && <Balance party={party} money={party.money} />}
      <Passes party={party} />
      {party.agreed && <Agreed agreed={party.agreed} currency={party.money?.currency} />}
      {(party.notes.length > 0 || can.includes('note')) && <Notes party={party} />}
      <History party={party} />
      {mayRename && (
        <p>
          <RenameButton
            path={`/board/parties/${party.id}/name`}
            title={renameOf(party.name)}
            name={party.name}
          />
        </p>
      )}
      {order_id !== null && seesOrders && (
        <p>
          <Link className="board-link" href={`/dashboard/orders/${order_id}`}>
            {words.panel.order}
          </Link>
        </p>
      )}
    </>
  )
}

function Who({ party }: { party: BoardPartyAnswer }) {
  const { words, formats } = useBoardWords()
  const { panel } = words
  const { state, table, lock } = party
  const sign = state === 'arrived' || state === 'seated' ? state : 'booked'
  const facts: [string, string | null][] = [
    [panel.heads, words.inside(party.inside, party.heads)],
    [panel.arriveBy, formats.moment(party.arrive_by)],
    [panel.arrivedAt, party.arrived_at && formats.time(party.arrived_at)],
    [panel.seatedAt, party.seated_at && formats.time(party.seated_at)],
    [panel.endedAt, party.ended_at && formats.time(party.ended_at)],
    [panel.email, party.email],
  ]
  return (
    <>
      <p className="board-states">
        <Tag sign={sign} text={words.over.states[state]} />
        {lock && <Tag sign="locked" text={words.locked} />}
        {party.is_disputed && <Tag sign="disputed" text={words.disputed} />}
      </p>
      <p>{table ? panel.at(table.name, table.zone) : panel.noTable}</p>
      {lock && <p className="dim">{panel.lockedBy(lock.by, formats.time(lock.at))}</p>}
      {party.is_disputed && <p className="problem">{panel.disputed}</p>}
      {party.order_id === null && <p className="dim">{panel.walkedIn(party.booked_by)}</p>}
      <dl className="board-facts">
        {party.phone && (
          <div>
            <dt>{panel.phone}</dt>
            <dd>
              <a href={`tel:${party.phone.replaceAll(' ', '')}`}>{party.phone}</a>
            </dd>
          </div>
        )}
        {facts.map(
          ([name, fact]) =>
            fact && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  )
}

function Passes({ party: { passes } }: { party: BoardPartyAnswer }) {
  const { words, formats } = useBoardWords()
  const { panel } = words
  if (passes.length === 0) return null
  return (
    <section aria-labelledby="board-passes">
      <h3 id="board-passes">{panel.passes}</h3>
      <ul className="order-list">
        {passes.map(({ id, head, name, admitted_at, link }) => (
          <li key={id}>
            <span>
              {panel.pass(head)}: {name ?? <span className="dim">{panel.unnamed}</span>}
            </span>
            <span className={admitted_at ? 'board-in' : 'dim'}>
              {admitted_at ? panel.in(formats.time(admitted_at)) : panel.out}
            </span>
            {link && (
              <a className="board-link" href={link}>
                {panel.link}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Notes({ party }: { party: BoardPartyAnswer }) {
  const { words, formats } = useBoardWords()
  const { order_id, name: guest_name, notes, can } = party
  return (
    <section aria-labelledby="board-notes">
      <h3 id="board-notes">{words.panel.notes}</h3>
      {notes.map(({ body, written_by, written_at }) => (
        <figure key={written_at} className="board-note">
          <blockquote className="board-quote">{body}</blockquote>
          <figcaption className="dim">
            {written_by}, {formats.moment(written_at)}
          </figcaption>
        </figure>
      ))}
      {order_id !== null && can.includes('note') && (
        <div className="order-actions">
          <NoteButton order={{ order_id, guest_name }} />
        </div>
      )}
    </section>
  )
}

function History({ party: { changes } }: { party: BoardPartyAnswer }) {
  const { words, formats } = useBoardWords()
  const known = changes.filter(({ action }) => words.changes[action])
  if (known.length === 0) return null
  return (
    <details className="board-history">
      <summary>{words.panel.history}</summary>
      <ol className="order-list">
        {known.toReversed().map(({ at, action, actor, table }) => (
          <li key={`${at} ${action}`}>
            <span>
              {words.changes[action]}
              {table && `: ${table}`}
            </span>
            <span className="dim">
              {formats.time(at)}, {words.changedBy(actor)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
