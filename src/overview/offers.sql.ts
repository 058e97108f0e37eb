import { rows, type Queryable } from '../kernel/index.ts'

/** A move whose difference a guest was asked to pay, as the dashboard shows it. */
export interface OfferAtDesk {
  /** The order of the difference. */
  order_id: string
  secret: string
  state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded'
  moved_order_id: string
  from_night: string
  to_night: string
  doors_at: Date
  amount_minor: number
  asked_by: string
  asked_at: Date
  withdrawn_by: string | null
  withdrawn_at: Date | null
  /** Until when it can be paid; null once it cannot. */
  expires_at: Date | null
}

/** What was asked for so of an order, and what an order itself pays for; the newest first. */
export function selectOffers(db: Queryable, orderId: string): Promise<OfferAtDesk[]> {
  return rows<OfferAtDesk>(
    db,
    'desk_offers',
    `select f.order_id, o.secret, o.state, f.moved_order_id, a.title as from_night,
            b.title as to_night, b.doors_at, o.total_minor::float8 as amount_minor, f.asked_by,
            f.asked_at, f.withdrawn_by, f.withdrawn_at,
            (select min(h.expires_at) from holds h
              where h.order_id = o.id and h.state = 'active' and h.expires_at > now())
              as expires_at
       from move_offers f join orders o on o.id = f.order_id
       join nights a on a.id = f.from_night_id join nights b on b.id = f.to_night_id
      where f.moved_order_id = $1 or f.order_id = $1 order by f.asked_at desc, f.order_id`,
    [orderId],
  )
}
