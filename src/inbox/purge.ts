import type { Till } from '../checkout/index.ts'
import type { Chore } from '../jobs/index.ts'
import { deleteOldWebhooks } from './webhook.sql.ts'

const PAUSE_SECONDS = 3600
/**
 * Stripe neither delivers nor lists an event that is older. Should one come all the same, the
 * unique keys on payments, refunds and tickets still let it have no second effect.
 */
const KEPT_DAYS = 30
/** Short statements: a night's webhooks are never locked for longer than some milliseconds. */
const BATCH = 1000
/** A round deletes a hundred thousand at most; what is left waits for the next one. */
const BATCHES_MAX = 100

/** Deletes webhooks that were handled or ignored more than 30 days ago; never those that failed. */
export function purgeWebhooks(till: Till): Chore {
  return {
    name: 'purge_webhooks',
    pause_seconds: PAUSE_SECONDS,
    round: async (_note, signal) => {
      let deleted = 0
      for (let batch = 0; batch < BATCHES_MAX && !signal.aborted; batch++) {
        const count = await deleteOldWebhooks(till.db, KEPT_DAYS, BATCH)
        deleted += count
        if (count < BATCH) break
      }
      if (deleted > 0) till.log.info({ deleted }, 'webhooks.purged')
    },
  }
}
