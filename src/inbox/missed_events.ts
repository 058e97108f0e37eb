import { openAlert, resolveAlerts } from '../alerts/index.ts'
import type { Till } from '../checkout/index.ts'
import { lookBack, type Chore, type Looked } from '../jobs/index.ts'
import { inLogScope, isDatabaseAway, transaction } from '../kernel/index.ts'
import {
  findFirstPayment,
  StripeRefused,
  StripeUnreachable,
  type StripeEvent,
} from '../payments/index.ts'
import { handledTypes } from './effect.ts'
import { handleEvent } from './handle.ts'
import { NotVisibleYet } from './visible.ts'
import { selectKnown } from './webhook.sql.ts'

/** Deliveries come within seconds, so this is only for those that never came. */
const PAUSE_SECONDS = 60
/** Stripe keeps events for 30 days. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
/** An event that cannot be handled is tried as long as this; Stripe itself tries for three days. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000
/** When so many fail on one page that are younger, something greater is wrong: the chore fails. */
const FAILURES_MAX = 10

/**
 * Looks for events that Stripe made and nobody brought, and lets them have their effect (F04). They
 * are listed, newest first, back to where the last look began, and the known ones passed over.
 */
export function missedEvents(till: Till): Chore {
  return {
    name: 'missed_events',
    pause_seconds: PAUSE_SECONDS,
    round: async (note, signal) => {
      const first = await findFirstPayment(till.db)
      // Before the first payment nothing can have been missed.
      if (!first) return
      const look = (from: Date, belowId: string | undefined, newestMs: number) =>
        lookAt(till, from, belowId, newestMs)
      return lookBack(note, first, Date.now() - KEPT_MS, look, signal)
    },
  }
}

async function lookAt(
  till: Till,
  from: Date,
  belowId: string | undefined,
  newestMs: number,
): Promise<Looked | null> {
  try {
    const page = await till.gateway.eventsMade(handledTypes, from, belowId)
    const now_ms = Math.max(newestMs, page.newest_ms, Date.now())
    return { ...page, again_ms: await takeMissed(till, page.items, now_ms) }
  } catch (error) {
    const isForgotten = error instanceof StripeRefused && error.code === 'resource_missing'
    if (isForgotten && belowId) return null
    throw error
  }
}

/** Hands over what is not known here; returns when the oldest was made that has to come again. */
async function takeMissed(
  till: Till,
  events: StripeEvent[],
  now_ms: number,
): Promise<number | undefined> {
  const known = await selectKnown(
    till.db,
    events.map(({ id }) => id),
  )
  const again: StripeEvent[] = []
  // An event that has failed for a day is a person's business; until then it is tried again.
  const isLost = ({ made_at }: StripeEvent) => now_ms - made_at.getTime() > GIVE_UP_MS
  let failures = 0
  for (const event of events) {
    if (known.has(event.id)) continue
    const outcome = await inLogScope({}, () => take(till, event))
    if (outcome === 'done') continue
    if (outcome === 'failed' && isLost(event)) await giveUp(till, event)
    else again.push(event)
    if (outcome === 'failed' && !isLost(event)) failures += 1
  }
  // Not before the end of the page: whatever can be handled has been.
  if (failures > FAILURES_MAX) throw new Error(`${failures} events cannot be handled`)
  const times = again.map(({ made_at }) => made_at.getTime())
  return times.length > 0 ? Math.min(...times) : undefined
}

async function take(till: Till, event: StripeEvent): Promise<'done' | 'deferred' | 'failed'> {
  try {
    await handleEvent(till, event, 'sweep')
    await resolveAlerts(till.db, ['event_failed'], [event.id])
    return 'done'
  } catch (error) {
    if (error instanceof NotVisibleYet) return 'deferred'
    // No answer of Stripe's or of the database's says nothing about this event.
    if (error instanceof StripeUnreachable || isDatabaseAway(error)) throw error
    till.log.error({ type: event.type, err: error }, 'webhook.failed')
    return 'failed'
  }
}

async function giveUp(till: Till, event: StripeEvent): Promise<void> {
  const { type, object_id, order_id } = event
  const detail = { type, object: object_id ?? '', ...(order_id && { order: order_id }) }
  await transaction(till.db, (tx) => openAlert(tx, 'event_failed', event.id, detail))
}
