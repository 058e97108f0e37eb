import type { Queryable } from '../kernel/index.ts'

/** Tickets that somebody has bought under a name, or has not paid for yet. */
export interface DoorOrder {
  id: string
  name: string
  kind: 'ga' | 'vip' | 'vip_guests'
  state: 'open' | 'paid' | 'fulfilled' | 'refund_due' | 'refunded' | 'withdrawn'
  /** What kinds of tickets, as they were called when they were ordered. */
  types: string[]
  /** Those that open the door, how many of them are in, and those that do not any more. */
  heads: number
  inside: number
  voided: number
  is_disputed: boolean
  is_comp: boolean
}

/** What a name finds among orders is enough when there are so many; beyond, more letters help. */
const WALK_MAX = 3000

/** Whatever a guest can stand at the door with; what has expired was never paid. */
const SHOWN = `o.night_id = $1 and o.state <> 'expired' and o.moves_order_id is null
  and (o.kind = 'ga' or o.state in ('open', 'paid'))`
const COLUMNS = `o.id, o.guest_name, o.kind, o.state, o.total_minor, o.placed_at`
const NEWEST_FIRST = 'order by placed_at desc, id desc'
const NAMED = `name_words(o.guest_name) @@ to_tsquery('simple', $2)`

/**
 * The orders of a night whose guest's name has words that begin so, at most `limit`, the newest
 * first. What many are called is soon found among the newest orders; what few are called is rare
 * enough for the index of names. The statements have no names, and so are planned for their values.
 */
export async function selectDoorOrders(
  db: Queryable,
  nightId: string,
  words: string,
  limit: number,
): Promise<DoorOrder[]> {
  const ask = async (orders: string) => {
    const { rows } = await db.query<DoorOrder>({
      text: shown(orders),
      values: [nightId, words, limit],
    })
    return rows
  }
  const found = await ask(`select * from (
    select ${COLUMNS} from orders o where ${SHOWN} ${NEWEST_FIRST} limit ${WALK_MAX}) o
    where ${NAMED}`)
  if (found.length === limit || !(await isBeyond(db, nightId))) return found
  // Not to be flattened: a night's orders would be gone through, one by one.
  return ask(`select ${COLUMNS} from (select * from orders o where ${NAMED} offset 0) o
    where ${SHOWN}`)
}

/** Has the night more orders than the newest ones? */
async function isBeyond(db: Queryable, nightId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    text: `select from orders o where ${SHOWN} ${NEWEST_FIRST} offset ${WALK_MAX} limit 1`,
    values: [nightId],
  })
  return (rowCount ?? 0) > 0
}

/** All that the door is shown of these orders: no money. */
const shown = (orders: string) => `
select o.id, coalesce(o.guest_name, '') as name, o.kind, o.state, line.types,
       ticket.heads, ticket.inside, ticket.voided, o.total_minor = 0 as is_comp,
       exists (select from (select o.id union all
                             select f.id from orders f
                              where f.moves_order_id = o.id and f.state = 'fulfilled') own
                 join disputes d on d.order_id = own.id
                 join payments m on m.id = d.payment_id
                where d.state <> 'won'
                  and m.state not in ('cancelled', 'stray')) as is_disputed
  from (${orders} ${NEWEST_FIRST} limit $3) o
 cross join lateral (
   select coalesce(array_agg(coalesce(moved.name, l.name) order by l.position), '{}') as types
     from order_lines l
     left join lateral (
       select y.name from tickets t join ticket_types y on y.id = t.ticket_type_id
        where t.order_line_id = l.id and t.ticket_type_id <> l.ticket_type_id limit 1) moved on true
    where l.order_id = o.id and l.kind = 'ticket') line
 cross join lateral (
   select count(*) filter (where t.state = 'valid')::int as heads,
          count(a.id) filter (where t.state = 'valid')::int as inside,
          count(*) filter (where t.state = 'voided')::int as voided
     from tickets t left join admissions a on a.ticket_id = t.id where t.order_id = o.id) ticket
 order by o.placed_at desc, o.id desc`
