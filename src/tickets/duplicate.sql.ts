import { rows, type Queryable, type Tx } from '../kernel/index.ts'
import type { Ticket } from './ticket.sql.ts'

/** How many tickets of one line count, and how many were given back. */
export interface TicketCount {
  order_line_id: string
  order_id: string
  valid: number
  refunded: number
}

/**
 * The next lines, by their ids after `afterLineId`, of which one ticket counts and is not the only
 * one that ever did. How many a line ordered is not known here: `orders` says it.
 */
export function selectTicketCounts(
  db: Queryable,
  afterLineId: string,
  limit: number,
): Promise<TicketCount[]> {
  return rows<TicketCount>(
    db,
    'ticket_counts',
    `select order_line_id, min(order_id) as order_id,
            count(*) filter (where state = 'valid')::int as valid,
            count(*) filter (where voided_reason = 'refunded')::int as refunded
       from tickets where order_line_id > $1
      group by order_line_id
     having count(*) filter (where state = 'valid') > 0
        and count(*) filter (where state = 'valid' or voided_reason = 'refunded') > 1
      order by order_line_id limit $2`,
    [afterLineId, limit],
  )
}

/** The tickets of a line, newest first, locked until the transaction ends: no door admits one. */
export function lockTicketsOfLine(
  tx: Tx,
  lineId: string,
): Promise<Pick<Ticket, 'id' | 'ordinal' | 'state' | 'voided_reason'>[]> {
  return rows(
    tx,
    'lock_tickets_of_line',
    `select id, ordinal, state, voided_reason from tickets where order_line_id = $1
      order by issued_at desc, ordinal desc for update`,
    [lineId],
  )
}
