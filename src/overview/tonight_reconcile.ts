import type { Chore } from '../jobs/index.ts'
import type { Database } from '../kernel/index.ts'
import {
  checkPasses,
  checkPayments,
  checkTickets,
  checkWaiting,
  selectChecked,
  selectDiffering,
  selectNightsToCheck,
  type Difference,
} from './tonight_reconcile.sql.ts'

/** Whether every payment has its ticket, and every ticket its payment. */
export interface Reconciliation {
  /** When it was looked last, and what time it is now, by the database's clock. */
  checked_at: Date | null
  now: Date
  /** How many orders do not add up, and the first of them. */
  count: number
  differing: (Difference & {
    guest_name: string | null
    total_minor: number
    currency: string
  })[]
}

const NAME = 'reconcile'
const PAUSE_SECONDS = 20
/** A night and its morning: what has come before is final, or has an alert. */
const HOURS = 36
/** Looked at by one statement, so that none takes long. */
const BATCH = 1000
/** So many orders are named; more are no list for a person any more. */
const NAMED_MAX = 50

/** What a round has written down for the next one, and for the page. */
interface Note {
  checked_at?: string
  /** What the last round has found. */
  found?: Difference[]
  /** What two rounds, one after the other, have found. */
  differing?: Difference[]
  count?: number
}

/**
 * Holds payments and tickets against each other again and again: captured payments without tickets,
 * refund or open alert, and valid tickets without money, among all that may still change. What
 * differs is shown when two rounds have found it, since orders are on their way.
 */
export function reconcile(db: Database): Chore {
  return {
    name: NAME,
    pause_seconds: PAUSE_SECONDS,
    round: async (last: Note, signal) => {
      const found = await findDifferences(db, signal)
      // Half a look says nothing; the last one stands.
      if (!found) return
      const known = new Set((last.found ?? []).map(keyOf))
      const lasting = found.filter((one) => known.has(keyOf(one)))
      const note: Note = {
        checked_at: new Date().toISOString(),
        // Many differ only when something is very wrong; they are found again one by one.
        found: found.slice(0, NAMED_MAX * 20),
        differing: lasting.slice(0, NAMED_MAX),
        count: lasting.length,
      }
      return { note: { ...note } }
    },
  }
}

/** What the last round has found, for people: with the guests' names. */
export async function reconciliation(db: Database): Promise<Reconciliation> {
  const checked = await selectChecked(db)
  const { checked_at, differing = [], count = 0 } = (checked?.note ?? {}) as Note
  const orders = await selectDiffering(
    db,
    differing.map(({ order_id }) => order_id),
  )
  return {
    checked_at: checked_at ? new Date(checked_at) : null,
    now: checked?.now ?? new Date(),
    count,
    differing: differing.flatMap((one) => {
      const order = orders.find(({ order_id }) => order_id === one.order_id)
      return order ? [{ ...one, ...order }] : []
    }),
  }
}

/** Everything that differs at this moment; undefined when it was told to stop half-way. */
async function findDifferences(
  db: Database,
  signal: AbortSignal,
): Promise<Difference[] | undefined> {
  const found = new Map<string, Difference>()
  const keep = (differing: Difference[]) => {
    for (const one of differing) found.set(keyOf(one), one)
  }
  keep((await checkWaiting(db, BATCH)).differing)
  let at = '-infinity'
  for (let id = ''; !signal.aborted;) {
    const page = await checkPayments(db, HOURS, at, id, BATCH)
    keep(page.differing)
    if (page.size < BATCH || page.last_id === null || page.last_at === null) break
    at = page.last_at
    id = page.last_id
  }
  for (const night of await selectNightsToCheck(db)) {
    keep(await checkPasses(db, night))
    for (let id = ''; !signal.aborted;) {
      const page = await checkTickets(db, night, id, BATCH)
      keep(page.differing)
      if (page.size < BATCH || page.last_id === null) break
      id = page.last_id
    }
  }
  return signal.aborted ? undefined : [...found.values()]
}

const keyOf = ({ order_id, what }: Difference) => `${what} ${order_id}`
