import { touched, type Tx } from '../kernel/index.ts'

/**
 * Says where a booking sits, or with null that it has no table now. 0 rows: it is over, or locked
 * against moves.
 */
export function moveToTable(tx: Tx, id: string, tableId: string | null): Promise<number> {
  return touched(
    tx,
    'move_booking',
    `update bookings set vip_table_id = $2
      where id = $1 and locked_at is null and state in ('confirmed', 'arrived', 'seated')`,
    [id, tableId],
  )
}

/** Locks a booking against moves; 0 rows when it is over, or locked already. */
export function markLocked(tx: Tx, id: string, actor: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_locked',
    `update bookings set locked_at = now(), locked_by = $2
      where id = $1 and locked_at is null and state in ('confirmed', 'arrived', 'seated')`,
    [id, actor],
  )
}

/** Lets a booking be moved again; 0 rows when it is not locked. */
export function markUnlocked(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'mark_booking_unlocked',
    `update bookings set locked_at = null, locked_by = null
      where id = $1 and locked_at is not null`,
    [id],
  )
}
