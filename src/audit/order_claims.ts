import type { AlertKind } from '../alerts/index.ts'
import { compClaims, isGiven } from './comp_claims.ts'
import { moveClaims } from './move_claims.ts'
import type { Difference } from './difference.ts'
import type { OrderFacts } from './order_facts.sql.ts'

/** What says why money that is to go back has not gone yet. */
const GOING_BACK: AlertKind[] = ['refund_due', 'refund_failed', 'dispute_open']

/**
 * The six invariants (design, "The promise"), as far as one order can tell. Each says what must not
 * be, and what a person does about it; all are checked, so one order may be named several times.
 * An open alert excuses what it tells the owner of itself, and nothing else.
 */
const CLAIMS: {
  claim: string
  isBroken: (order: OrderFacts) => boolean
  excused_by?: AlertKind[]
  todo: string
}[] = [
  {
    claim: 'every captured payment ends as tickets, a refund or an open alert',
    isBroken: (order) =>
      order.received_minor > 0 &&
      !['fulfilled', 'refunded'].includes(order.state) &&
      order.fulfil_jobs === 0 &&
      order.refunds_requested === 0 &&
      !isAllGone(order),
    excused_by: ['fulfilment_stuck', 'amount_mismatch', 'unexpected_charge', ...GOING_BACK],
    todo: 'Issue its tickets, or refund it: nothing will do so by itself.',
  },
  {
    claim: 'every authorised payment ends as a booking, a release or an open alert',
    isBroken: (order) =>
      order.authorised_minor > 0 &&
      !['fulfilled', 'refund_due'].includes(order.state) &&
      order.fulfil_jobs === 0,
    excused_by: ['fulfilment_stuck', 'amount_mismatch'],
    todo: 'Issue its booking, or release the payment: nothing will do so by itself.',
  },
  {
    claim: 'money that was given up goes back',
    isBroken: (order) => order.stray_minor > order.stray_refunded_minor + order.stray_lost_minor,
    excused_by: ['unexpected_charge', ...GOING_BACK],
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
      order.kind === 'ga' &&
      !order.is_difference &&
      order.state === 'fulfilled' &&
      order.valid_minor + order.voided_minor !== order.lines_minor,
    todo: 'Issue what is missing: the order is paid.',
  },
  {
    claim: 'what void tickets cost has gone back, or is owed for a refund that failed',
    isBroken: (order) =>
      order.kind === 'ga' &&
      order.state === 'fulfilled' &&
      (owed(order) > 0
        ? owed(order) > order.voided_failed_minor
        : owed(order) < 0 || order.voided_failed_minor > 0),
    todo: 'Compare its void tickets with its refunds: the guest has too little, or too much.',
  },
  {
    claim: 'what is owed for tickets whose refund failed is under an open alert',
    isBroken: (order) =>
      order.state === 'fulfilled' && owed(order) > order.voided_watched_minor && !isAllGone(order),
    todo: 'The guest has neither ticket nor money: refund the ticket again.',
  },
  {
    claim: 'a fulfilled order for a VIP table has its booking',
    isBroken: (order) =>
      order.kind === 'vip' && order.state === 'fulfilled' && order.bookings !== 1,
    todo: 'Issue it again: the order is paid.',
  },
  {
    claim: 'no ticket without money, the promise of it, or a comp with an approver',
    isBroken: (order) =>
      entries(order) > 0 && order.payments + order.promises === 0 && !isGiven(order),
    todo: 'Void the tickets: what is meant as a gift is a comp that somebody approves.',
  },
  ...compClaims,
  ...moveClaims,
  {
    claim: 'what was received is what the order costs',
    isBroken: (order) =>
      order.payments > 0 &&
      order.received_minor + order.uncaptured_minor !== order.total_minor &&
      !(isGivenBack(order) && isAllGone(order)),
    excused_by: ['amount_mismatch', 'unexpected_charge', 'refund_due'],
    todo: 'Compare the order with its payment in Stripe, and refund it.',
  },
  {
    claim: 'an order costs what its lines say',
    isBroken: (order) => order.total_minor !== order.lines_minor,
    todo: 'This is a fault of the box office itself: report it.',
  },
  {
    claim: 'what was given back is what its refunds say',
    isBroken: (order) =>
      order.refunded_minor !== order.refunds_minor ||
      order.stray_refunded_minor !== order.stray_refunds_minor,
    todo: 'Compare its refunds with those in Stripe.',
  },
  {
    claim:
      'money is conserved: received − refunded − lost = tickets − goodwill + pending + owed back',
    isBroken: (order) => order.payments > 0 && moneyKept(order) !== moneyOwed(order),
    excused_by: ['amount_mismatch', 'unexpected_charge', ...GOING_BACK],
    todo: 'Compare its payment, refunds and tickets; something is counted twice or not at all.',
  },
  {
    claim: 'the owner was told of every dispute',
    isBroken: (order) => order.disputes_untold > 0,
    todo: "Answer it with evidence in Stripe's dashboard before the date that it names.",
  },
  {
    claim: 'a refunded order has given back everything and has no valid ticket',
    isBroken: (order) =>
      order.state === 'refunded' &&
      (entries(order) > 0 || order.refunded_minor !== order.received_minor),
    todo: 'Void its tickets, or refund the rest.',
  },
  {
    claim: 'an expired order holds nothing',
    isBroken: (order) => order.state === 'expired' && (order.active_holds > 0 || order.sold > 0),
    todo: 'Release the hold: its stock cannot be sold.',
  },
  {
    claim: 'an order that nobody pays ends soon after its hold',
    isBroken: (order) =>
      order.state === 'open' && order.overdue_holds > 0 && order.payments_processing === 0,
    excused_by: ['hold_stuck'],
    todo: 'The sweep ends it; if it stays, look for the order in the log: its stock is stuck.',
  },
  {
    claim: 'what an order had is on sale again when its money goes back',
    isBroken: (order) =>
      isGivenBack(order) && (order.active_holds > 0 || order.sold !== order.inside),
    todo: 'Put its stock back on sale: nobody else can buy it.',
  },
  {
    claim: 'a fulfilled order has owed its guest one mail with the tickets',
    // Whose difference was paid has the mail about the move.
    isBroken: (order) =>
      order.state === 'fulfilled' && order.confirmations !== (order.is_difference ? 0 : 1),
    todo: 'Send the guest the link of the order.',
  },
  {
    claim: 'a mail with tickets leaves within a day, or the owner knows',
    isBroken: (order) => order.confirmations_unsent > 0,
    todo: 'Check the mail server and the address, and send the guest the link of the order.',
  },
  {
    claim: 'each line of a fulfilled order has sold as many places as it has valid tickets',
    isBroken: (order) =>
      order.kind === 'ga' && order.state === 'fulfilled' && order.lines_missold > 0,
    todo: 'Compare its holds with its tickets: the stock of the night is wrong by the difference.',
  },
]

/** What contradicts the invariants in one order's books; nothing when all is well. */
export function orderDifferences(order: OrderFacts): Difference[] {
  const broken = CLAIMS.filter(({ isBroken, excused_by = [] }) => {
    return isBroken(order) && !excused_by.some((kind) => order.alerts.includes(kind))
  })
  return broken.map(({ claim, todo }) => ({
    claim,
    subjects: { order: order.id },
    detail: { ...order, placed_at: order.placed_at.toISOString() },
    todo,
  }))
}

const entries = (order: OrderFacts): number => order.valid_tickets + order.valid_passes

/** What void tickets cost, less what has gone back for them: two refunds may share in the same. */
const owed = (order: OrderFacts): number =>
  order.voided_minor - (order.refunds_minor - order.goodwill_minor)

/** Nothing is left of its money: the guest has it, by a refund or by the bank. */
const isAllGone = (order: OrderFacts): boolean =>
  order.refunded_minor + order.lost_minor >= order.received_minor

const isGivenBack = ({ state }: OrderFacts): boolean =>
  state === 'refund_due' || state === 'refunded'

/** Of an order that is to be given back, what a bank has taken for good is no longer kept. */
function moneyKept(order: OrderFacts): number {
  const kept_minor = order.received_minor - order.refunds_minor
  return isGivenBack(order) ? Math.max(0, kept_minor - order.lost_minor) : kept_minor
}

/**
 * While tickets stand, a dispute takes their money and stops them at the door: both sides lose the
 * same, so it stands on neither. Tickets of a refund that failed are owed back in money.
 */
function moneyOwed(order: OrderFacts): number {
  if (isGivenBack(order)) return 0
  if (order.state === 'paid') return order.total_minor - order.goodwill_minor
  // What a party pays for is the table and its places, whether or not anybody comes; a difference
  // is for having moved.
  if (order.kind === 'ga' && !order.is_difference)
    return order.valid_minor + owed(order) - order.goodwill_minor
  return order.total_minor - order.uncaptured_minor - order.goodwill_minor
}
