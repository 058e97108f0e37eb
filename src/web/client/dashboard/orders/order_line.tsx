import { Link } from 'wouter'
import type { OrderRow } from '../../../dashboard/api/orders_answers.ts'
import { useFrame } from '../app/frame.tsx'

const TONE: Record<OrderRow['state'], string> = {
  open: 'tag-wait',
  paid: 'tag-bad',
  fulfilled: 'tag-good',
  expired: '',
  refund_due: 'tag-wait',
  refunded: '',
  withdrawn: '',
}

/** The cells of one order in the list. */
export function OrderLine({ order }: { order: OrderRow }) {
  const { words, formats } = useFrame()
  const said = words.orders
  const { state, fulfilment, dispute, refunded_minor, currency, card_brand, card_last4 } = order
  const isPartly = refunded_minor > 0 && state !== 'refunded'
  return (
    <>
      <td className="line-guest">
        <Link href={`/dashboard/orders/${order.id}`}>{order.guest_name ?? said.nobody}</Link>
        <small className="dim">{order.guest_email ?? order.id}</small>
      </td>
      <td className="line-night">
        {order.night}
        <small className="dim">
          {said.kinds[order.kind]} · {said.places(order.places)}
        </small>
      </td>
      <td className="line-state">
        <span className={`tag ${TONE[state]}`}>
          {fulfilment === 'stuck' ? said.stuck : said.states[state]}
        </span>
        {dispute && (
          <span className={`tag ${dispute === 'won' ? '' : 'tag-bad'}`}>
            {said.dispute[dispute]}
          </span>
        )}
      </td>
      <td className="line-total">
        {order.comp ? (
          <>
            {said.comp}
            <small className="dim">
              {said.compBy(order.comp.asked_by, order.comp.approved_by)}
            </small>
          </>
        ) : (
          formats.money(order.total_minor, currency)
        )}
        {isPartly && (
          <small className="dim">{said.refunded(formats.money(refunded_minor, currency))}</small>
        )}
      </td>
      <td className="line-card">
        {card_last4 ? `${card_brand ?? ''} ${card_last4}`.trim() : '–'}
        {order.failures > 0 && <small className="dim">{said.failures(order.failures)}</small>}
      </td>
      <td className="line-placed">
        <time dateTime={order.placed_at}>{formats.moment(order.placed_at)}</time>
      </td>
    </>
  )
}
