import { rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A table that somebody of the venue has taken off the sale of a night. */
export interface TableBlock {
  vip_table_id: string
  blocked_at: Date
  blocked_by: string
  block_reason: string
}

/** The blocked tables of a night. */
export function selectTableBlocks(db: Queryable, nightId: string): Promise<TableBlock[]> {
  return rows<TableBlock>(
    db,
    'table_blocks',
    `select vip_table_id, blocked_at, blocked_by, coalesce(block_reason, '') as block_reason
       from table_offers where night_id = $1 and blocked_at is not null`,
    [nightId],
  )
}

/** Takes a free table off the sale. 0 rows: somebody has it, or it is blocked already. */
export function markBlocked(
  tx: Tx,
  nightId: string,
  tableId: string,
  actor: string,
  reason: string,
): Promise<number> {
  return touched(
    tx,
    'block_table',
    `update table_offers set blocked_at = now(), blocked_by = $3, block_reason = $4
      where night_id = $1 and vip_table_id = $2 and hold_id is null and booking_id is null
        and blocked_at is null and off_sale_at is null`,
    [nightId, tableId, actor, reason],
  )
}

/** Puts a blocked table back on sale; 0 rows when it is not blocked. */
export function markUnblocked(tx: Tx, nightId: string, tableId: string): Promise<number> {
  return touched(
    tx,
    'unblock_table',
    `update table_offers set blocked_at = null, blocked_by = null, block_reason = null
      where night_id = $1 and vip_table_id = $2 and blocked_at is not null`,
    [nightId, tableId],
  )
}
