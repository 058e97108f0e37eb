import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What somebody of the venue has written down about an order. */
export interface OrderNote {
  id: string
  order_id: string
  body: string
  written_by: string
  written_at: Date
}

export type NewOrderNote = Omit<OrderNote, 'written_at'>

const noteColumns = `select id, order_id, body, written_by, written_at from order_notes`

/** Writes a note; no row when its id is taken: so a second click is noticed. */
export function insertNote(tx: Tx, note: NewOrderNote): Promise<number> {
  return touched(
    tx,
    'insert_order_note',
    `insert into order_notes (id, order_id, body, written_by) values ($1, $2, $3, $4)
     on conflict (id) do nothing`,
    [note.id, note.order_id, note.body, note.written_by],
  )
}

/** A note by its id. */
export function selectNote(db: Queryable, id: string): Promise<OrderNote | undefined> {
  return row<OrderNote>(db, 'order_note', `${noteColumns} where id = $1`, [id])
}

/** All notes about an order, oldest first. */
export function selectNotes(db: Queryable, orderId: string): Promise<OrderNote[]> {
  return rows<OrderNote>(
    db,
    'notes_of_order',
    `${noteColumns} where order_id = $1 order by written_at, id`,
    [orderId],
  )
}
