import { Link } from 'wouter'
import type { OrderAnswer, OrderOffer } from '../../../dashboard/api/desk_answers.ts'
import { Confirm } from '../app/confirm.tsx'
import { useFrame } from '../app/frame.tsx'
import { act } from '../app/requests.ts'
import { useDeed } from './use_deed.ts'

/** What the guest was asked to pay for moving to another night, and what became of it. */
export function OrderOffers({ order: { order_id, offers } }: { order: OrderAnswer }) {
  const { words } = useFrame()
  if (offers.length === 0) return null
  return (
    <section className="panel" aria-labelledby="order-offers">
      <h2 id="order-offers">{words.move.offers}</h2>
      <ul className="order-offers">
        {offers.map((offer) => (
          <Offer key={offer.offer_id} offer={offer} isPayment={offer.offer_id === order_id} />
        ))}
      </ul>
    </section>
  )
}

/** `isPayment`: it is shown on the page of the order that pays it. */
function Offer({ offer, isPayment }: { offer: OrderOffer; isPayment: boolean }) {
  const { words, formats } = useFrame()
  const { state, from_night, to_night, amount_minor, currency, expires_at, asked_by } = offer
  const said = words.move
  const other = isPayment ? offer.moved_order_id : offer.offer_id
  return (
    <li>
      <p className="offer-head">
        <b>{said.offerLine(from_night, to_night)}</b>
        <span>{formats.money(amount_minor, currency)}</span>
        <span className={`tag${TONES[state] ? ` tag-${TONES[state]}` : ''}`}>
          {said.offerStates[state]}
        </span>
      </p>
      {expires_at && <p>{said.waitsUntil(formats.moment(expires_at))}</p>}
      <p className="dim">
        {said.offerBy(asked_by, formats.moment(offer.asked_at))}
        {offer.withdrawn_by && `, ${said.offerWithdrawnBy(offer.withdrawn_by)}`}
      </p>
      <p className="offer-links">
        <Link href={`/dashboard/orders/${other}`}>
          {isPayment ? said.movedOrder : said.payment}
        </Link>
        {expires_at && <CopyLink url={offer.pay_url} />}
        {offer.can_withdraw && <Withdraw offer={offer} />}
      </p>
    </li>
  )
}

const TONES: Partial<Record<OrderOffer['state'], string>> = {
  waiting: 'wait',
  paid: 'wait',
  moved: 'good',
}

function CopyLink({ url }: { url: string }) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const copy = async () => {
    await navigator.clipboard.writeText(url)
    return words.move.copied
  }
  return (
    <button
      className="button button-small button-quiet"
      disabled={isBusy}
      onClick={() => void run(copy)}
    >
      {words.move.copyLink}
    </button>
  )
}

function Withdraw({ offer }: { offer: OrderOffer }) {
  const { words } = useFrame()
  const { isBusy, run } = useDeed()
  const withdraw = async () => {
    const path = `/orders/${offer.moved_order_id}/move/offer/withdrawal`
    await act('POST', path, { offer_id: offer.offer_id })
    return words.move.withdrawn
  }
  return (
    <Confirm
      trigger={
        <button className="button button-small button-danger" disabled={isBusy}>
          {words.move.withdraw}
        </button>
      }
      title={words.move.withdrawAsk}
      yes={words.move.withdraw}
      isGrave
      onYes={() => void run(withdraw)}
    >
      <p>{words.move.withdrawNote}</p>
    </Confirm>
  )
}
