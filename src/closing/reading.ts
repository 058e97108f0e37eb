import type { Chore } from '../jobs/index.ts'
import { transaction, type Database } from '../kernel/index.ts'
import { StripeRefused, type Gateway, type StripeRecord } from '../payments/index.ts'
import {
  insertReading,
  moveOn,
  putRecords,
  restart,
  selectChanged,
  selectToRead,
  type Reading,
} from './reading.sql.ts'
import { forgetUnknown, noteUnknown, type UnknownIntents } from './unknown_intents.ts'

/** What is read for a night's close: our books, and Stripe. */
interface Books {
  db: Database
  gateway: Gateway
}

const PAUSE_SECONDS = 60
/** 400 intents in a round, and one round a second: guests' requests have the rest of the limit. */
const PAGES_MAX = 4
const CHANGED_PAUSE_SECONDS = 120
/** Each takes three requests. */
const CHANGED_MAX = 20
/** Stripe's clock and ours, and what an intent is made after its order. */
const MARGIN_MS = 6 * 60 * 60 * 1000

const KINDS = { payments: 'payment', refunds: 'refund', disputes: 'dispute' } as const
const AFTER = { payments: 'refunds', refunds: 'disputes', disputes: 'done' } as const

/**
 * Reads what Stripe itself has of each night's money when the night is over. Each page is asked for
 * outside of any transaction, and written down together with where to go on: so a process that dies
 * loses nothing, and nothing is counted twice.
 */
export function readNights(books: Books): Chore {
  return {
    name: 'read_nights',
    pause_seconds: PAUSE_SECONDS,
    round: async (_note, signal) => {
      for (let page = 0; page < PAGES_MAX; page++) {
        const reading = await selectToRead(books.db)
        if (!reading || signal.aborted) return
        await readPage(books, reading)
      }
      return { isUnfinished: true }
    },
  }
}

/**
 * Reads once more what has changed in our books since the night was read. What Stripe does not know
 * is remembered, and asked for ever more rarely, so that it keeps nothing else waiting.
 */
export function readChanged({ db, gateway }: Books): Chore {
  return {
    name: 'read_changed',
    pause_seconds: CHANGED_PAUSE_SECONDS,
    round: async (note, signal) => {
      let unknown = (note['unknown'] ?? {}) as UnknownIntents
      const changed = await selectChanged(db, unknown, CHANGED_MAX)
      for (const { payment_intent_id: id, night_id, now } of changed) {
        if (signal.aborted) break
        const records = await recordsOrNone(gateway, id)
        await transaction(db, (tx) => putRecords(tx, night_id, records, now))
        unknown = records.length > 0 ? forgetUnknown(unknown, id) : noteUnknown(unknown, id, now)
      }
      return { note: { unknown } }
    },
  }
}

/** All of the night is read anew, soon; false while it is being read. */
export function readAnew(db: Database, nightId: string): Promise<boolean> {
  return transaction(db, async (tx) => (await restart(tx, nightId)) > 0)
}

async function readPage({ db, gateway }: Books, reading: Reading): Promise<void> {
  const { night_id, phase, below_id, first_at, last_at, now } = reading
  const latest = phase === 'payments' ? last_at : now
  const { items, last_id, hasMore } = await gateway.recordsPage({
    kind: KINDS[phase],
    from: new Date(first_at.getTime() - MARGIN_MS),
    until: new Date(latest.getTime() + MARGIN_MS),
    below_id,
  })
  await transaction(db, async (tx) => {
    await insertReading(tx, night_id)
    const to = hasMore ? { phase, below_id: last_id } : { phase: AFTER[phase], below_id: null }
    // Somebody else was first: they have written the same down.
    if ((await moveOn(tx, reading, to)) === 0) return
    await putRecords(tx, night_id, items, now)
  })
}

/** Nothing where Stripe does not know it: the report says so, and a later look asks again. */
async function recordsOrNone(gateway: Gateway, intentId: string): Promise<StripeRecord[]> {
  try {
    return await gateway.recordsOf(intentId)
  } catch (error) {
    if (error instanceof StripeRefused) return []
    throw error
  }
}
