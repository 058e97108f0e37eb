import { Link } from 'wouter'
import type { ErasedAnswer, GuestAnswer } from '../../../dashboard/api/guests_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Empty } from '../app/page.tsx'
import { act } from '../app/requests.ts'
import { EraseButton, HandOut } from './hand_out.tsx'

/** Where Stripe says how it takes somebody out of its own books. */
const REDACTION = 'https://docs.stripe.com/privacy/redaction'

/** All that is known of a guest, by order, and what can be done with it. */
export function GuestData({
  guest,
  onAgain,
}: {
  guest: GuestAnswer
  onAgain: () => Promise<void>
}) {
  const { words } = useFrame()
  const said = words.guests
  const { email, orders, comps } = guest
  if (orders.length + comps.length === 0)
    return <Empty title={said.nobody}>{said.nobodyNote}</Empty>
  const isKept = [...orders, ...comps].some(({ kept }) => kept.length > 0)
  const erase = async (password: string) => {
    const done = await act<ErasedAnswer>('POST', '/guests/erasure', { email, password })
    await onAgain()
    return said.erased(done.orders, done.comps)
  }
  return (
    <div className="guest-found">
      <h3>{said.found(orders.length, comps.length)}</h3>
      <ul className="order-list">
        {orders.map((order) => (
          <OrderLine key={order.order_id} order={order} />
        ))}
        {comps.map(({ comp_id, night, guest_name, kept }) => (
          <li key={comp_id}>
            <span>
              {guest_name}, {night} <span className="dim">{said.comp}</span>
            </span>
            <Kept kept={kept} />
          </li>
        ))}
      </ul>
      {isKept && <p className="notice">{said.keptNote}</p>}
      <div className="actions">
        <HandOut path="/guests" of={{ email }} />
        <EraseButton who={email} note={said.eraseNote} isReady={!isKept} onErase={erase} />
      </div>
      <p className="dim">
        {said.atStripe}{' '}
        <a href={REDACTION} target="_blank" rel="noreferrer">
          {said.atStripeLink}
        </a>
      </p>
      <p className="dim">{said.backups}</p>
    </div>
  )
}

function OrderLine({ order }: { order: GuestAnswer['orders'][number] }) {
  const { words, formats } = useFrame()
  const said = words.guests
  const { order_id, guest_name, night, doors_at, holders, notes, mails, stripe_url, kept } = order
  return (
    <li>
      <span>
        <Link href={`/dashboard/orders/${order_id}`}>{guest_name ?? words.desk.someGuest}</Link>,{' '}
        {night}, {formats.day(doors_at)}{' '}
        <span className="dim">{said.knows(holders, notes, mails)}</span>
        {stripe_url && (
          <a className="order-link" href={stripe_url} target="_blank" rel="noreferrer">
            {said.stripe}
          </a>
        )}
      </span>
      <Kept kept={kept} />
    </li>
  )
}

function Kept({ kept }: { kept: GuestAnswer['orders'][number]['kept'] }) {
  const { words } = useFrame()
  return (
    <span className="order-entry-actions">
      {kept.map((because) => (
        <span key={because} className="tag tag-wait">
          {words.guests.kept[because]}
        </span>
      ))}
    </span>
  )
}
