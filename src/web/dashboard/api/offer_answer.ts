import { may, type Member } from '../../../identity/index.ts'
import type { OfferAtDesk } from '../../../overview/index.ts'
import type { Site } from '../../site.ts'
import { orderPath } from '../../storefront/pages/index.ts'
import type { OrderOffer } from './desk_answers.ts'

/** What the dashboard shows of a difference that a guest was asked for. */
export function offerAnswer(
  { config }: Pick<Site, 'config'>,
  { role }: Pick<Member, 'role'>,
  offer: OfferAtDesk,
  currency: string,
): OrderOffer {
  const { order_id, secret, moved_order_id, from_night, to_night, amount_minor, asked_by } = offer
  const state = stateOf(offer)
  return {
    offer_id: order_id,
    moved_order_id,
    state,
    from_night,
    to_night,
    doors_at: offer.doors_at.toISOString(),
    amount_minor,
    currency,
    asked_by,
    asked_at: offer.asked_at.toISOString(),
    withdrawn_by: offer.withdrawn_by,
    expires_at: state === 'waiting' ? (offer.expires_at?.toISOString() ?? null) : null,
    pay_url: `${config.publicUrl}${orderPath({ id: order_id, secret })}/checkout`,
    can_withdraw: state === 'waiting' && may(role, 'money.decide'),
  }
}

/** What became of it. One that was taken back, and paid in that moment, has its money back. */
function stateOf({ state, withdrawn_at }: OfferAtDesk): OrderOffer['state'] {
  if (state === 'refund_due' || state === 'refunded') return 'sent_back'
  if (state === 'fulfilled') return 'moved'
  if (state === 'paid') return 'paid'
  if (withdrawn_at) return 'withdrawn'
  return state === 'expired' ? 'expired' : 'waiting'
}
