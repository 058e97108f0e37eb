import { touched, type Tx } from '../kernel/index.ts'

/** What hangs on a night that nothing was ordered of, in the order in which it goes. */
const PARTS: [name: string, text: string][] = [
  ['delete_table_offers', `delete from table_offers where night_id = $1`],
  ['delete_packages', `delete from packages where night_id = $1`],
  ['delete_vip_night', `delete from vip_nights where night_id = $1`],
  ['delete_ticket_types', `delete from ticket_types where night_id = $1`],
]

/**
 * Deletes a draft and all that it would have sold. Whatever was ordered, held or asked for of it
 * refers to it, and the database then refuses.
 */
export async function deleteDraftRows(tx: Tx, id: string): Promise<number> {
  for (const [name, text] of PARTS) await touched(tx, name, text, [id])
  return touched(tx, 'delete_draft', `delete from nights where id = $1 and state = 'draft'`, [id])
}
