import {
  inLogScope,
  rest,
  waitAtMost,
  watched,
  type Database,
  type Log,
  type Queryable,
} from '../kernel/index.ts'
import {
  claimChores,
  insertChores,
  markChoreFailed,
  markDone,
  renewClaim,
  selectFailing,
  type ClaimedChore,
} from './chore.sql.ts'

/** Something that the house does again and again by itself. */
export interface Chore {
  name: string
  /** The pause between two rounds, in seconds. */
  pause_seconds: number
  /**
   * Does one round, from where `note` says that the last one left off. Must be idempotent, since a
   * round whose process died is begun anew; ends early when `signal` is raised. What it throws is
   * logged, and the next round comes after a pause that grows.
   */
  round(note: Record<string, unknown>, signal: AbortSignal): Promise<Round | void>
}

/** How a round has ended. */
export interface Round {
  /** Where the next one goes on; without it, where this one began. */
  note?: Record<string, unknown>
  /** There is more to do: the next round is due at once. */
  isUnfinished?: boolean
  /** What failed of it, while the rest was done: it counts as failed, and yet its note stands. */
  failure?: unknown
}

/** Who is told of chores that do not get done. */
export interface Overseer {
  /** So many rounds have failed, one after the other; told at each further one. */
  keepsFailing(name: string, failures: number, error: unknown): Promise<void>
  /** It works again; told anew if the process dies meanwhile. */
  worksAgain(name: string): Promise<void>
}

/**
 * Nine pauses that grow, so a restart of Stripe or of the database bothers nobody: 14 minutes for a
 * chore that comes every two seconds, 37 for one of a minute, and never more than 45.
 */
const FAILURES_TOLD = 10
/** A process looks for due chores this often; one small statement, which finds nothing mostly. */
const LOOK_MS = 1_000
/** A chore whose process died without a word is done by another one after about this long. */
const LEASE_SECONDS = 6
/** Three chances to say "I live" within a lease. */
const RENEW_MS = 2_000
/** The pause after the first failure, unless the chore's own is longer; it doubles. */
const BACKOFF_SECONDS = 1
/** Stripe or the database may be away for hours: one try in five minutes then costs nothing. */
const BACKOFF_SECONDS_MAX = 300
/** The chores at hand get this long to end when the process stops. */
const STOP_TIMEOUT_MS = 10_000

interface Office {
  db: Database
  log: Log
  chores: Chore[]
  overseer: Overseer | undefined
  /** No pause between two rounds is longer than this. */
  pauseSecondsMax: number
  underWay: Set<Promise<void>>
  stopping: AbortController
}

/**
 * Does `chores` whenever they are due, all of them first at once. Of several processes exactly one
 * does each: the claim is a guarded update with a lease, which ends when the claimer dies. `stop`
 * waits for what is under way.
 */
export function startChores(
  db: Database,
  chores: Chore[],
  log: Log,
  pauseSecondsMax: number,
  overseer?: Overseer,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  const office = { db, log, chores, overseer, pauseSecondsMax, underWay, stopping }
  const looking = look(office)
  return {
    stop: async () => {
      stopping.abort()
      await looking
      await waitAtMost(STOP_TIMEOUT_MS, Promise.all(office.underWay))
    },
  }
}

/** Those of `names` whose last rounds have all failed, so often that somebody was told. */
export function keepFailing(db: Queryable, names: string[]): Promise<string[]> {
  return selectFailing(db, names, FAILURES_TOLD)
}

async function look(office: Office): Promise<void> {
  const { db, log, chores, pauseSecondsMax, stopping } = office
  const names = chores.map(({ name }) => name)
  const pause_ms = Math.min(LOOK_MS, (pauseSecondsMax * 1000) / 2)
  let isEntered = false
  while (!stopping.signal.aborted) {
    try {
      if (!isEntered) await insertChores(db, names)
      isEntered = true
      for (const claimed of await claimChores(db, names, LEASE_SECONDS)) begin(office, claimed)
    } catch (error) {
      log.error({ err: error }, 'chores.look_failed')
    }
    await rest(pause_ms, stopping.signal)
  }
}

function begin(office: Office, claimed: ClaimedChore): void {
  const work = inLogScope({ chore: claimed.name }, () => doRound(office, claimed))
    // Not even its end could be written down: its lease ends, and somebody does it anew.
    .catch((error: unknown) => office.log.error({ chore: claimed.name, err: error }, 'chore.lost'))
    .finally(() => office.underWay.delete(work))
  office.underWay.add(work)
}

async function doRound(office: Office, claimed: ClaimedChore): Promise<void> {
  const { db, log, chores, overseer, pauseSecondsMax, stopping } = office
  const chore = chores.find(({ name }) => name === claimed.name)
  if (!chore) return
  const renewing = setInterval(() => {
    renewClaim(db, claimed, LEASE_SECONDS).catch((error: unknown) =>
      log.warn({ chore: chore.name, err: error }, 'chore.not_renewed'),
    )
  }, RENEW_MS)
  const pause = Math.min(chore.pause_seconds, pauseSecondsMax)
  try {
    const round = () => chore.round(claimed.note, stopping.signal)
    const ended = (await watched('chore', chore.name, round)) ?? {}
    const { note = claimed.note, isUnfinished, failure } = ended
    if (failure !== undefined) return await noteFailed(office, { ...claimed, note }, pause, failure)
    if (claimed.failures >= FAILURES_TOLD) await overseer?.worksAgain(chore.name)
    await markDone(db, claimed, isUnfinished ? 0 : pause, note)
  } catch (error) {
    await noteFailed(office, claimed, pause, error)
  } finally {
    clearInterval(renewing)
  }
}

async function noteFailed(
  { db, log, overseer }: Office,
  claimed: ClaimedChore,
  pause: number,
  error: unknown,
): Promise<void> {
  log.error({ chore: claimed.name, err: error }, 'chore.failed')
  await markChoreFailed(db, claimed, Math.max(pause, BACKOFF_SECONDS), BACKOFF_SECONDS_MAX)
  const failures = claimed.failures + 1
  if (failures >= FAILURES_TOLD) await overseer?.keepsFailing(claimed.name, failures, error)
}
