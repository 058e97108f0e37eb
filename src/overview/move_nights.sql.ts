import { rows, type Queryable } from '../kernel/index.ts'

/** A season, not an archive. */
const NIGHTS_MAX = 100

/** A night that an order may be moved to. */
export interface MoveNight {
  id: string
  title: string
  doors_at: Date
}

/** The nights on sale and to come that an order of this kind can move to, soonest first. */
export function selectMoveNights(
  db: Queryable,
  fromNightId: string,
  isParty: boolean,
): Promise<MoveNight[]> {
  return rows<MoveNight>(
    db,
    'nights_to_move_to',
    `select n.id, n.title, n.doors_at from nights n
      where n.state = 'published' and n.ends_at > now() and n.id <> $1
        and case when $2 then exists (select from vip_nights v where v.night_id = n.id)
                 else exists (select from ticket_types t where t.night_id = n.id) end
      order by n.doors_at, n.id limit $3`,
    [fromNightId, isParty, NIGHTS_MAX],
  )
}
