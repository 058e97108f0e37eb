import { rows, type Queryable } from '../kernel/index.ts'

/** A party that has no table, although its night opens soon, or is on. */
export interface UnseatedParty {
  booking_id: string
  /** Null for a party that walked in. */
  order_id: string | null
  guest_name: string | null
  night: string
  night_slug: string
  /** For how many it needs a table. */
  heads: number
  /** Since when that needs somebody. */
  since: Date
}

/** So long before the doors open somebody has to see to it. */
const BEFORE_DOORS = '3 hours'
/** More are no list for a person any more. */
const PARTIES_MAX = 100

/** The parties of nights that open soon, or are on, and that wait for a table; oldest first. */
export function selectUnseated(db: Queryable): Promise<(UnseatedParty & { total: number })[]> {
  return rows(
    db,
    'board_unseated',
    `select w.booking_id, b.order_id, coalesce(b.party_name, o.guest_name) as guest_name,
            n.title as night, n.slug as night_slug, w.heads::int,
            greatest(b.created_at, n.doors_at - interval '${BEFORE_DOORS}') as since,
            (count(*) over ())::int as total
       from waiting_parties w
       join bookings b on b.id = w.booking_id
       join nights n on n.id = w.night_id
       left join orders o on o.id = b.order_id
      where n.state = 'published' and n.ends_at > now()
        and n.doors_at < now() + interval '${BEFORE_DOORS}'
      order by b.created_at, b.id limit ${PARTIES_MAX}`,
  )
}
