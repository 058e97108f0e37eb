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
]
