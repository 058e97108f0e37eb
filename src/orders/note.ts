import {
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { insertNote, selectNote, type NewOrderNote, type OrderNote } from './note.sql.ts'
import { selectOrder } from './order.sql.ts'

/**
 * Writes a note about an order. Writing it again under the same id returns the first one; an id
 * that stands for another note is refused.
 */
export async function writeNote(
  db: Database,
  note: NewOrderNote,
): Promise<OrderNote | Refused<'order_unknown' | 'note_taken'>> {
  return transaction(db, async (tx) => {
    if (!(await selectOrder(tx, note.order_id))) return refuse('order_unknown', 'order_id')
    const isNew = (await insertNote(tx, note)) > 0
    const written = must(await selectNote(tx, note.id), `note ${note.id}`)
    if (!isNew) return isSame(written, note) ? written : refuse('note_taken', 'note_id')
    await noteInAuditTrail(tx, {
      action: 'order.noted',
      subject_id: note.order_id,
      actor: note.written_by,
      detail: { note: note.id },
    })
    return written
  })
}

const isSame = (a: NewOrderNote, b: NewOrderNote) =>
  a.order_id === b.order_id && a.body === b.body && a.written_by === b.written_by
