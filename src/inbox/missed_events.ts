import { openAlert, resolveAlerts } from '../alerts/index.ts'
import type { Till } from '../checkout/index.ts'
import type { Chore, Round } from '../jobs/index.ts'
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
/** Stripe's list is a little behind: the last minutes of every look are looked at again. */
const OVERLAP_MS = 5 * 60 * 1000
/** Stripe keeps events for 30 days. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
/** 400 events a round: then it is written down where to go on, and others have their turn. */
const PAGES_MAX = 4
/** An event that cannot be handled is tried as long as this; Stripe itself tries for three days. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000
/** When so many fail in one look, something greater is wrong, and no event is given up for it. */
const FAILURES_MAX = 10

/** Where a look into Stripe's list stands; all times are Stripe's. */
interface Progress {
  /** Everything that was made before this has had its effect. */
  done_until_ms: number
  /** The look under way: the newest event that it saw, and the one below which it goes on. */
  newest_ms?: number
  below_id?: string
  /** The oldest event that has to be looked at again. */
  again_ms?: number
}

/**
 * Looks for events that Stripe made and nobody brought, and lets them have their effect (F04). They
 * are listed, newest first, back to where the last look began, and the known ones passed over.
 */
export function missedEvents(till: Till): Chore {
  return {
    name: 'missed_events',
    pause_seconds: PAUSE_SECONDS,
    round: async (note, signal) => {
      const progress = readProgress(note) ?? (await beginning(till))
      // Before the first payment nothing can have been missed.
      return progress ? look(till, progress, signal) : undefined
    },
  }
}

async function beginning(till: Till): Promise<Progress | undefined> {
  const first = await findFirstPayment(till.db)
  return first && { done_until_ms: first.getTime() }
}

async function look(till: Till, progress: Progress, signal: AbortSignal): Promise<Round> {
  const from_ms = Math.max(progress.done_until_ms - OVERLAP_MS, Date.now() - KEPT_MS)
  let at = { newest_ms: progress.done_until_ms, ...progress }
  for (let page = 0; page < PAGES_MAX && !signal.aborted; page++) {
    const listed = await list(till, from_ms, at.below_id)
    // The event below which to go on is forgotten by now: the look begins anew.
    if (!listed) return { note: { done_until_ms: progress.done_until_ms }, isUnfinished: true }
    const times = listed.events.map(({ made_at }) => made_at.getTime())
    at.newest_ms = Math.max(at.newest_ms, ...times)
    const again_ms = await takeMissed(till, listed.events, Math.max(at.newest_ms, Date.now()))
    if (again_ms !== undefined) at.again_ms = Math.min(again_ms, at.again_ms ?? again_ms)
    if (!listed.hasMore) return { note: { done_until_ms: at.again_ms ?? at.newest_ms } }
    at = { ...at, below_id: listed.events.at(-1)?.id ?? '' }
  }
  return { note: { ...at }, isUnfinished: true }
}

async function list(till: Till, from_ms: number, belowId: string | undefined) {
  try {
    return await till.gateway.eventsMade(handledTypes, new Date(from_ms), belowId)
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
  const failed: StripeEvent[] = []
  for (const event of events) {
    if (known.has(event.id)) continue
    const outcome = await inLogScope({}, () => take(till, event))
    if (outcome === 'deferred') again.push(event)
    if (outcome === 'failed') failed.push(event)
    if (failed.length > FAILURES_MAX) throw new Error('Too many events cannot be handled')
  }
  // An event that has failed for a day is a person's business; until then it is tried again.
  const isLost = ({ made_at }: StripeEvent) => now_ms - made_at.getTime() > GIVE_UP_MS
  for (const event of failed) {
    if (isLost(event)) await giveUp(till, event)
    else again.push(event)
  }
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

function readProgress(note: Record<string, unknown>): Progress | undefined {
  return typeof note['done_until_ms'] === 'number' ? (note as unknown as Progress) : undefined
}
