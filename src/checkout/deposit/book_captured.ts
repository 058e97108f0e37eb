import { openAlert, resolveAlerts } from '../../alerts/index.ts'
import { must, noteInAuditTrail, type Tx } from '../../kernel/index.ts'
import { oweMail } from '../../mail/index.ts'
import type { Order } from '../../orders/index.ts'
import { findPayment, markCaptured, type Intent, type Payment } from '../../payments/index.ts'
import { sendBack } from '../send_back.ts'
import { chargedMail, type Till } from '../till.ts'
import { recredit } from './credit.ts'

/** Who captured it, where nobody here had asked for it. */
const OUTSIDE = 'stripe'

/**
 * Books the money of an authorised payment on that payment, in settle's transaction, whoever has
 * captured it: we, or somebody in Stripe's dashboard. The order has been handed out already and is
 * not touched, and the guest is told by mail. Where less was captured, less is credited, and a
 * person is told. Money of an order that was being released meanwhile goes back. False when the
 * payment was not authorised.
 */
export async function bookCaptured(
  till: Till,
  tx: Tx,
  order: Order,
  payment: Payment,
  intent: Intent,
): Promise<boolean> {
  if (payment.capture !== 'manual') return false
  const { received_minor } = intent
  // Where less is captured, less is credited.
  const mark = () => markCaptured(tx, payment.id, intent)
  if ((await recredit(tx, order, mark)) === 0) return false
  const captured = must(await findPayment(tx, payment.id), 'the payment just captured')
  const over = ['authorisation_expiring', 'capture_failed', 'release_failed'] as const
  await resolveAlerts(tx, [...over], [payment.id])
  await noteInAuditTrail(tx, {
    action: 'deposit.captured',
    subject_id: payment.id,
    actor: captured.capture_asked_by ?? OUTSIDE,
    detail: { order: order.id, amount_minor: received_minor },
  })
  const missing_minor = (captured.authorised_minor ?? 0) - received_minor
  // Somebody captured what was being released: the release has lost that race.
  if (order.state === 'refund_due') await sendBack(tx, order, payment.id, 'late_money')
  else {
    await oweMail(tx, chargedMail, payment.id)
    if (missing_minor > 0)
      await openAlert(tx, 'captured_less', payment.id, { order: order.id, missing_minor })
  }
  tx.afterCommit(() => till.log.info({ order: order.id, received_minor }, 'deposit.captured'))
  return true
}
