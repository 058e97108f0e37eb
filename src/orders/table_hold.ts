import { changeHeads, takeTable } from '../catalog/index.ts'
import { newId, type Tx } from '../kernel/index.ts'
import { insertHold } from './hold.sql.ts'
import type { Line } from './line.sql.ts'

/**
 * Reserves a VIP table of a night for `heads` people and `seconds`, in the name of the order that
 * `line` is of; without seconds it is sold at once (F42). False when somebody else has it. The
 * night is locked; the unique key on active holds is the second guard.
 */
export async function holdTable(
  tx: Tx,
  line: Line,
  table: { night_id: string; vip_table_id: string },
  heads: number,
  seconds: number | null,
): Promise<boolean> {
  const { id: order_line_id, order_id } = line
  const id = newId('hld')
  const hold = { ...table, id, order_id, order_line_id, quantity: heads }
  if ((await insertHold(tx, hold, seconds)) === 0) return false
  return takeTable(tx, table.night_id, table.vip_table_id, id, heads)
}

/**
 * Reserves places for so many more guests at a booked table, paid for or included. False when it
 * has not so many left, or when the booking has no table now.
 */
export async function holdPlaces(
  tx: Tx,
  line: Line,
  booking: { id: string; night_id: string },
  guests: number,
  seconds: number | null,
): Promise<boolean> {
  const { id: order_line_id, order_id } = line
  if (!(await changeHeads(tx, booking.night_id, booking.id, guests))) return false
  const hold = { id: newId('hld'), order_id, order_line_id, booking_id: booking.id }
  return (await insertHold(tx, { ...hold, quantity: guests }, seconds)) === 1
}
