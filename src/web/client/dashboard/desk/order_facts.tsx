import type { OrderAnswer, OrderMail } from '../../../dashboard/api/desk_answers.ts'
import { useFrame, useMay } from '../app/frame.tsx'
import { RenameButton } from '../guest/rename_button.tsx'
import { EmailButton } from './email_button.tsx'

/** Who ordered what, how it was paid, and which mails have told of it. */
export function OrderFacts({ order }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  const { guest, lines, booking, money, comp, placed_at } = order
  const mayRedirect = useMay('money.decide')
  const hasBounced = order.mails.some(({ is_bounced }) => is_bounced)
  const canCorrect = order.actions.can.includes('resend') && (mayRedirect || hasBounced)
  return (
    <>
      <section className="panel" aria-labelledby="order-guest">
        <h2 id="order-guest">{words.desk.guest}</h2>
        <ul className="order-list">
          {guest.name && <GuestName order={order} name={guest.name} />}
          {guest.email && (
            <li>
              <a href={`mailto:${guest.email}`}>{guest.email}</a>
              {canCorrect && <EmailButton order={order.actions} email={guest.email} />}
            </li>
          )}
          {guest.phone && (
            <li>
              <a href={`tel:${guest.phone.replaceAll(' ', '')}`}>{guest.phone}</a>
            </li>
          )}
          <li className="dim">
            {words.desk.placed} {formats.moment(placed_at)}
          </li>
        </ul>
        <h3>{words.desk.ordered}</h3>
        <ul className="order-list">
          {lines.map(({ name, quantity, unit_price_minor }) => (
            <li key={name}>
              <span>
                {quantity} × {name}
              </span>
              {!comp && <span>{formats.money(quantity * unit_price_minor, money.currency)}</span>}
            </li>
          ))}
          {booking && (
            <li>
              <span>
                {words.desk.table(booking.table)}, {words.desk.heads(booking.inside, booking.heads)}
              </span>
              <span className="tag">{words.desk.bookingStates[booking.state]}</span>
            </li>
          )}
        </ul>
      </section>
      <Payments order={order} />
      <Mails mails={order.mails} />
    </>
  )
}

function GuestName({ order, name }: { order: OrderAnswer; name: string }) {
  const { words } = useFrame()
  return (
    <li>
      {name}
      {order.can_rename && (
        <RenameButton
          path={`/orders/${order.order_id}/name`}
          title={words.guest.renameOf(name)}
          name={name}
        />
      )}
    </li>
  )
}

function Payments({ order: { payments } }: { order: OrderAnswer }) {
  const { words, formats } = useFrame()
  if (payments.length === 0) return null
  return (
    <section className="panel" aria-labelledby="order-payments">
      <h2 id="order-payments">{words.desk.payments}</h2>
      <ul className="order-list">
        {payments.map((payment) => (
          <li key={payment.id}>
            <span>
              {formats.money(payment.received_minor ?? payment.amount_minor, payment.currency)}{' '}
              <span className="dim">
                {[payment.card, words.desk.tries(payment.tries)].filter(Boolean).join(', ')}
              </span>
              {payment.stripe_url && (
                <a
                  className="order-link"
                  href={payment.stripe_url}
                  target="_blank"
                  rel="noreferrer"
                >
                  {words.desk.inStripe}
                </a>
              )}
            </span>
            <span className={`tag${payment.state === 'succeeded' ? ' tag-good' : ''}`}>
              {words.desk.paymentStates[payment.state]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Mails({ mails }: { mails: OrderMail[] }) {
  const { words } = useFrame()
  return (
    <section className="panel" aria-labelledby="order-mails">
      <h2 id="order-mails">{words.desk.mails}</h2>
      {mails.length === 0 && <p className="dim">{words.desk.noMails}</p>}
      <ul className="order-list">
        {mails.map((mail) => (
          <li key={mail.id}>
            <span>{words.desk.mailKinds[mail.kind] ?? mail.kind}</span>
            <MailFate mail={mail} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What became of a mail. */
function MailFate({
  mail: { sent_at, is_undelivered, is_bounced, is_held_back },
}: {
  mail: OrderMail
}) {
  const { words, formats } = useFrame()
  if (is_held_back) return <span className="tag tag-wait">{words.desk.heldBack}</span>
  if (is_bounced) return <span className="tag tag-bad">{words.desk.bounced}</span>
  if (is_undelivered) return <span className="tag tag-bad">{words.desk.undelivered}</span>
  if (sent_at) return <span className="dim">{words.desk.sent(formats.moment(sent_at))}</span>
  return <span className="tag tag-wait">{words.desk.waiting}</span>
}
