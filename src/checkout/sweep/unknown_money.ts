import type { Chore } from '../../jobs/index.ts'
import { rest } from '../../kernel/index.ts'
import { findPaymentByIntent, StripeRefused } from '../../payments/index.ts'
import type { Till } from '../till.ts'
import { clearAlerts } from './clear_alerts.ts'

const PAUSE_SECONDS = 600
/** Money for orders that nobody knows is rare, and a person looks at it. */
const BATCH = 20
/** At most ten questions in a second. */
const BETWEEN_MS = 100

/**
 * Clears the alerts about money for unknown orders that are over: the order was found after all, or
 * the money was given back at Stripe, or never came.
 */
export function unknownMoney(till: Till): Chore {
  return {
    name: 'unknown_money',
    pause_seconds: PAUSE_SECONDS,
    round: (note, signal) =>
      clearAlerts(till.db, ['order_unknown'], BATCH, note, async (intentId) => {
        if (signal.aborted) return false
        await rest(BETWEEN_MS, signal)
        return isOver(till, intentId)
      }),
  }
}

async function isOver(till: Till, intentId: string): Promise<boolean> {
  const payment = await findPaymentByIntent(till.db, intentId)
  // A cheap intent that was presented for another order is known, and stands with its own (F49).
  if (payment?.state === 'succeeded' || payment?.state === 'stray') return true
  try {
    const intent = await till.gateway.readIntent(intentId, { order_id: '', payment_id: null })
    const refunds = await till.gateway.refundsOf(intentId)
    const back_minor = refunds
      .filter(({ status }) => status === 'succeeded')
      .reduce((sum, { amount_minor }) => sum + amount_minor, 0)
    // Of what was but authorised, and let go, nothing has come that could go back.
    const isEnded = intent.received_minor > 0 || intent.status === 'cancelled'
    return isEnded && back_minor >= intent.received_minor
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error
    return false
  }
}
