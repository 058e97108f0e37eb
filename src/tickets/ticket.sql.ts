import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** One head's entry. */
export interface Ticket {
  id: string
  order_id: string
  order_line_id: string
  /** 1 for the line's first ticket. */
  ordinal: number
  night_id: string
  ticket_type_id: string
  /** What the QR code says. */
  code: string
  state: 'valid' | 'voided'
  voided_reason: VoidReason | null
  /** The refund that gave its worth back. */
  refund_id: string | null
  issued_at: Date
}

export type VoidReason = 'refunded' | 'duplicate' | 'withdrawn'

export interface NewTicket {
  id: string
  order_line_id: string
  ordinal: number
  ticket_type_id: string
  code: string
}

/** Inserts what is missing of an order's tickets; a line's n-th ticket exists once, for ever. */
export function insertTickets(
  tx: Tx,
  orderId: string,
  nightId: string,
  tickets: NewTicket[],
): Promise<number> {
  return touched(
    tx,
    'insert_tickets',
    `insert into tickets
       (id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code)
     select t.id, $1, t.line, t.ordinal, $2, t.type, t.code
       from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::text[])
            as t (id, line, ordinal, type, code)
     on conflict (order_line_id, ordinal) do nothing`,
    [
      orderId,
      nightId,
      tickets.map((ticket) => ticket.id),
      tickets.map((ticket) => ticket.order_line_id),
      tickets.map((ticket) => ticket.ordinal),
      tickets.map((ticket) => ticket.ticket_type_id),
      tickets.map((ticket) => ticket.code),
    ],
  )
}

/** A ticket by its id. */
export function selectTicket(db: Queryable, id: string): Promise<Ticket | undefined> {
  return row<Ticket>(
    db,
    'ticket',
    `select id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code, state,
            voided_reason, refund_id, issued_at
       from tickets where id = $1`,
    [id],
  )
}

/** The tickets of an order, in the order of its lines. */
export function selectTickets(db: Queryable, orderId: string): Promise<Ticket[]> {
  return rows<Ticket>(
    db,
    'tickets_of_order',
    `select id, order_id, order_line_id, ordinal, night_id, ticket_type_id, code, state,
            voided_reason, refund_id, issued_at
       from tickets where order_id = $1 order by order_line_id, ordinal`,
    [orderId],
  )
}

/** The ids of an order's tickets, each locked until the transaction ends: no door admits one. */
export async function lockTickets(tx: Tx, orderId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'lock_tickets_of_order',
    `select id from tickets where order_id = $1 order by id for update`,
    [orderId],
  )
  return found.map(({ id }) => id)
}

/**
 * Moves void tickets from some refunds over to another one: to the next, which now gives their
 * worth back, or to one that has failed and that they are owed for. All of an order, or those of
 * `ids`.
 */
export function rebindVoided(
  tx: Tx,
  orderId: string,
  fromRefundIds: string[],
  refundId: string,
  ids: string[] | null,
): Promise<{ id: string; order_line_id: string }[]> {
  return rows(
    tx,
    'rebind_voided_tickets',
    `update tickets set refund_id = $3
      where order_id = $1 and refund_id = any($2) and voided_reason = 'refunded'
        and ($4::text[] is null or id = any($4))
      returning id, order_line_id`,
    [orderId, fromRefundIds, refundId, ids],
  )
}

/** valid → voided, for those of `ids` that are still valid; `refundId` says for which money. */
export function markVoided(
  tx: Tx,
  ids: string[],
  reason: VoidReason,
  refundId: string | null,
): Promise<{ id: string; order_line_id: string }[]> {
  return rows(
    tx,
    'void_tickets',
    `update tickets set state = 'voided', voided_at = now(), voided_reason = $2, refund_id = $3
      where id = any($1) and state = 'valid' returning id, order_line_id`,
    [ids, reason, refundId],
  )
}
