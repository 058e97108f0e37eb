import type { Database } from '../kernel/index.ts'
import type { Gateway } from '../payments/index.ts'
import type { Difference } from './difference.ts'
import { orderDifferences } from './order_claims.ts'
import { selectOrderFacts } from './order_facts.sql.ts'
import { selectWrongStock } from './stock.sql.ts'
import { stripeDifferences } from './stripe_claims.ts'
import { tableDifferences } from './table_claims.ts'

/** Orders read at once: large enough to be quick, small enough never to hold a statement long. */
const BATCH = 500

/**
 * Compares orders, payments, tickets and holds with each other and with Stripe, and yields every
 * difference (the six invariants of the design). Reads only, and streams: memory does not grow with
 * the number of orders. What is under way while it reads may look wrong for a moment; whoever wants
 * to be sure asks again. Throws StripeUnreachable.
 */
export async function* audit(db: Database, gateway: Gateway): AsyncGenerator<Difference> {
  let after = ''
  for (;;) {
    const orders = await selectOrderFacts(db, after, BATCH)
    for (const order of orders) yield* orderDifferences(order)
    const last = orders.at(-1)
    if (!last) break
    after = last.id
  }
  for (const stock of await selectWrongStock(db)) {
    yield {
      claim: 'what is taken is what is held and sold, and never more than there is',
      subjects: { ticket_type: stock.id },
      detail: { ...stock },
      todo: 'This is a fault of the box office itself: report it.',
    }
  }
  yield* tableDifferences(db)
  yield* stripeDifferences(db, gateway)
}
