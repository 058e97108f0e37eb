import { enqueue } from '../../jobs/index.ts'
import { noteInAuditTrail, refuse, step, transaction, type Refused } from '../../kernel/index.ts'
import { endTimeOfHolds, findOffer, lockOrder, markOfferWithdrawn } from '../../orders/index.ts'
import { release } from '../expire.ts'
import { soon } from '../soon.ts'
import { expireQueue, type Till } from '../till.ts'

/**
 * Takes an offer back that its guest has not paid: the order stays where it is, and the places on
 * the other night are on sale again. Whoever is paying in that moment is before or behind the lock:
 * either it has moved, or the money goes back. Taking it back again changes nothing; refuses one
 * that is decided already.
 */
export async function withdrawOffer(
  till: Till,
  { offer_id, order_id, actor }: { offer_id: string; order_id: string; actor: string },
): Promise<Refused<'order_unknown' | 'move_offer_over'> | undefined> {
  const refused = await transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, offer_id)
    const offer = order && (await findOffer(tx, order.id))
    if (!order || offer?.moved_order_id !== order_id) return refuse('order_unknown', 'offer_id')
    if (offer.withdrawn_at) return undefined
    if (order.state !== 'open') return refuse('move_offer_over', 'offer_id')
    await markOfferWithdrawn(tx, order.id, actor)
    await endTimeOfHolds(tx, order.id)
    await enqueue(tx, expireQueue, { order_id: order.id })
    await noteInAuditTrail(tx, {
      action: 'order.move_withdrawn',
      subject_id: offer.moved_order_id,
      actor,
      detail: { difference: order.id },
    })
    tx.afterCommit(() => step('offer.withdrawn'))
    return undefined
  })
  if (refused) return refused
  // At Stripe, too, so that it cannot be paid any more. Should that not answer, the job does it.
  await soon(till, offer_id, release)
  return undefined
}
