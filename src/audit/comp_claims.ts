import type { OrderFacts } from './order_facts.sql.ts'

/** Is an order what the house gives, and somebody stands for it? */
export const isGiven = (order: OrderFacts): boolean =>
  order.total_minor === 0 && order.comps === 1 && order.comp_state === 'approved'

/** What orders without money must not say, and what is said of comps in turn. */
export const compClaims: {
  claim: string
  isBroken: (order: OrderFacts) => boolean
  todo: string
}[] = [
  {
    claim: 'an order without money is of exactly one comp that somebody has approved',
    isBroken: (order) =>
      (order.total_minor === 0) !== (order.comp_id !== null) ||
      order.comps !== Number(order.comp_id !== null),
    todo: 'Find out who has given it: nobody stands for it. Void its tickets.',
  },
  {
    claim: 'a comp has no payment',
    isBroken: (order) => order.comp_id !== null && order.payments_ever > 0,
    todo: 'Refund the payment: nothing is to be paid for what the house gives.',
  },
  {
    claim: 'a comp and its order have come equally far',
    isBroken: (order) =>
      order.comp_id !== null &&
      (order.state === 'fulfilled' ? 'approved' : order.state) !== order.comp_state,
    todo: 'Take the comp back, or find out who has: its tickets may open the door.',
  },
  {
    claim: 'the tickets of a comp are what was approved',
    isBroken: (order) =>
      order.comp_id !== null &&
      (order.comp_lines_other > 0 ||
        (order.kind === 'ga' &&
          order.state === 'fulfilled' &&
          order.valid_tickets !== order.comp_quantity)),
    todo: 'Compare its tickets with the comp: somebody has more, or less, than was approved.',
  },
  {
    claim: 'a comp that was taken back has no valid ticket, and its stock is on sale again',
    isBroken: (order) =>
      order.state === 'withdrawn' &&
      (order.valid_tickets + order.valid_passes > 0 || order.active_holds > 0 || order.sold > 0),
    todo: 'Void its tickets, and put their stock back on sale.',
  },
]
