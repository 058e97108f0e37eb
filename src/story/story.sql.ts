import { row, rows, type Queryable } from '../kernel/index.ts'
import { SEQUENCE, type StoryEntry } from './entry.ts'
import { goodsQuery } from './goods.sql.ts'
import { moneyQuery } from './money.sql.ts'
import { newsQuery, subjectsQuery } from './news.sql.ts'

/**
 * The order that an id belongs to: its own, a payment's, an intent's, a ticket's, a booking's or a
 * pass's.
 */
export function selectOrderOf(
  db: Queryable,
  id: string,
): Promise<{ id: string; placed_at: Date; time_zone: string } | undefined> {
  return row(
    db,
    'story_order',
    `select o.id, o.placed_at, v.time_zone
       from orders o join nights n on n.id = o.night_id join venues v on v.id = n.venue_id
      where o.id in (
        select $1
        union all select order_id from payments where id = $1 or payment_intent_id = $1
        union all select order_id from tickets where id = $1
        union all select order_id from bookings where id = $1
        union all select order_id from passes where id = $1)`,
    [id],
  )
}

/** All that happened to an order, read in one statement, so that it is one moment's truth. */
export function selectStory(db: Queryable, orderId: string): Promise<StoryEntry[]> {
  return rows<StoryEntry>(db, 'story', storyQuery, [orderId, SEQUENCE])
}

const storyQuery = `
with one as (select * from orders where id = $1), ${subjectsQuery}
select at, what, subject, detail
  from (${goodsQuery} union all ${moneyQuery} union all ${newsQuery}) as told
 order by at, array_position($2::text[], what), n, subject`
