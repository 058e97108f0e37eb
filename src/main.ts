import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { openAlert } from './alerts/index.ts'
import {
  expire,
  expireQueue,
  fulfilQueue,
  giveUpExpire,
  giveUpFulfil,
  giveUpRefund,
  giveUpRelease,
  refundQueue,
  releaseQueue,
  retryFulfil,
  sendRefund,
  sendRelease,
  startSweep,
  type FulfilJob,
  type RefundJob,
  type ReleaseJob,
  type Till,
} from './checkout/index.ts'
import { inboxChores } from './inbox/index.ts'
import { startJobs, type Queue } from './jobs/index.ts'
import {
  dieAt,
  migrate as migrateDatabase,
  openDatabase,
  openLog,
  readConfig,
  transaction,
  type Config,
} from './kernel/index.ts'
import { deliverMail, mailQueue, openPost, type Post } from './mail/index.ts'
import { openGateway } from './payments/index.ts'
import { buildServer, mailComposers } from './web/index.ts'

/**
 * With pauses of up to a quarter of an hour: Stripe, or the mail server, may be away for two days.
 */
const RETRIES = 200
/** Requests at hand get this long to end when the server stops; then they are cut. */
const CLOSE_TIMEOUT_MS = 10_000

type Environment = Record<string, string | undefined>

/** Brings the database that `env` names to the newest schema. */
export async function migrate(env: Environment): Promise<void> {
  await migrateDatabase(readConfig(env).databaseUrl)
}

/**
 * Runs the product: web server and workers in this process. Throws a ConfigError before anything is
 * started when `env` is wrong. `stop` finishes what is at hand and lets everything go.
 */
export async function runCoatcheck(
  env: Environment,
): Promise<{ url: string; stop(): Promise<void> }> {
  const config = readConfig(env)
  const log = openLog(config.logLevel, config.logFile)
  dieAt(config.dieAt)
  await migrateDatabase(config.databaseUrl)
  const db = openDatabase(config.databaseUrl, (error) =>
    log.error({ err: error }, 'database.connection_lost'),
  )
  const post = openPost(config.smtpUrl, config.mailFrom)
  const gateway = openGateway(config.stripe)
  const { holdSeconds, fulfilRetrySeconds, placing } = config
  const { unpaidPlacesMax } = placing
  const till: Till = { db, gateway, log, holdSeconds, unpaidPlacesMax, fulfilRetrySeconds }
  const closing: (() => Promise<unknown>)[] = [() => db.end(), async () => post.close()]
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    const server = await buildServer(till, config)
    closing.push(() => closeServer(server))
    const jobs = await startJobs(db, config.databaseUrl, queuesOf(till, config, post), log)
    closing.splice(2, 0, () => jobs.stop())
    const sweep = startSweep(till, config.sweep, inboxChores(till, config))
    closing.splice(3, 0, () => sweep.stop())
    await server.listen({ host: config.host, port: config.port })
    const { port } = server.server.address() as AddressInfo
    return { url: `http://${config.host}:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Takes no new request, lets those at hand end, and cuts what takes too long. */
async function closeServer(server: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => server.server.closeAllConnections(), CLOSE_TIMEOUT_MS)
  await server.close()
  clearTimeout(cut)
}

function queuesOf(till: Till, config: Config, post: Post): Queue[] {
  const composers = mailComposers(till.db, config)
  const common = { retries: RETRIES, retryDelaySeconds: 1, retryDelaySecondsMax: 900 }
  return [
    {
      ...common,
      name: expireQueue,
      handle: (job: { order_id: string }) => expire(till, job.order_id, 'expired'),
      giveUp: (job: { order_id: string }) => giveUpExpire(till, job),
    },
    {
      ...common,
      name: fulfilQueue,
      // Its own backoff enqueues the next try; these are for a process or a database that died.
      handle: (job: FulfilJob) => retryFulfil(till, job),
      giveUp: (job: FulfilJob) => giveUpFulfil(till, job),
    },
    {
      ...common,
      name: refundQueue,
      handle: (job: RefundJob) => sendRefund(till, job),
      giveUp: (job: RefundJob) => giveUpRefund(till, job),
    },
    {
      ...common,
      name: releaseQueue,
      handle: (job: ReleaseJob) => sendRelease(till, job),
      giveUp: (job: ReleaseJob) => giveUpRelease(till, job),
    },
    {
      ...common,
      name: mailQueue,
      handle: (job: { mail_id: string }) =>
        deliverMail(till.db, post, composers, job.mail_id, till.log),
      giveUp: (job: { mail_id: string }) =>
        transaction(till.db, (tx) => openAlert(tx, 'mail_undelivered', job.mail_id)),
    },
  ]
}

async function runAsProcess(): Promise<void> {
  const coatcheck = await runCoatcheck(process.env)
  const end = () => {
    void coatcheck.stop().then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}

if (import.meta.main) {
  runAsProcess().catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
