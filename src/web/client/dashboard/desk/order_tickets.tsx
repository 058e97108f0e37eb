import { useState } from 'react'
import type { OrderAnswer, OrderTicket } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { ReissueButton } from '../guest/reissue_button.tsx'
import { RenameButton } from '../guest/rename_button.tsx'
import { RefundButton } from './refund_button.tsx'

/** The tickets or passes of an order; tickets can be chosen, and their worth given back. */
export function OrderTickets({ order }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { tickets, actions, money, kind } = order
  const canChoose = actions.can.includes('refund') && kind === 'ga'
  // Somebody else may have refunded one meanwhile: it can be chosen no more.
  const picked = tickets.filter(({ id, worth_minor }) => worth_minor !== null && chosen.has(id))
  const worth_minor = picked.reduce((sum, ticket) => sum + (ticket.worth_minor ?? 0), 0)
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const title = kind === 'ga' ? words.desk.tickets : words.desk.passes
  return (
    <section className="panel" aria-labelledby="order-tickets">
      <h2 id="order-tickets">{title}</h2>
      {tickets.length === 0 && <p className="dim">{words.desk.noTickets}</p>}
      <ul className="order-list">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            {canChoose && ticket.worth_minor !== null ? (
              <label className="order-choice">
                <input
                  type="checkbox"
                  checked={chosen.has(ticket.id)}
                  onChange={() => toggle(ticket.id)}
                />
                <Name ticket={ticket} kind={kind} />
              </label>
            ) : (
              <Name ticket={ticket} kind={kind} />
            )}
            <span className="order-entry-actions">
              <EntryActions order={order} ticket={ticket} />
              <span className={`tag${ticket.state === 'valid' ? ' tag-good' : ''}`}>
                {ticket.admitted_at
                  ? words.desk.admitted(formats.time(ticket.admitted_at))
                  : words.desk[ticket.state]}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {picked.length > 0 && (
        <div className="actions">
          <RefundButton
            order={actions}
            what={{ ticket_ids: picked.map(({ id }) => id) }}
            amount_minor={worth_minor}
            label={words.desk.refundChosen(formats.money(worth_minor, money.currency))}
            // An amount that went back before may have left less than the tickets cost.
            isReady={worth_minor <= money.left_minor}
            note={words.desk.refundTicketsNote}
            inside={picked.filter(({ admitted_at }) => admitted_at !== null).length}
          />
        </div>
      )}
    </section>
  )
}

/** Whose it is, and what opens the door for it, while nobody is in on it. */
function EntryActions({ order, ticket }: { order: OrderAnswer; ticket: OrderTicket }) {
  const { words } = useFrame()
  const { id, name, ordinal, can } = ticket
  const what = words.desk[order.kind === 'ga' ? 'ticket' : 'pass'](name, ordinal)
  return (
    <>
      {can.includes('rename') && (
        <RenameButton
          path={`/orders/${order.order_id}/passes/${id}/name`}
          title={words.guest.passName(ordinal)}
          name={name}
          lengthMax={100}
        />
      )}
      {can.includes('reissue') && (
        <ReissueButton orderId={order.order_id} ticket={ticket} what={what} />
      )}
    </>
  )
}

function Name({ ticket, kind }: { ticket: OrderTicket; kind: OrderAnswer['kind'] }) {
  const { words } = useFrame()
  const { name, ordinal } = ticket
  return <span>{words.desk[kind === 'ga' ? 'ticket' : 'pass'](name, ordinal)}</span>
}
