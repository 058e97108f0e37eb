import type { Chore } from '../../jobs/index.ts'
import { rest, transaction, type Tx } from '../../kernel/index.ts'
import {
  disputeStates,
  findPaymentByIntent,
  openDisputes as undecided,
  StripeRefused,
} from '../../payments/index.ts'
import { isWarningNew, recordDispute, recordFraudWarning } from '../dispute.ts'
import type { Till } from '../till.ts'
import { searching, type Found } from './take_page.ts'

/** Until a dispute is known its tickets open the door, and its evidence is due: one request. */
const PAUSE_SECONDS = 300
/** Banks decide within weeks. */
const OPEN_PAUSE_SECONDS = 3600
/** So many are asked about in a round, and the next one goes on behind them. */
const BATCH = 20
/** At most ten questions in a second. */
const BETWEEN_MS = 100

/** Finds disputes that no event has told of, in Stripe's list, newest first (F65). */
export function missedDisputes(till: Till): Chore {
  return searching(till, 'missed_disputes', PAUSE_SECONDS, {
    page: (from, belowId) => till.gateway.disputesMade(from, belowId),
    intentOf: ({ payment_intent_id }) => payment_intent_id,
    differing: async (items) => {
      const ids = items.map(({ stripe_dispute_id }) => stripe_dispute_id)
      const states = await disputeStates(till.db, ids)
      return items
        .filter(({ stripe_dispute_id, state }) => states.get(stripe_dispute_id) !== state)
        .map((news) => ({
          id: news.stripe_dispute_id,
          intent_id: news.payment_intent_id ?? '',
          read: async () => (tx) => recordDispute(till, tx, news),
        }))
    },
  })
}

/** Asks Stripe about disputes that are open here, whose end no event may have told of. */
export function openDisputes(till: Till): Chore {
  return {
    name: 'open_disputes',
    pause_seconds: OPEN_PAUSE_SECONDS,
    round: async ({ after_id = '' }, signal) => {
      const open = await undecided(till.db, String(after_id), BATCH)
      for (const { stripe_dispute_id } of open) {
        if (signal.aborted) return
        await reread(till, stripe_dispute_id)
        await rest(BETWEEN_MS, signal)
      }
      const isUnfinished = open.length === BATCH
      return { note: isUnfinished ? { after_id: open.at(-1)?.id } : {}, isUnfinished }
    },
  }
}

async function reread(till: Till, stripeDisputeId: string): Promise<void> {
  try {
    const news = await till.gateway.readDispute(stripeDisputeId)
    await transaction(till.db, (tx) => recordDispute(till, tx, news))
  } catch (error) {
    // Another account's keys were put in: this one is not there, and the others may be.
    if (!(error instanceof StripeRefused)) throw error
    till.log.error({ stripe: stripeDisputeId, err: error }, 'sweep.dispute_not_read')
  }
}

/** Finds warnings of fraud that no event has told of, and tells the owner of each once. */
export function missedWarnings(till: Till): Chore {
  return searching(till, 'missed_warnings', PAUSE_SECONDS, {
    page: (from, belowId) => till.gateway.warningsMade(from, belowId),
    intentOf: ({ payment_intent_id }) => payment_intent_id,
    differing: async (items) => {
      const found: Found[] = []
      for (const { id, payment_intent_id } of items) {
        const intent_id = payment_intent_id ?? ''
        const payment = await findPaymentByIntent(till.db, intent_id)
        if (!payment || !(await isWarningNew(till.db, payment))) continue
        const read = async () => (tx: Tx) => recordFraudWarning(tx, intent_id)
        found.push({ id, intent_id, read })
      }
      return found
    },
  })
}
