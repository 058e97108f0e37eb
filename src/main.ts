import type { AddressInfo } from 'node:net'
import { openAlert } from './alerts/index.ts'
import { expire, expireQueue, fulfilQueue, retryFulfil, type Till } from './checkout/index.ts'
import { startJobs, type Queue } from './jobs/index.ts'
import {
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
  await migrateDatabase(config.databaseUrl)
  const db = openDatabase(config.databaseUrl, (error) =>
    log.error({ err: error }, 'database.connection_lost'),
  )
  const post = openPost(config.smtpUrl, config.mailFrom)
  const gateway = openGateway(config.stripe)
  const till: Till = { db, gateway, log, holdSeconds: config.holdSeconds }
  const closing: (() => Promise<unknown>)[] = [() => db.end(), async () => post.close()]
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    const server = await buildServer(till, config)
    closing.push(() => server.close())
    const jobs = await startJobs(db, config.databaseUrl, queuesOf(till, config, post), log)
    closing.splice(2, 0, () => jobs.stop())
    await server.listen({ host: config.host, port: config.port })
    const { port } = server.server.address() as AddressInfo
    return { url: `http://${config.host}:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function queuesOf(till: Till, config: Config, post: Post): Queue[] {
  const composers = mailComposers(till.db, config)
  const common = { retryDelaySeconds: 2, retryDelaySecondsMax: 900 }
  return [
    {
      ...common,
      name: expireQueue,
      handle: (job: { order_id: string }) => expire(till, job.order_id, 'expired'),
      // Stripe may be away for hours; a hold that nobody ends would keep its stock for ever.
      retries: 100,
    },
    {
      ...common,
      name: fulfilQueue,
      handle: (job: { order_id: string }) => retryFulfil(till, job.order_id),
      // Its own backoff enqueues the next try; these are for a process or a database that died.
      retries: 100,
    },
    {
      ...common,
      name: mailQueue,
      handle: (job: { mail_id: string }) =>
        deliverMail(till.db, post, composers, job.mail_id, till.log),
      retries: 12,
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
