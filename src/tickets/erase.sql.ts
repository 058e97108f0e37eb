import { rows, touched, type Tx } from '../kernel/index.ts'

/**
 * Takes the names off the passes that an order has paid for; when one was claimed stays. Locked
 * first, in a statement of its own: whoever claims one in this moment is waited for, and seen.
 */
export async function eraseHolders(tx: Tx, orderId: string, instead: string): Promise<number> {
  await rows(
    tx,
    'lock_passes_to_erase',
    `select from passes where order_id = $1 order by booking_id, ordinal, issued_at, id for update`,
    [orderId],
  )
  return touched(
    tx,
    'erase_pass_holders',
    `update passes set name = $2 where order_id = $1 and name <> $2`,
    [orderId, instead],
  )
}

/** Passes that bear this name, of these; locked, and whether each may still let its holder in. */
export function lockHeld(
  tx: Tx,
  name: string,
  ids: string[],
): Promise<{ id: string; is_to_come: boolean }[]> {
  return rows(
    tx,
    'lock_held_passes',
    `select p.id, p.state = 'valid' and n.ends_at > now() as is_to_come
       from passes p join nights n on n.id = p.night_id
      where lower(p.name) = lower($1) and p.id = any($2)
      order by p.booking_id, p.ordinal, p.issued_at, p.id for update of p`,
    [name, ids],
  )
}

/** Takes the name off these passes, which are locked. */
export function eraseHeld(tx: Tx, ids: string[], instead: string): Promise<number> {
  return touched(tx, 'erase_held_passes', `update passes set name = $2 where id = any($1)`, [
    ids,
    instead,
  ])
}

/** Empties what was noted beside money that the party of an order paid at the door. */
export function eraseDoorNotes(tx: Tx, orderId: string): Promise<number> {
  return touched(
    tx,
    'erase_door_notes',
    `update door_payments set note = '' where note <> ''
        and booking_id in (select id from bookings where order_id = $1)`,
    [orderId],
  )
}

/**
 * The same for some parties that walked in on nights which ended so many months ago: the name that
 * they gave, those on their passes, and what was noted. Returns the bookings.
 */
export async function eraseWalkIns(
  tx: Tx,
  months: number,
  limit: number,
  instead: string,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'erase_walk_ins',
    `update bookings set party_name = $3
      where id in (select b.id from bookings b join nights n on n.id = b.night_id
                    where b.order_id is null and b.party_name <> $3
                      and n.ends_at < now() - make_interval(months => $1)
                    order by b.id limit $2 for update of b)
      returning id`,
    [months, limit, instead],
  )
  const ids = found.map(({ id }) => id)
  await touched(
    tx,
    'erase_walk_in_passes',
    `update passes set name = $2 where booking_id = any($1) and name <> $2`,
    [ids, instead],
  )
  await touched(
    tx,
    'erase_walk_in_notes',
    `update door_payments set note = '' where booking_id = any($1) and note <> ''`,
    [ids],
  )
  return ids
}
