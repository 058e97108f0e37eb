import { openAlert } from '../alerts/index.ts'
import { must, newId, step, type Tx } from '../kernel/index.ts'
import type { Order } from '../orders/index.ts'
import {
  findPayment,
  refundsOf,
  storeStripeRefund,
  type Payment,
  type Refund,
  type RefundNews,
} from '../payments/index.ts'
import { bookRefund } from './book_refund.ts'
import { owedTickets } from './owed_tickets.ts'
import type { Till } from './till.ts'

/** Stripe's list and our books cannot both be right: it has changed since it was read. */
class NewsOutdated extends Error {
  override name = 'NewsOutdated'
}

/**
 * Books a refund that was made in Stripe's own dashboard (F64). Where it does not fit beside what
 * we have asked for ourselves, Stripe will refuse that, so `supersede` fails it here; the
 * dashboard's counts towards it, and what is missing is asked for again: together both give back
 * what the larger one wanted, and the owner is told (docs/decisions/0011). What is owed for void
 * tickets is paid first; the others still count, and the owner is told that, too.
 */
export async function adoptRefund(
  till: Till,
  tx: Tx,
  order: Order,
  paymentId: string,
  news: RefundNews,
  supersede: (refundId: string) => Promise<void>,
): Promise<Refund> {
  const superseded = await makeRoom(tx, order, paymentId, news, supersede)
  const payment = must(await findPayment(tx, paymentId), 'the payment of a refund')
  const asked_minor = superseded.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
  const rest_minor = Math.max(0, asked_minor - news.amount_minor)
  const tickets = (await owedTickets(tx, order)).filter((ticket) =>
    superseded.some(({ id }) => id === ticket.refund_id),
  )
  const ids = tickets.map(({ id }) => id)
  const refund = await bookRefund(tx, order, payment, {
    id: newId('rfd'),
    reason: 'stripe',
    amount_minor: news.amount_minor,
    ticket_ids: rest_minor > 0 ? [] : ids,
    requested_by: 'stripe',
  })
  await storeStripeRefund(tx, refund.id, news.stripe_refund_id)
  if (rest_minor > 0) await askForRest(tx, order, refund, superseded, ids, rest_minor)
  else await tellOfTickets(tx, order, payment, refund)
  const about = { order: order.id, payment: paymentId, refund: refund.id }
  tx.afterCommit(() => till.log.info(about, 'refund.adopted'))
  return { ...refund, stripe_refund_id: news.stripe_refund_id }
}

/**
 * Fails refunds of ours that Stripe has not answered, the oldest first, until the news fits;
 * returns them. Where even that does not help, the news is older than what was written down
 * meanwhile: it is not believed, and whoever brought it reads it again.
 */
async function makeRoom(
  tx: Tx,
  order: Order,
  paymentId: string,
  { stripe_refund_id, amount_minor }: RefundNews,
  supersede: (refundId: string) => Promise<void>,
): Promise<Refund[]> {
  const fits = async () => {
    const payment = await findPayment(tx, paymentId)
    return (payment?.received_minor ?? 0) - (payment?.refunded_minor ?? 0) >= amount_minor
  }
  const superseded: Refund[] = []
  for (const refund of await refundsOf(tx, order.id)) {
    if (await fits()) break
    const isUnanswered = refund.state === 'requested' && !refund.stripe_refund_id
    if (!isUnanswered || refund.payment_id !== paymentId) continue
    await supersede(refund.id)
    superseded.push(refund)
  }
  if (await fits()) return superseded
  throw new NewsOutdated(`refund ${stripe_refund_id} is more than order ${order.id} has left`)
}

/** What was asked for and the refund that took its place does not cover; the tickets hang on it. */
async function askForRest(
  tx: Tx,
  order: Order,
  adopted: Refund,
  superseded: Refund[],
  ticket_ids: string[],
  rest_minor: number,
): Promise<void> {
  const payment = must(await findPayment(tx, adopted.payment_id), 'the payment of a refund')
  const { reason, requested_by } = must(superseded.at(-1), 'the refund that was superseded')
  const rest = await bookRefund(tx, order, payment, {
    id: newId('rfd'),
    reason,
    amount_minor: rest_minor,
    ticket_ids,
    requested_by,
  })
  await openAlert(tx, 'refund_reduced', rest.id, {
    order: order.id,
    refunded_outside_minor: adopted.amount_minor,
    rest_minor,
  })
  step('refund.superseded')
}

async function tellOfTickets(
  tx: Tx,
  order: Order,
  payment: Payment,
  refund: Refund,
): Promise<void> {
  const left_minor = (payment.received_minor ?? 0) - payment.refunded_minor - refund.amount_minor
  const hasTickets = order.state === 'paid' || order.state === 'fulfilled'
  if (payment.state !== 'succeeded' || !hasTickets || left_minor === 0) return
  if (refund.tickets_minor === refund.amount_minor) return
  const detail = { order: order.id, amount_minor: refund.amount_minor }
  await openAlert(tx, 'refund_outside', refund.id, detail)
}
