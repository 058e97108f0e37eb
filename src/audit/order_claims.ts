import type { Difference } from './difference.ts'
import type { OrderFacts } from './order_facts.sql.ts'

/**
 * The six invariants (design, "The promise"), as far as one order can tell. Each says what must not
 * be, and what a person does about it; all are checked, so one order may be named several times.
 */
const CLAIMS: {
  claim: string
  isBroken: (order: OrderFacts) => boolean
  todo: string
}[] = [
  {
    claim: 'every captured payment ends as tickets, a refund or an open alert',
    isBroken: (order) =>
      order.received_minor > 0 &&
      !['fulfilled', 'refunded'].includes(order.state) &&
      order.open_alerts === 0 &&
      order.fulfil_jobs === 0 &&
      order.refunds_requested === 0,
    todo: 'Issue its tickets, or refund it: nothing will do so by itself.',
  },
  {
    claim: 'money that was given up goes back',
    isBroken: (order) =>
      order.stray_minor !== order.stray_refunded_minor && order.open_alerts === 0,
    todo: 'Refund the stray payment in Stripe.',
  },
  {
    claim: 'one order has one set of tickets',
    isBroken: (order) => order.surplus_tickets > 0,
    todo: 'The sweep voids what is too much; if it stays, void it by hand.',
  },
  {
    claim: 'a fulfilled order has a ticket for each head, except those that were refunded',
    isBroken: (order) =>
      order.state === 'fulfilled' &&
      order.valid_minor !== order.lines_minor - (order.refunds_minor - order.goodwill_minor),
    todo: 'Issue what is missing: the order is paid.',
  },
  {
    claim: 'no ticket without money',
    isBroken: (order) => order.valid_tickets > 0 && order.payments === 0,
    todo: 'Void the tickets, unless they are meant as a gift.',
  },
  {
    claim: 'what was received is what the order costs',
    isBroken: (order) =>
      order.payments > 0 &&
      order.received_minor !== order.total_minor &&
      order.open_alerts === 0 &&
      order.state !== 'refunded',
    todo: 'Compare the order with its payment in Stripe, then issue or refund it.',
  },
  {
    claim: 'an order costs what its lines say',
    isBroken: (order) => order.total_minor !== order.lines_minor,
    todo: 'This is a fault of the box office itself: report it.',
  },
  {
    claim: 'what was given back is what its refunds say',
    isBroken: (order) => order.refunded_minor !== order.refunds_minor,
    todo: 'Compare its refunds with those in Stripe.',
  },
  {
    claim: 'money is conserved: received − refunded = tickets − goodwill + pending + owed back',
    isBroken: (order) =>
      order.payments > 0 && order.open_alerts === 0 && moneyKept(order) !== moneyOwed(order),
    todo: 'Compare its payment, refunds and tickets; something is counted twice or not at all.',
  },
  {
    claim: 'a refunded order has given back everything and has no valid ticket',
    isBroken: (order) =>
      order.state === 'refunded' &&
      (order.valid_tickets > 0 || order.refunded_minor !== order.received_minor),
    todo: 'Void its tickets, or refund the rest.',
  },
  {
    claim: 'an expired order holds nothing',
    isBroken: (order) => order.state === 'expired' && (order.active_holds > 0 || order.sold > 0),
    todo: 'Release the hold: its stock cannot be sold.',
  },
  {
    claim: 'a fulfilled order has owed its guest one mail with the tickets',
    isBroken: (order) => order.state === 'fulfilled' && order.confirmations !== 1,
    todo: 'Send the guest the link of the order.',
  },
  {
    claim: 'a fulfilled order has sold as many places as it has valid tickets',
    isBroken: (order) => order.state === 'fulfilled' && order.sold !== order.valid_tickets,
    todo: 'Compare its holds with its tickets: the stock of the night is wrong by the difference.',
  },
]

/** What contradicts the invariants in one order's books; nothing when all is well. */
export function orderDifferences(order: OrderFacts): Difference[] {
  return CLAIMS.filter(({ isBroken }) => isBroken(order)).map(({ claim, todo }) => ({
    claim,
    subjects: { order: order.id },
    detail: { ...order, placed_at: order.placed_at.toISOString() },
    todo,
  }))
}

const moneyKept = (order: OrderFacts): number => order.received_minor - order.refunds_minor

/**
 * A dispute's money is with the bank while its tickets stand stopped, so it changes nothing here.
 */
function moneyOwed(order: OrderFacts): number {
  if (order.state === 'refund_due' || order.state === 'refunded') return 0
  if (order.state === 'paid') return order.total_minor - order.goodwill_minor
  return order.valid_minor - order.goodwill_minor
}
