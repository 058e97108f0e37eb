import {
  findNight,
  findVenue,
  findVipNight,
  type TableConflict,
  type TableOffer,
} from '../../catalog/index.ts'
import {
  isRefused,
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
} from '../../kernel/index.ts'
import { seatWalkIn, type Booking, type WalkIn } from '../../tickets/index.ts'
import type { Till } from '../till.ts'
import { agree } from './terms.ts'

export type WalkInRefusal =
  | TableConflict
  | 'night_unknown'
  | 'night_not_on_sale'
  | 'night_over'
  | 'vip_not_offered'

/**
 * Gives a party at the door a free table of the night with this slug, in one transaction: it has
 * arrived, has a pass for each head, and owes what a party of its size agrees on that books ahead
 * and orders no package. Refuses a table that another party has, is paying for, or needs
 * while it waits for one.
 * Asking twice is refused the second time, since the table is taken then.
 */
export async function walkIn(
  till: Till,
  slug: string,
  wanted: WalkIn,
): Promise<Booking | Refused<WalkInRefusal>> {
  return transaction(till.db, async (tx) => {
    const night = await findNight(tx, slug)
    if (!night) return refuse('night_unknown', 'night')
    if (night.state !== 'published') return refuse('night_not_on_sale', 'night')
    if (night.is_over) return refuse('night_over', 'night')
    const vip = await findVipNight(tx, night.id)
    if (!vip) return refuse('vip_not_offered', 'night')
    const { currency } = must(await findVenue(tx), 'the venue')
    const { vip_table_id, party_size, actor } = wanted
    const wish = { wished_id: vip_table_id, party_size, package_id: null }
    const worthOf = (offer: TableOffer) => agree('', vip, offer, null, wish).worth_minor
    const booking = await seatWalkIn(tx, vip, currency, wanted, worthOf)
    if (isRefused(booking)) return booking
    await noteInAuditTrail(tx, {
      action: 'booking.walked_in',
      subject_id: booking.id,
      actor,
      detail: { from: 'none', to: vip_table_id, heads: party_size },
    })
    return booking
  })
}
