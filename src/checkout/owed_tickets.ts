import type { Queryable, Tx } from '../kernel/index.ts'
import { linesOf, type Order } from '../orders/index.ts'
import { refundsOf, type Refund } from '../payments/index.ts'
import { rebindVoided, ticketsOf, type Ticket } from '../tickets/index.ts'

/** A ticket and what was paid for it. */
export interface Priced extends Pick<Ticket, 'id' | 'state' | 'refund_id'> {
  price_minor: number
}

/**
 * The tickets of an order whose worth can be given back: those that are valid, and those that were
 * voided for a refund that has failed, so that money is still owed for them (F62).
 */
export async function refundableTickets(tx: Tx, order: Order): Promise<Priced[]> {
  const { tickets, failed } = await readTickets(tx, order)
  return tickets.filter((one) => one.state === 'valid' || isFor(one, failed))
}

/** Those of them that were voided, and whose money has not come back to the guest. */
export async function owedTickets(tx: Tx, order: Order): Promise<Priced[]> {
  const tickets = await refundableTickets(tx, order)
  return tickets.filter(({ state }) => state === 'voided')
}

/**
 * What the void tickets of an order cost, less what has gone back for them or is on its way. Two
 * refunds may share in the same tickets, so what is owed may be less than those cost whose refund
 * has failed (docs/decisions/0016).
 */
export async function owedMinor(db: Queryable, order: Pick<Order, 'id'>): Promise<number> {
  return owedOf(await readTickets(db, order))
}

/**
 * Where more is owed than the tickets cost that hang on failed refunds, the one that has just
 * failed had paid for tickets which hang on others: those it takes, so that they can be refunded
 * again, and its alert stays open until they are.
 */
export async function takeShared(tx: Tx, order: Order, failedId: string): Promise<void> {
  const all = await readTickets(tx, order)
  const boundTo = (refunds: Refund[]) => all.tickets.filter((one) => isFor(one, refunds))
  if (owedOf(all) <= worthOf(boundTo(all.failed))) return
  const shared = all.standing.filter((one) => worthOf(boundTo([one])) > one.tickets_minor)
  const ids = shared.map(({ id }) => id)
  await rebindVoided(tx, order.id, ids, failedId, null)
}

/** What these tickets cost together. */
export const worthOf = (tickets: Priced[]) =>
  tickets.reduce((sum, { price_minor }) => sum + price_minor, 0)

interface Tickets {
  tickets: Priced[]
  /** The refunds of the order that have failed, and those that have not. */
  failed: Refund[]
  standing: Refund[]
}

async function readTickets(db: Queryable, order: Pick<Order, 'id'>): Promise<Tickets> {
  const lines = await linesOf(db, order.id)
  const prices = new Map(lines.map(({ id, unit_price_minor }) => [id, unit_price_minor]))
  const tickets = (await ticketsOf(db, order.id)).map((ticket) => ({
    ...ticket,
    price_minor: prices.get(ticket.order_line_id) ?? 0,
  }))
  const refunds = await refundsOf(db, order.id)
  const failed = refunds.filter(({ state }) => state === 'failed')
  return { tickets, failed, standing: refunds.filter(({ state }) => state !== 'failed') }
}

function owedOf({ tickets, standing }: Tickets): number {
  const back_minor = standing.reduce((sum, { tickets_minor }) => sum + tickets_minor, 0)
  const voided = tickets.filter(({ refund_id }) => refund_id !== null)
  return Math.max(0, worthOf(voided) - back_minor)
}

const isFor = ({ refund_id }: Priced, refunds: Refund[]) =>
  refunds.some(({ id }) => id === refund_id)
