import { openAlert } from '../../alerts/index.ts'
import { enqueue } from '../../jobs/index.ts'
import { must, type Tx } from '../../kernel/index.ts'
import { findPayment, markAuthorised, type Intent, type Payment } from '../../payments/index.ts'
import { releaseQueue } from '../till.ts'

/**
 * Writes down that a bank has promised a payment's money, in settle's transaction. True when that
 * is news, and the order is to be handed out for it. An authorisation that nobody asked for issues
 * nothing (F50): the owner is told, and it ends with the order's hold. One of a payment that was
 * given up is released: another one may have taken its place.
 */
export async function bookAuthorised(tx: Tx, payment: Payment, intent: Intent): Promise<boolean> {
  const { authorised_minor } = intent
  const until = must(intent.capture_before, `the end of the authorisation of ${intent.id}`)
  const isAskedFor = payment.capture === 'manual'
  if (isAskedFor && (await markAuthorised(tx, payment.id, authorised_minor, until)) === 1)
    return true
  const now = await findPayment(tx, payment.id)
  if (now?.state === 'cancelled')
    await enqueue(tx, releaseQueue, { payment_id: payment.id, order_id: payment.order_id })
  else if (!isAskedFor) {
    const detail = { order: payment.order_id, amount_minor: authorised_minor }
    await openAlert(tx, 'authorisation_unexpected', payment.id, detail)
  }
  return false
}
