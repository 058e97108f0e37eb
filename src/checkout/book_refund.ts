import { resolveAlerts } from '../alerts/index.ts'
import { enqueue } from '../jobs/index.ts'
import { bug, must, newId, step, type Tx } from '../kernel/index.ts'
import { markRefundDue, resell, resellAll, type Order } from '../orders/index.ts'
import {
  countRefunded,
  coverTickets,
  findRefund,
  insertRefund,
  refundsOf,
  type Payment,
  type Refund,
  type RefundReason,
} from '../payments/index.ts'
import { rebindVoided, ticketsOf, voidTickets } from '../tickets/index.ts'
import { noteRefundedAlong } from './calloff/called_off.sql.ts'
import { recredit } from './deposit/credit.ts'
import { lockDifferences } from './move/differences.ts'
import { owedMinor } from './owed_tickets.ts'
import { closeParty } from './table/close_party.ts'
import { withoutDisputed, type Paid } from './table/paid_orders.ts'
import { refundQueue } from './till.ts'

/** A refund whose amount is known to be left. Of everything that is left, all tickets go. */
export interface RefundToBook {
  id: string
  reason: RefundReason
  amount_minor: number
  ticket_ids: string[]
  requested_by: string
}

/**
 * Writes a refund of an order that the caller has locked, and all that follows from it: tickets
 * voided, stock back on sale, the order due to be refunded when nothing is left of its money, and
 * the job that tells Stripe (none for a refund that Stripe itself has told of). A constraint
 * refuses more than was received.
 */
export async function bookRefund(
  tx: Tx,
  order: Order,
  payment: Payment,
  { ticket_ids, ...refund }: RefundToBook,
): Promise<Refund> {
  const { id: payment_id, order_id } = payment
  const currency = payment.received_currency ?? payment.currency
  const inserted = await insertRefund(tx, { ...refund, payment_id, order_id, currency })
  if (inserted === 0) bug(`refund ${refund.id} was booked behind the order's lock`)
  const count = () => countRefunded(tx, payment.id, refund.amount_minor)
  if ((await recredit(tx, order, count)) === 0) bug(`refund ${refund.id} is more than is left`)
  const left_minor = (payment.received_minor ?? 0) - payment.refunded_minor - refund.amount_minor
  // Money that was given up has no tickets: those of its order were paid for by another payment.
  if (payment.state === 'succeeded') {
    if (left_minor === 0) await closeOrder(tx, order, refund)
    else await closeTickets(tx, order, refund, ticket_ids)
  }
  if (refund.reason !== 'stripe') await enqueue(tx, refundQueue, { refund_id: refund.id })
  step('refund.booked')
  tx.afterCommit(() => step('refund.requested'))
  return must(await findRefund(tx, refund.id), 'the refund just booked')
}

async function closeOrder(
  tx: Tx,
  order: Order,
  refund: { id: string; amount_minor: number },
): Promise<void> {
  if (order.kind === 'ga') {
    // What was paid for its moves is of no more use than the rest.
    const differences = await withoutDisputed(tx, await lockDifferences(tx, order.id))
    const all = await ticketsOf(tx, order.id)
    await closeTickets(tx, order, refund, idsOf(all))
    await refundAdded(tx, differences)
    await resellAll(tx, order.id)
  } else await closeTable(tx, order)
  await markRefundDue(tx, order.id)
  // That tickets still count, as the owner was told, is not so any more.
  await resolveAlerts(tx, ['refund_outside'], idsOf(await refundsOf(tx, order.id)))
}

/**
 * Ends what a VIP order has paid for, since its money goes back or is let go. Who has paid for more
 * guests of a party that is called off has no use for them either: that money goes back, too. The
 * caller has locked the order.
 */
export async function closeTable(tx: Tx, order: Order): Promise<void> {
  await refundAdded(tx, await closeParty(tx, order))
}

/**
 * Sends back what was paid for more guests of a party that is called off, or for the moves of an
 * order that goes back: it is charged at once, never authorised. The caller has locked their
 * orders.
 */
export async function refundAdded(tx: Tx, added: Paid[]): Promise<void> {
  for (const { order, payment, left_minor: amount_minor } of added) {
    const all = { id: newId('rfd'), amount_minor, ticket_ids: [] }
    const by = { reason: 'owner', requested_by: 'coatcheck' } as const
    await bookRefund(tx, order, payment, { ...all, ...by })
    // Its refund may be done before its own turn to be called off comes, and then it has none.
    await noteRefundedAlong(tx, order, amount_minor)
  }
}

/**
 * Voids tickets for a refund. Those whose refund has failed are void already, and their stock was
 * put back then: they hang on this one from now on. Whatever a refund is meant for, it pays first
 * what is owed for void tickets; the rest is goodwill. Once nothing is owed any more, none of them
 * is left with a refund that failed (docs/decisions/0016).
 */
async function closeTickets(
  tx: Tx,
  order: Order,
  refund: { id: string; amount_minor: number },
  ids: string[],
): Promise<void> {
  const voided = await voidTickets(tx, ids, 'refunded', refund.id)
  const byLine = Map.groupBy(voided, (ticket) => ticket.order_line_id)
  await resell(tx, new Map([...byLine].map(([line, tickets]) => [line, tickets.length])))
  const owed_minor = await owedMinor(tx, order)
  await coverTickets(tx, refund.id, Math.min(owed_minor, refund.amount_minor))
  const refunds = await refundsOf(tx, order.id)
  const failed = idsOf(refunds.filter(({ state }) => state === 'failed'))
  const isAllPaid = owed_minor <= refund.amount_minor
  await rebindVoided(tx, order.id, failed, refund.id, isAllPaid ? null : ids)
}

const idsOf = (all: { id: string }[]) => all.map(({ id }) => id)
