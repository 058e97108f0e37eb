import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ActionOrder } from '../../../dashboard/api/desk_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'
import type { CardPlace } from '../app/paged.tsx'
import { OrderActions } from '../desk/order_actions.tsx'
import { History, type Tried } from './history.tsx'

interface Shown extends Tried {
  id: string
  night: string
  guest_email: string | null
  actions: ActionOrder
}

/** One order of the page: whose it is and how much, what is the matter, and what can be done. */
export function PendingCard({
  row,
  place,
  tag,
  since,
  children,
}: {
  row: Shown
  place: CardPlace
  tag: { words: string; tone: 'bad' | 'wait' | 'plain' }
  since: string
  children: ReactNode
}) {
  const { words, formats } = useFrame()
  const { guest_name, total_minor, currency } = row.actions
  return (
    <li className="panel pending-card" {...place}>
      <div className="pending-head">
        <h2>
          <Link href={`/dashboard/orders/${row.id}`}>{guest_name ?? words.pending.nobody}</Link>
        </h2>
        <p className="pending-amount">{formats.money(total_minor, currency)}</p>
        <p className="pending-about">
          <span className={`tag tag-${tag.tone}`}>{tag.words}</span> {row.night}
          {row.guest_email && <span className="pending-mail">{row.guest_email}</span>}
        </p>
        <p className="dim pending-since">
          <Ago at={since} />
        </p>
      </div>
      <div className="pending-what">{children}</div>
      <History tried={row} />
      <OrderActions order={row.actions} />
    </li>
  )
}
