import { openAlert } from '../alerts/index.ts'
import type { Till } from '../checkout/index.ts'
import { claimTurn } from '../jobs/index.ts'
import { transaction, waitAtMost } from '../kernel/index.ts'
import type { UnverifiedEvent } from '../payments/index.ts'

/** What the alerts about webhooks as such are about. */
export const WEBHOOKS = 'stripe'

/**
 * Of all the webhooks that cannot be believed one is looked into this often, whatever a stranger
 * sends: a real fault brings more of them, and they are not answered faster for it.
 */
const LOOK_AGAIN_SECONDS = 30
/**
 * Where good and bad webhooks alternate, as with two endpoints of one address, the alert would come
 * and go with each: the owner has one mail an hour then.
 */
const TELL_AGAIN_SECONDS = 3600
/** Stripe waits for its 400; it need not wait for what we find out. */
const PATIENCE_MS = 2_500

/**
 * Finds out whether a webhook that cannot be believed is Stripe's all the same, and tells the owner
 * if so: then our secret is not the endpoint's (F13), or a clock is wrong (F14). A stranger who
 * writes garbage cannot raise these alerts: an event by that id is not in our Stripe account, and
 * only Stripe's own signature can be too old. Never throws.
 */
export async function noteUnverified(till: Till, read: UnverifiedEvent): Promise<void> {
  const about = {
    webhook: read.claimed_id,
    reason: read.unverified,
    ahead_seconds: read.ahead_seconds,
  }
  till.log.warn(about, 'webhook.unverified')
  const look =
    read.unverified === 'time' ? noteClock(till, read.ahead_seconds) : noteSecret(till, read)
  await waitAtMost(
    PATIENCE_MS,
    look.catch((error: unknown) => till.log.error({ err: error }, 'webhook.not_looked_into')),
  )
}

/** Tells the owner by how much the clocks differ. */
export async function noteClock(till: Till, ahead_seconds: number): Promise<void> {
  if ((await claimTurn(till.db, 'tell_of_clock', TELL_AGAIN_SECONDS)) === 0) return
  const detail = {
    our_clock: ahead_seconds > 0 ? 'ahead' : 'behind',
    seconds: Math.abs(ahead_seconds),
  }
  await transaction(till.db, (tx) => openAlert(tx, 'clock_wrong', WEBHOOKS, detail))
}

async function noteSecret(till: Till, { claimed_id }: UnverifiedEvent): Promise<void> {
  if (!claimed_id) return
  if ((await claimTurn(till.db, 'look_into_secret', LOOK_AGAIN_SECONDS)) === 0) return
  if (!(await till.gateway.knowsEvent(claimed_id))) return
  if ((await claimTurn(till.db, 'tell_of_secret', TELL_AGAIN_SECONDS)) === 0) return
  const detail = { event: claimed_id }
  await transaction(till.db, (tx) => openAlert(tx, 'webhooks_unverified', WEBHOOKS, detail))
}
