import { row, touched, type Tx } from '../kernel/index.ts'

/** The house and how many fit into it, locked against whoever makes places for more. */
export function selectHouse(
  tx: Tx,
): Promise<{ id: string; hard_capacity: number | null } | undefined> {
  return row<{ id: string; hard_capacity: number | null }>(
    tx,
    'lock_house_capacity',
    `select id, hard_capacity from venues order by created_at, id limit 1 for no key update`,
  )
}

/** The coming night with the most places, if they are more than so many. */
export function selectFullestNight(
  tx: Tx,
  most: number,
): Promise<{ title: string; places: number } | undefined> {
  return row<{ title: string; places: number }>(
    tx,
    'fullest_night',
    `select title, places from (
       select title, doors_at, places_of_night(id) as places from nights
        where ends_at > now() and state <> 'cancelled') coming
      where places > $1 order by places desc, doors_at limit 1`,
    [most],
  )
}

export function updateHardCapacity(tx: Tx, id: string, wanted: number | null): Promise<number> {
  return touched(tx, 'update_hard_capacity', `update venues set hard_capacity = $2 where id = $1`, [
    id,
    wanted,
  ])
}
