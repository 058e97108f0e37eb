import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** What decides whether a ticket gets another code. */
export interface ReplaceableTicket {
  id: string
  order_id: string
  order_line_id: string
  ordinal: number
  code: string
  state: 'valid' | 'voided'
  voided_at: Date | null
}

/** A ticket by its id, locked until the transaction ends: no door admits it meanwhile. */
export function lockTicket(tx: Tx, id: string): Promise<ReplaceableTicket | undefined> {
  return row(
    tx,
    'lock_ticket_to_replace',
    `select id, order_id, order_line_id, ordinal, code, state, voided_at
       from tickets where id = $1 for update`,
    [id],
  )
}

/** How often each ticket of an order had its code replaced; those that never had are left out. */
export async function selectReplaced(db: Queryable, orderId: string): Promise<Map<string, number>> {
  const found = await rows<{ ticket_id: string; times: number }>(
    db,
    'replaced_codes_of_order',
    `select r.ticket_id, count(*)::int as times
       from tickets t join replaced_codes r on r.ticket_id = t.id
      where t.order_id = $1 group by r.ticket_id`,
    [orderId],
  )
  return new Map(found.map(({ ticket_id, times }) => [ticket_id, times]))
}

/** When a code stopped counting since its ticket has another one. */
export function selectReplacedCode(
  db: Queryable,
  code: string,
): Promise<{ replaced_at: Date } | undefined> {
  return row(db, 'replaced_code', `select replaced_at from replaced_codes where code = $1`, [code])
}

/** Writes an old code down, before it is changed. */
export function insertReplacedCode(
  tx: Tx,
  { id, code }: ReplaceableTicket,
  ordinal: number,
  replacedBy: string,
): Promise<number> {
  return touched(
    tx,
    'insert_replaced_code',
    `insert into replaced_codes (code, ticket_id, ordinal, replaced_by) values ($1, $2, $3, $4)`,
    [code, id, ordinal, replacedBy],
  )
}

/** Gives a valid ticket another code. */
export function updateCode(tx: Tx, id: string, code: string): Promise<number> {
  return touched(
    tx,
    'replace_ticket_code',
    `update tickets set code = $2 where id = $1 and state = 'valid'`,
    [id, code],
  )
}
