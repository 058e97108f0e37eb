import { touched, type Tx } from '../kernel/index.ts'

/** Takes the last four digits off the cards that were tried for an order; Stripe's ids stay. */
export function eraseCards(tx: Tx, orderId: string): Promise<number> {
  return touched(
    tx,
    'erase_cards',
    `update attempts set card_last4 = null where card_last4 is not null
        and payment_id in (select id from payments where order_id = $1)`,
    [orderId],
  )
}
