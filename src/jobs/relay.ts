import type { Db, PgBoss } from 'pg-boss'
import { transaction, type Database, type Log, type Queryable } from '../kernel/index.ts'
import { committedWork } from './enqueue.ts'
import { takeRequests, type JobRequest } from './request.sql.ts'

/**
 * How many requests move at once: large enough for a burst, small enough for a short transaction.
 */
const BATCH_MAX = 500
/**
 * A worker that gives no sign for this long is dead, and its job is taken up again: about six
 * seconds after the death, with the look-out for it every second and the pause before a retry
 * (F08). Shorter, and a process that is merely busy would be taken for dead; its work would be done
 * twice, which is harmless and a waste. A queue may not have less than 10 s, a single job may.
 */
const HEARTBEAT_SECONDS = 4
/** Work asked for by another process is found by looking; a guest does not notice this long. */
const POLL_MS = 500

/**
 * Moves committed requests into the queue, each exactly once: they leave the table and enter the
 * queue in one transaction. Only `queues` are moved: while two versions run side by side, work for
 * a queue that is new here or gone waits for the version that knows it. Returns a function that
 * stops it after the batch at hand.
 */
export function startRelay(
  db: Database,
  boss: PgBoss,
  queues: string[],
  log: Log,
): () => Promise<void> {
  const stopping = new AbortController()
  const bell = new EventTarget()
  const wake = () => bell.dispatchEvent(new Event('ring'))
  const loop = async () => {
    while (!stopping.signal.aborted) {
      const moved = await moveBatch(db, boss, queues).catch((error: unknown) => {
        log.error({ err: error }, 'jobs.relay_failed')
        return 0
      })
      if (moved < BATCH_MAX) await pause(bell, stopping.signal)
    }
  }
  committedWork.on('committed', wake)
  const done = loop()
  return async () => {
    committedWork.off('committed', wake)
    stopping.abort()
    wake()
    await done
  }
}

/** Until the bell rings, or POLL_MS have passed. */
function pause(bell: EventTarget, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      bell.removeEventListener('ring', end)
      resolve()
    }
    const timer = setTimeout(end, POLL_MS)
    bell.addEventListener('ring', end)
  })
}

function moveBatch(db: Database, boss: PgBoss, queues: string[]): Promise<number> {
  return transaction(db, async (tx) => {
    const requests = await takeRequests(tx, queues, BATCH_MAX)
    for (const [queue, group] of Map.groupBy(requests, (request) => request.queue)) {
      await boss.insert(queue, group.map(toJob), { db: adapter(tx) })
    }
    return requests.length
  })
}

const toJob = (request: JobRequest) => ({
  data: request.payload,
  startAfter: request.start_after,
  heartbeatSeconds: HEARTBEAT_SECONDS,
})

/** Lets the queue write inside our transaction. */
function adapter(tx: Queryable): Db {
  return { executeSql: (text, values) => tx.query({ text, ...(values && { values }) }) }
}
