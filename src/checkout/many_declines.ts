import { openAlert, wasTold } from '../alerts/index.ts'
import type { Chore } from '../jobs/index.ts'
import type { Tx } from '../kernel/index.ts'
import { findOrder, lockOrigin, noteDeclines } from '../orders/index.ts'
import { countDeclines } from '../payments/index.ts'
import { clearAlerts } from './sweep/clear_alerts.ts'
import type { Till } from './till.ts'

/**
 * A guest whose bank says no tries the same card a few times, then another one or two. Who tests
 * stolen cards needs dozens, and is told apart from bad luck by a person.
 */
const DECLINES_MANY = 10
const WITHIN_SECONDS = 60 * 60

const PAUSE_SECONDS = 60
const BATCH = 100

/**
 * Counts the cards that were declined on an order, for its own origin, and tells the owner, once
 * for each order, of many (F76), in the caller's transaction. Nothing is refused: a guest may try
 * for as long as the hold lasts.
 */
export async function countDeclined(tx: Tx, orderId: string): Promise<void> {
  await lockOrigin(tx, orderId)
  const declines = await countDeclines(tx, orderId, WITHIN_SECONDS)
  await noteDeclines(tx, orderId, declines)
  if (declines < DECLINES_MANY || (await wasTold(tx, 'many_declines', orderId))) return
  if ((await findOrder(tx, orderId))?.state === 'open')
    await openAlert(tx, 'many_declines', orderId, { declines })
}

/** The owner's alert clears itself when its order is paid or over, or all is quiet. */
export function quietDeclines(till: Till): Chore {
  return {
    name: 'quiet_declines',
    pause_seconds: PAUSE_SECONDS,
    round: (note) =>
      clearAlerts(till.db, ['many_declines'], BATCH, note, async (orderId) => {
        const order = await findOrder(till.db, orderId)
        const declines = await countDeclines(till.db, orderId, WITHIN_SECONDS)
        return order?.state !== 'open' || declines < DECLINES_MANY
      }),
  }
}
