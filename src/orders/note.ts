import {
  must,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { selectIsErased } from './erase.sql.ts'
import { insertNote, selectNote, type NewOrderNote, type OrderNote } from './note.sql.ts'
import { lockOrder } from './order.sql.ts'

/**
 * Writes a note about an order. Writing it again under the same id returns the first one; an id
 * that stands for another note is refused, and so is one about a guest who was erased.
 */
export async function writeNote(
  db: Database,
  note: NewOrderNote,
): Promise<OrderNote | Refused<'order_unknown' | 'order_erased' | 'note_taken'>> {
  return transaction(db, async (tx) => {
    // Behind the order's lock, as its guest is erased: whoever comes second sees the other.
    if (!(await lockOrder(tx, note.order_id))) return refuse('order_unknown', 'order_id')
    if (await selectIsErased(tx, note.order_id)) return refuse('order_erased', 'order_id')
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
