import { Link } from 'wouter'
import type { OrderAnswer } from '../../../dashboard/api/desk_answers.ts'
import { useFrame } from '../app/frame.tsx'
import { Answered, Page } from '../app/page.tsx'
import { useAnswer } from '../app/queries.ts'
import { OrderActions } from './order_actions.tsx'
import { MoveButton } from './move_button.tsx'
import { OrderComp } from './order_comp.tsx'
import { OrderFacts } from './order_facts.tsx'
import { OrderMoney } from './order_money.tsx'
import { OrderOffers } from './order_offers.tsx'
import { OrderTickets } from './order_tickets.tsx'
import { Story } from './story.tsx'

/** One order: what is wrong, what can be done, and everything that there is to know of it. */
export default function OrderPage({ params }: { params: { id: string } }) {
  const { words } = useFrame()
  const query = useAnswer<OrderAnswer>(`/orders/${params.id}`, [
    'orders',
    'alerts',
    'guests',
    'mails',
    'stripe',
  ])
  // While another order is on its way, this one's buttons must not stand under its address.
  const data = query.data?.order_id === params.id ? query.data : undefined
  return (
    <Page
      heading={data?.guest.name ?? words.desk.order}
      aside={
        <span className="page-links">
          <Link href={`/dashboard/orders/${params.id}/preview`}>{words.guest.preview}</Link>
          <Link href="/dashboard/orders">{words.desk.back}</Link>
        </span>
      }
    >
      <Answered query={{ ...query, data }}>{(order) => <Order order={order} />}</Answered>
    </Page>
  )
}

function Order({ order }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  const { state, fulfilment, night } = order
  const isStuck = state === 'paid' && fulfilment === 'stuck'
  const tone = isStuck ? 'bad' : TONES[state]
  return (
    <>
      <div className="order-head">
        <p className="order-state">
          <span className={`tag${tone ? ` tag-${tone}` : ''}`}>
            {words.desk.states[isStuck ? 'stuck' : state]}
          </span>
          <span>
            {order.comp
              ? words.comps.onTheHouse
              : formats.money(order.money.total_minor, order.money.currency)}
          </span>
          <span className="dim">
            {night.title}, {formats.day(night.doors_at)}
          </span>
        </p>
        <div className="order-actions">
          <OrderActions order={order.actions} />
          {order.actions.can.includes('move') && <MoveButton order={order.actions} />}
        </div>
      </div>
      <Needs order={order} />
      <div className="order-columns">
        <div className="order-column">
          {order.comp ? (
            <OrderComp order={order} comp={order.comp} />
          ) : (
            <OrderMoney order={order} />
          )}
          <OrderOffers order={order} />
          <OrderTickets order={order} />
          <OrderFacts order={order} />
        </div>
        <Story steps={order.story} />
      </div>
    </>
  )
}

const TONES: Partial<Record<OrderAnswer['state'], string>> = { fulfilled: 'good', paid: 'wait' }

/** What of the order is wrong, by its open alerts. */
function Needs({ order }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  if (order.alerts.length === 0) return null
  return (
    <section className="notice notice-problem" aria-label={words.desk.needs}>
      <h2>{words.desk.needs}</h2>
      <ul className="plain">
        {order.alerts.map(({ id, sentence, opened_at }) => (
          <li key={id}>
            {sentence} <span className="dim">{formats.moment(opened_at)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
