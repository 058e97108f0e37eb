import { alertMail, digestMail, openAlert, resolveAlerts } from '../alerts/index.ts'
import {
  auditTrailOf,
  must,
  transaction,
  type Database,
  type Log,
  type Tx,
} from '../kernel/index.ts'
import { bouncedMails, findMail, markBounced } from '../mail/index.ts'
import type { Order } from '../orders/index.ts'
import { depositOf, refundsOf } from '../payments/index.ts'
import { bookingOfOrder } from '../tickets/index.ts'

/**
 * Notes that a mail has come back, with the status that says why, and opens the alert about it.
 * Reports of the same mail, and of mails that are not ours, change nothing. Returns whether it was
 * news.
 */
export async function noteBounce(
  db: Database,
  log: Log,
  mailId: string,
  status: string,
): Promise<boolean> {
  return transaction(db, async (tx) => {
    if ((await markBounced(tx, mailId, status)) === 0) return false
    const { kind } = must(await findMail(tx, mailId), `mail ${mailId}`)
    // A mail to the owner that comes back is told of by no other mail to the owner.
    const isToOwner = kind === alertMail || kind === digestMail
    await openAlert(tx, 'mail_bounced', mailId, { status }, !isToOwner)
    tx.afterCommit(() => log.warn({ mail: mailId, status }, 'mail.bounced'))
    return true
  })
}

/** Whoever sends an order's mail again has seen that it came back; the new one has its own fate. */
export async function seeToBounces(tx: Tx, order: Order): Promise<void> {
  const mails = await bouncedOf(tx, order)
  if (mails.length > 0) await resolveAlerts(tx, ['mail_bounced'], mails)
}

/** Has any mail about an order come back? */
export async function hasBounced(tx: Tx, order: Order): Promise<boolean> {
  return (await bouncedOf(tx, order)).length > 0
}

/** The mails about an order, and about what belongs to it, that have come back. */
async function bouncedOf(tx: Tx, order: Order): Promise<string[]> {
  const trail = await auditTrailOf(tx, order.id)
  const refunds = await refundsOf(tx, order.id)
  const booking = await bookingOfOrder(tx, order.id)
  const deposit = await depositOf(tx, order.id)
  const subjects = [...trail, ...refunds, booking, deposit].flatMap((one) => one?.id ?? [])
  return bouncedMails(tx, [order.id, ...subjects])
}
