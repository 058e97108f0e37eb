import { PgBoss, type Job, type JobResult, type Queue as QueueRow } from 'pg-boss'
import { inLogScope, watched, type Database, type Log, type LogIds } from '../kernel/index.ts'
import { paced } from './paced.ts'
import { startRelay } from './relay.ts'

/** One kind of work: what does it, how often it is tried, and what happens when that fails. */
export interface Queue {
  name: string
  /**
   * Does the work. Throws to be tried again; must be idempotent, since a killed worker's job is.
   */
  handle: (payload: never) => Promise<void>
  /** How often it is tried again after the first failure. */
  retries: number
  /** The pause before the first retry; it doubles each time, with jitter. */
  retryDelaySeconds: number
  retryDelaySecondsMax: number
  /** Jobs begin at least so far apart in each process; without it, as many at once as there are. */
  betweenMs?: number
  /** Called once with the payload when the last try has failed. */
  giveUp?: (payload: never) => Promise<void>
}

/** The running queue and its workers. */
export interface Jobs {
  /** Lets the jobs at hand end within `limit_ms`; what has not ended by then is given back. */
  stop(limit_ms?: number): Promise<void>
}

/** The shortest that a queue may have; jobs that the relay brings have a shorter one. */
const HEARTBEAT_SECONDS = 10
/**
 * No handler of ours is meant to run longer: each makes a few requests with timeouts of their own.
 */
const EXPIRE_SECONDS = 120
/** Work that cannot be done for two weeks is a person's business, who has an alert by then. */
const RETENTION_SECONDS = 14 * 86_400
/** Done jobs are kept for a day, for whoever asks what happened. */
const DONE_RETENTION_SECONDS = 86_400
const STOP_TIMEOUT_MS = 10_000
const GIVE_UP_RETRIES = 20
/** Never 1: with a batch of one, pg-boss took 30 s over a backlog of 20 (shared measurements). */
const BATCH_SIZE = 5
const CONCURRENCY = 4

/** Starts the queue, the relay and a worker for each of `queues`. */
export async function startJobs(
  db: Database,
  databaseUrl: string,
  queues: Queue[],
  log: Log,
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 4,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    schedule: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'jobs.queue_error'))
  await boss.start()
  const stopQueue = (limit_ms = STOP_TIMEOUT_MS) =>
    boss.stop({ graceful: true, timeout: Math.min(limit_ms, STOP_TIMEOUT_MS) })
  try {
    for (const queue of queues) await openQueue(boss, queue, log)
  } catch (error) {
    await stopQueue()
    throw error
  }
  const names = queues.map((queue) => queue.name)
  const stopRelay = startRelay(db, boss, names, log)
  return {
    stop: async (limit_ms) => {
      await stopRelay()
      await stopQueue(limit_ms)
    },
  }
}

/**
 * Makes the queue's tables, or brings them to the newest form, and starts nothing: pages read them,
 * and a process that only answers may be there before the first one that works.
 */
export async function installQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 1,
    supervise: false,
    schedule: false,
  })
  // What fails is thrown by the start.
  boss.on('error', () => {})
  await boss.start()
  await boss.stop({ graceful: false })
}

type QueueOptions = Omit<QueueRow, 'name' | 'policy' | 'partition'>

async function openQueue(boss: PgBoss, queue: Queue, log: Log): Promise<void> {
  const dead = `${queue.name}.given_up`
  const common = {
    expireInSeconds: EXPIRE_SECONDS,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: RETENTION_SECONDS,
    deleteAfterSeconds: DONE_RETENTION_SECONDS,
    retryDelay: queue.retryDelaySeconds,
    retryBackoff: true,
    retryDelayMax: queue.retryDelaySecondsMax,
  }
  if (queue.giveUp) {
    await putQueue(boss, dead, { ...common, retryLimit: GIVE_UP_RETRIES })
    await work(boss, dead, queue.giveUp, log)
  }
  const options = { ...common, retryLimit: queue.retries }
  await putQueue(boss, queue.name, queue.giveUp ? { ...options, deadLetter: dead } : options)
  const { handle, betweenMs } = queue
  await work(boss, queue.name, betweenMs ? paced(handle, betweenMs) : handle, log)
}

/** Creates a queue; one that is there already, with the options of an older version, takes ours. */
async function putQueue(boss: PgBoss, name: string, options: QueueOptions): Promise<void> {
  await boss.createQueue(name, options)
  await boss.updateQueue(name, options)
}

async function work(boss: PgBoss, name: string, handle: Queue['handle'], log: Log): Promise<void> {
  await boss.work<object>(
    name,
    {
      perJobResults: true,
      batchSize: BATCH_SIZE,
      localConcurrency: CONCURRENCY,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 0.5,
    } as { perJobResults: true },
    (batch) => Promise.all(batch.map((job) => runOne(job, handle, log))),
  )
}

/** Runs one job of a batch; its failure is its own and not its neighbours'. */
function runOne(job: Job, handle: Queue['handle'], log: Log): Promise<JobResult> {
  return inLogScope(idsOf(job), async (): Promise<JobResult> => {
    try {
      const { traceparent, ...payload } = job.data as { traceparent?: string }
      await watched('job', job.name, () => handle(payload as never), traceparent)
      return { id: job.id, status: 'completed' }
    } catch (error) {
      log.error({ queue: job.name, payload: job.data, err: error }, 'job.failed')
      return { id: job.id, status: 'failed', output: { name: (error as Error).name } }
    }
  })
}

/** The order of a job that names it; of a refund or a mail its handler finds that out. */
function idsOf(job: Job): LogIds {
  const { order_id } = job.data as { order_id?: string }
  return { job: job.id, ...(order_id && { order: order_id }) }
}
