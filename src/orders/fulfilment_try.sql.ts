import { touched, type Tx } from '../kernel/index.ts'

/**
 * Notes that issuing an order's tickets has failed, and why, after `retries` automatic retries.
 */
export function insertFulfilmentTry(
  tx: Tx,
  orderId: string,
  retries: number,
  reason: string,
): Promise<number> {
  return touched(
    tx,
    'insert_fulfilment_try',
    `insert into fulfilment_tries (order_id, retries, reason) values ($1, $2, $3)`,
    [orderId, retries, reason],
  )
}
