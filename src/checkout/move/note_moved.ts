import type { Night } from '../../catalog/index.ts'
import { must, noteInAuditTrail, type Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import { findMove, noteMove, type OrderMove } from '../../orders/index.ts'
import { orderMovedMail } from '../till.ts'
import type { Movable } from './movable.ts'

/** What becomes of the difference: none, goes back, is due, is let go, or was paid. */
export type MoveOutcome = 'even' | 'back' | 'at_door' | 'waived' | 'paid'

/** Writes a move down, in the audit trail, too, and owes the guest a mail about it. */
export async function noteMoved(
  tx: Tx,
  { order, night, paid_minor, goods }: Movable,
  to: Night,
  moved: Pick<OrderMove, 'id' | 'price_minor' | 'refund_id' | 'paid_by_order_id' | 'moved_by'> & {
    outcome: MoveOutcome
  },
): Promise<OrderMove> {
  const { outcome, ...written } = moved
  const nights = { from_night_id: night.id, to_night_id: to.id }
  const agreed = goods.kind === 'vip' ? goods.agreement : undefined
  await noteMove(tx, { ...written, order_id: order.id, ...nights, paid_minor }, agreed)
  const entryId = await noteInAuditTrail(tx, {
    action: 'order.moved',
    subject_id: order.id,
    actor: written.moved_by,
    detail: {
      move: written.id,
      from_night: night.title,
      to_night: to.title,
      outcome,
      amount_minor: Math.abs(written.price_minor - paid_minor),
    },
  })
  await oweMail(tx, orderMovedMail, entryId)
  return must(await findMove(tx, written.id), `move ${written.id}`)
}
