import {
  openAlert,
  openAlertsOf,
  resolveAlert,
  resolveAlerts,
  wasOpen,
} from '../../alerts/index.ts'
import { keepFailing, type Chore } from '../../jobs/index.ts'
import { transaction, type Database } from '../../kernel/index.ts'
import { StripeUnreachable } from '../../payments/index.ts'

/** What the alert is about: there is one Stripe. */
const STRIPE = 'stripe'
/** Two small statements, and mostly one. */
const PAUSE_SECONDS = 10
/** More chores than there are. */
const CHORES_MAX = 100
/** Whatever waits for Stripe is tried at least every quarter of an hour. */
const RETURN_SECONDS = 20 * 60

/**
 * Tells the owner of a chore that keeps failing. All that fail since Stripe gives no answer are one
 * alert, and one mail: there is one thing to look after.
 */
export async function tellOfFailing(
  db: Database,
  name: string,
  failures: number,
  error: unknown,
): Promise<void> {
  const kind = error instanceof Error ? error.name : 'unknown'
  await transaction(db, async (tx) => {
    if (!(error instanceof StripeUnreachable))
      return openAlert(tx, 'chore_failing', name, { failures, error: kind })
    // Whatever it failed for before, it is this now.
    await resolveAlert(tx, 'chore_failing', name)
    return openAlert(tx, 'stripe_unreachable', STRIPE, { error: error.message })
  })
}

/**
 * Whether Stripe gives no answer, or gave none a moment ago: what waits for that has no alert of
 * its own (F73).
 */
export function isStripeAway(db: Database): Promise<boolean> {
  return wasOpen(db, 'stripe_unreachable', RETURN_SECONDS)
}

/**
 * Resolves the alert that Stripe gives no answer, once none of `names` fails for that any more: one
 * that keeps failing for another reason has an alert of its own.
 */
export function stripeAnswers(db: Database, names: string[]): Chore {
  return {
    name: 'stripe_answers',
    pause_seconds: PAUSE_SECONDS,
    round: async () => {
      if ((await openAlertsOf(db, ['stripe_unreachable'], 1)).length === 0) return
      const others = await openAlertsOf(db, ['chore_failing'], CHORES_MAX)
      const told = new Set(others.map(({ subject_id }) => subject_id))
      const failing = (await keepFailing(db, names)).filter((name) => !told.has(name))
      if (failing.length === 0) await resolveAlerts(db, ['stripe_unreachable'], [STRIPE])
    },
  }
}
