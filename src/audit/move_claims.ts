import type { OrderFacts } from './order_facts.sql.ts'

const OURS = 'This is a fault of the box office itself: report it.'

/** What must not be said of an order that was moved to another night, nor of any other one. */
export const moveClaims: {
  claim: string
  isBroken: (order: OrderFacts) => boolean
  todo: string
}[] = [
  {
    claim: 'the tickets of an order are for its night, and of a kind of it',
    isBroken: (order) => order.tickets_elsewhere > 0,
    todo: OURS,
  },
  {
    claim: 'an order is for the night that it was moved to last',
    isBroken: (order) => order.is_astray,
    todo: OURS,
  },
  {
    claim: 'what an order costs less on another night was asked to go back, once',
    // Where a refund of Stripe's dashboard took the place of one, only the rest is asked for anew.
    isBroken: (order) =>
      order.moved_asked_minor !== order.moved_back_minor ||
      order.moved_refunds_minor > order.moved_back_minor,
    todo: 'Compare its moves with its refunds: the guest has too little, or too much.',
  },
  {
    claim: 'a difference that was paid has moved its order, once, or goes back',
    isBroken: ({ is_difference, state, moves_paid }) =>
      is_difference &&
      (moves_paid > 1 ||
        (state === 'fulfilled' && moves_paid === 0) ||
        (['open', 'paid', 'expired'].includes(state) && moves_paid > 0)),
    todo: 'Refund the difference, or move the order that it is of.',
  },
  {
    claim: 'a difference that was paid is for the night that its order moved to',
    isBroken: (order) => order.is_difference_astray,
    todo: OURS,
  },
  {
    claim: 'what was paid for the moves of an order goes back with all of it',
    isBroken: (order) =>
      ['refund_due', 'refunded'].includes(order.state) && order.differences_kept > 0,
    todo: 'Refund the differences, each of which is an order of its own.',
  },
]
