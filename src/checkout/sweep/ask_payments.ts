import type { Chore } from '../../jobs/index.ts'
import { inLogScope, rest, transaction } from '../../kernel/index.ts'
import {
  claimAsking,
  ownerOf,
  paymentsToAsk,
  StripeUnreachable,
  type Payment,
} from '../../payments/index.ts'
import { record } from '../record.ts'
import type { Till } from '../till.ts'

/** Soon enough for a guest who waits; where nothing is due a round is one statement. */
const PAUSE_SECONDS = 2
/** The page that a guest returns to asks by itself, at once: this is for those who are gone. */
const ASK_SECONDS_MIN = 10
const ASK_SECONDS_MAX = 3600
/** A payment that is open for ten minutes is asked about every minute, one of ten hours hourly. */
const ASK_AGE_SHARE = 0.1
/** A page may have asked a moment ago, since the list was made. */
const ASKED_JUST_NOW_SECONDS = 3
/** A round takes some seconds, and the next one begins with the longest unasked. */
const BATCH = 50
/** At most ten questions in a second: Stripe takes 25 in test mode, and guests need theirs. */
const BETWEEN_MS = 100

/**
 * Asks Stripe about every payment that is not final, young ones often and old ones rarely, and
 * writes down what it says: so money is found without any event and without the guest (F02, F03).
 * When Stripe gives no answer the whole round ends, and the next one comes later (F67, F68).
 */
export function askPayments(till: Till, pauseSecondsMax: number): Chore {
  const asking = {
    seconds_min: Math.min(ASK_SECONDS_MIN, pauseSecondsMax),
    seconds_max: Math.min(ASK_SECONDS_MAX, pauseSecondsMax),
    age_share: ASK_AGE_SHARE,
  }
  return {
    name: 'ask_payments',
    pause_seconds: PAUSE_SECONDS,
    round: async (_note, signal) => {
      const due = await paymentsToAsk(till.db, asking, BATCH)
      for (const payment of due) {
        if (signal.aborted) return
        const ids = { order: payment.order_id, payment: payment.id }
        const asked = await inLogScope(ids, () => askOne(till, payment, asking.seconds_min))
        if (asked) await rest(BETWEEN_MS, signal)
      }
      return { isUnfinished: due.length === BATCH }
    },
  }
}

/** False when there was nothing to ask any more. */
async function askOne(till: Till, payment: Payment, secondsMin: number): Promise<boolean> {
  const justNow = Math.min(ASKED_JUST_NOW_SECONDS, secondsMin)
  if ((await claimAsking(till.db, payment.id, justNow)) === 0) return false
  try {
    const intent = await till.gateway.readIntent(payment.payment_intent_id ?? '', ownerOf(payment))
    // Perhaps the keys of another account were put in: nobody waits, so nothing is given up for it.
    if (intent.made_at) await transaction(till.db, (tx) => record(till, tx, intent, 'sweep'))
  } catch (error) {
    if (error instanceof StripeUnreachable) throw error
    // Only this one: it was claimed, so the others come before it next time.
    till.log.error({ err: error }, 'sweep.ask_failed')
  }
  return true
}
