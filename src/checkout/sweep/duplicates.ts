import { openAlert } from '../../alerts/index.ts'
import { auditTrailOf, noteInAuditTrail, transaction, type Tx } from '../../kernel/index.ts'
import { lockOrder, quantitiesOf } from '../../orders/index.ts'
import { countTickets, voidSurplus, type Surplus, type TicketCount } from '../../tickets/index.ts'
import type { Till } from '../till.ts'

/** Lines looked at together: one statement takes milliseconds, however many tickets there are. */
const LINES_BATCH = 1000
/** Who did it, in the audit trail. */
const ACTOR = 'coatcheck'

/**
 * Voids every ticket that exists once too often, whatever it came from (F35): beyond the heads that
 * its line has paid for, newest first, never one that was scanned and never the only one. Each is
 * written to the audit trail; where only scanned ones are too many, the owner is told, once. Safe
 * to repeat, and to do twice at once. Returns how many were voided.
 */
export async function voidDuplicates(till: Till, batch = LINES_BATCH): Promise<number> {
  let voided = 0
  let after = ''
  for (;;) {
    const counts = await countTickets(till.db, after, batch)
    const quantities = await quantitiesOf(
      till.db,
      counts.map(({ order_line_id }) => order_line_id),
    )
    for (const count of counts) {
      const quantity = quantities.get(count.order_line_id) ?? 0
      if (count.valid + count.refunded > quantity) voided += await tidyLine(till, count, quantity)
    }
    const last = counts.at(-1)
    if (!last || counts.length < batch) return voided
    after = last.order_line_id
  }
}

/** One line in a transaction of its own; it is counted again behind the locks. */
async function tidyLine(till: Till, count: TicketCount, quantity: number): Promise<number> {
  const { order_id, order_line_id } = count
  const { voided } = await transaction(till.db, async (tx) => {
    await lockOrder(tx, order_id)
    const surplus = await voidSurplus(tx, order_line_id, quantity)
    await noteSurplus(tx, order_id, order_line_id, surplus)
    return surplus
  })
  for (const { id } of voided)
    till.log.warn({ order: order_id, ticket: id }, 'ticket.duplicate_voided')
  return voided.length
}

async function noteSurplus(
  tx: Tx,
  orderId: string,
  lineId: string,
  surplus: Surplus,
): Promise<void> {
  for (const { id, ordinal } of surplus.voided) {
    await noteInAuditTrail(tx, {
      action: 'ticket.voided',
      subject_id: id,
      actor: ACTOR,
      detail: { reason: 'duplicate', order: orderId, line: lineId, ordinal },
    })
  }
  if (surplus.admitted === 0 || (await wasTold(tx, lineId, surplus.admitted))) return
  const detail = { order: orderId, admitted_too_many: surplus.admitted }
  await openAlert(tx, 'duplicate_admitted', lineId, detail)
  await noteInAuditTrail(tx, {
    action: 'ticket.duplicate_admitted',
    subject_id: lineId,
    actor: ACTOR,
    detail,
  })
}

/**
 * Nothing heals it, so the alert must not come again when the owner has resolved it, unless it has
 * become more. The audit, too, knows by this entry what the owner knows.
 */
async function wasTold(tx: Tx, lineId: string, admitted: number): Promise<boolean> {
  const entries = await auditTrailOf(tx, lineId)
  return entries.some(
    ({ action, detail }) =>
      action === 'ticket.duplicate_admitted' && Number(detail['admitted_too_many']) >= admitted,
  )
}
