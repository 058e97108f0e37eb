import {
  blockTable,
  findNight,
  findVipNight,
  lockVipNight,
  tableOffersOf,
  unblockTable,
  type TableConflict,
} from '../../catalog/index.ts'
import { noteInAuditTrail, refuse, transaction, type Refused } from '../../kernel/index.ts'
import type { Till } from '../till.ts'

/** A table of a night that somebody of the venue takes off the sale, or puts back. */
export interface BlockChange {
  /** The night's slug. */
  night: string
  vip_table_id: string
  actor: string
}

export type BlockRefusal = TableConflict | 'night_unknown' | 'vip_not_offered'

/**
 * Takes a free table off the sale of a night, in one transaction. Refuses one that a party has or
 * is paying for, and one that is kept for a party that waits for a table.
 */
export async function block(
  till: Till,
  { night, vip_table_id, actor, reason }: BlockChange & { reason: string },
): Promise<{ vip_table_id: string } | Refused<BlockRefusal>> {
  return transaction(till.db, async (tx) => {
    const found = await findNight(tx, night)
    if (!found) return refuse('night_unknown', 'night')
    if (!(await findVipNight(tx, found.id))) return refuse('vip_not_offered', 'night')
    const refused = await blockTable(tx, found.id, vip_table_id, actor, reason)
    if (refused) return refused
    // Not the reason: it is free text, and may name somebody; it stands on the table's own row.
    const detail = { night: found.id }
    const entry = { action: 'table.blocked', subject_id: vip_table_id, actor, detail }
    await noteInAuditTrail(tx, entry)
    return { vip_table_id }
  })
}

/** Puts a blocked table back on sale; one that is not blocked stays as it is. */
export async function unblock(
  till: Till,
  { night, vip_table_id, actor }: BlockChange,
): Promise<{ vip_table_id: string } | Refused<BlockRefusal>> {
  return transaction(till.db, async (tx) => {
    const found = await findNight(tx, night)
    if (!found) return refuse('night_unknown', 'night')
    if (!(await lockVipNight(tx, found.id))) return refuse('vip_not_offered', 'night')
    const offers = await tableOffersOf(tx, found.id)
    if (!offers.some((offer) => offer.vip_table_id === vip_table_id))
      return refuse('table_unknown', 'table')
    if ((await unblockTable(tx, found.id, vip_table_id)) === 1) {
      const detail = { night: found.id }
      const entry = { action: 'table.unblocked', subject_id: vip_table_id, actor, detail }
      await noteInAuditTrail(tx, entry)
    }
    return { vip_table_id }
  })
}
