import { Link } from 'wouter'
import type { TonightReconciliation } from '../../../dashboard/api/tonight_answers.ts'
import { Ago } from '../app/ago.tsx'
import { useFrame } from '../app/frame.tsx'

/** The reconciliation's own line: that all adds up, or which orders do not; and as of when. */
export function CheckedLine({ checked }: { checked: TonightReconciliation }) {
  const { words, formats } = useFrame()
  const { checked_at, is_late, count, orders } = checked
  const { well, differ, at, never, late, what } = words.tonight.checked
  if (!checked_at) return <p className="checked dim">{never}</p>
  const isWell = count === 0
  const look = isWell ? (is_late ? 'checked-late' : 'checked-well') : 'checked-wrong'
  return (
    <section className={`checked ${look}`} aria-label={words.tonight.checked.at}>
      <p role={isWell ? undefined : 'alert'}>
        {isWell ? well : differ(count)};{' '}
        <span className="checked-at">
          {at} <Ago at={checked_at} />
        </span>
      </p>
      {is_late && <p>{late}</p>}
      {orders.length > 0 && (
        <ul>
          {orders.map((order) => (
            <li key={`${order.what} ${order.order_id}`}>
              <Link href={`/dashboard/orders/${order.order_id}`}>
                {order.guest_name ?? words.tonight.needs.someGuest},{' '}
                {formats.money(order.amount_minor, order.currency)}
              </Link>
              : {what[order.what]}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
