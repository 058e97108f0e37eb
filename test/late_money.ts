import { transaction, type Database, type Queryable } from '../src/kernel/index.ts'
import { endHolds, lockOrder, markExpired } from '../src/orders/index.ts'
import { eventually } from './guest.ts'
import type { House } from './house.ts'

/**
 * An open order expires in our books while Stripe can still take its money: only a race can do
 * this. Its stock goes back on sale as the product does it, wherever it is by now: places may be
 * those of a party that waits for a table.
 */
export async function expireInBooks(
  { db }: { db: Database },
  { order_id }: { order_id: string },
): Promise<void> {
  await transaction(db, async (tx) => {
    await lockOrder(tx, order_id)
    if ((await markExpired(tx, order_id)) === 1) await endHolds(tx, order_id, 'expired')
  })
}

/**
 * The hold of an order is over, and the job that ends it is due: no test depends on how far it gets
 * before a hold of some seconds runs out.
 */
export async function endHold(
  { db }: { db: Queryable },
  { order_id }: { order_id: string },
): Promise<void> {
  const values = [order_id]
  await db.query({
    text: `update holds set expires_at = now() - interval '1 second' where order_id = $1`,
    values,
  })
  await eventually('its job is in the queue, and due', async () => {
    const { rowCount } = await db.query({
      text: `update pgboss.job set start_after = now()
              where name = 'order.expire' and state < 'active' and data ->> 'order_id' = $1`,
      values,
    })
    return rowCount
  })
}

/** Pays an intent at Stripe past its guest's checkout, which would say that it is too late. */
export async function confirmAtStripe(
  { sim }: Pick<House, 'sim'>,
  clientSecret: string,
): Promise<void> {
  const intent = clientSecret.split('_secret_')[0] ?? ''
  const response = await fetch(`${sim.url}/v1/payment_intents/${intent}/confirm`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sim.secretKey}` },
    body: new URLSearchParams({ payment_method: 'pm_card_visa', return_url: sim.url }),
  })
  if (!response.ok) throw new Error(`${intent} was not paid: ${await response.text()}`)
}
