import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import {
  expire,
  expireQueue,
  fulfilQueue,
  giveUpFulfil,
  giveUpRelease,
  noteBounce,
  proofKeyOf,
  refundQueue,
  releaseQueue,
  retryFulfil,
  sendRefund,
  sendRelease,
  eraseOldGuests,
  startSweep,
  waitingWork,
  withdraw,
  withdrawQueue,
  type FulfilJob,
  type RefundJob,
  type ReleaseJob,
  type Till,
  type WithdrawJob,
} from './checkout/index.ts'
import { oweCloseMails, readChanged, readNights } from './closing/index.ts'
import { endOnSignals, planEnding, type Ending } from './ending.ts'
import { openIdentity, purgeIdentity, welcome, type Identity } from './identity/index.ts'
import { inboxChores } from './inbox/index.ts'
import { installQueue, startJobs, type Queue } from './jobs/index.ts'
import {
  dieAt,
  migrate as migrateDatabase,
  openDatabase,
  openLog,
  readConfig,
  startTracing,
  type Config,
} from './kernel/index.ts'
import { deliverMail, mailQueue, openPost, type Post } from './mail/index.ts'
import { reconcile } from './overview/index.ts'
import { openGateway } from './payments/index.ts'
import { buildBareServer, buildServer, mailComposers } from './web/index.ts'

/**
 * With pauses of up to a quarter of an hour: Stripe, or the mail server, may be away for two days.
 */
const RETRIES = 200
/**
 * Three quarters of an hour of such pauses: then the owner is told, and the sweep begins anew. Of
 * what waits elsewhere the sweep tells by its age.
 */
const RETRIES_UNTOLD = 12
/**
 * Each end of a hold asks Stripe twice, and hundreds may end at once. Stripe takes a hundred reads
 * and a hundred writes in a second, and guests need theirs (F67).
 */
const EXPIRE_BETWEEN_MS = 100

/** So soon a connection is closed that its last request at the end has left. */
const CLOSE_IDLE_MS = 50

type Environment = Record<string, string | undefined>

/** The product while it runs. */
interface Running {
  url: string
  /** Makes the first owner, while there is none: for whoever sees the console, and nobody else. */
  firstOwnerUrl: string | undefined
  stop(): Promise<void>
}

/** Brings the database that `env` names to the newest schema, and marks whose it is. */
export async function migrate(env: Environment): Promise<void> {
  const { databaseUrl, environment } = readConfig(env)
  await migrateDatabase(databaseUrl, environment)
  await installQueue(databaseUrl)
}

/**
 * Runs the product in this process: the web server, the workers, or both, as the setting ROLE says.
 * Throws a ConfigError before anything is started when `env` is wrong. `stop` finishes what is at
 * hand and lets everything go.
 */
export async function runCoatcheck(env: Environment): Promise<Running> {
  const config = readConfig(env)
  const log = openLog(config.logLevel, config.logFile)
  dieAt(config.dieAt)
  await migrateDatabase(config.databaseUrl, config.environment)
  const db = openDatabase(config.databaseUrl, (error) =>
    log.error({ err: error }, 'database.connection_lost'),
  )
  const post = openPost(config.smtpUrl, config.mailFrom, config.mailAllowed)
  const gateway = openGateway(config.stripe)
  const { holdSeconds, holdExtensionSeconds, fulfilRetrySeconds } = config
  const { unpaidPlacesMax, workedPlacesMax } = config.placing
  const unpaid = { unpaidPlacesMax, workedPlacesMax, freeDeclinesMax: config.freeDeclinesMax }
  const patience = { holdSeconds, holdExtensionSeconds, fulfilRetrySeconds }
  const proofKey = proofKeyOf(config.stripe.secretKey)
  const till: Till = { db, gateway, log, ...unpaid, proofKey, ...patience }
  const identity = openIdentity(db, config, log)
  const ending = planEnding(config.watch)
  ending.needed(await startTracing(config.watch.traces))
  ending.needed(() => db.end())
  ending.needed(async () => post.close())
  try {
    const answers = config.role !== 'worker'
    const server = answers
      ? await buildServer(till, identity, config, ending.stopping)
      : await buildBareServer({ till, config, stopping: ending.stopping })
    ending.working((limit_ms) => closeServer(server, limit_ms))
    if (config.role === 'server') await installQueue(config.databaseUrl)
    else await startWork({ till, identity, post, config }, ending)
    const isDemo = config.environment === 'demo'
    const firstOwnerPath = answers ? await welcome(identity, isDemo) : undefined
    await server.listen({ host: config.host, port: config.port })
    ending.isOpen()
    const { port } = server.server.address() as AddressInfo
    const firstOwnerUrl = firstOwnerPath && config.publicUrl + firstOwnerPath
    return { url: `http://${config.host}:${port}`, firstOwnerUrl, stop: () => ending.stop() }
  } catch (error) {
    await ending.stop()
    throw error
  }
}

interface Office {
  till: Till
  identity: Identity
  post: Post
  config: Config
}

/** Starts what nobody waits for: jobs and chores. */
async function startWork(office: Office, ending: Ending): Promise<void> {
  const { till, identity, post, config } = office
  const { db, log } = till
  const composers = mailComposers(identity, config)
  const bounced = (mailId: string, status: string) => noteBounce(db, log, mailId, status)
  const send = (mailId: string) => deliverMail(db, post, composers, mailId, bounced, log)
  const queues = queuesOf(till, send)
  const jobs = await startJobs(db, config.databaseUrl, queues, log)
  ending.working((limit_ms) => jobs.stop(limit_ms))
  const names = queues.map(({ name }) => name)
  const ours = [
    purgeIdentity(identity),
    waitingWork(till, names, send),
    reconcile(db),
    eraseOldGuests(till),
  ]
  const nightly = [readNights(till), readChanged(till), oweCloseMails(db)]
  const sweep = startSweep(till, config.sweep, [...inboxChores(till, config), ...ours, ...nightly])
  ending.working(() => sweep.stop())
}

/** Takes no new request, lets those at hand end, and cuts what takes too long. */
async function closeServer(app: FastifyInstance, limit_ms: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), limit_ms)
  // Whoever is answered from now on would keep the connection for what they may ask next.
  const tidy = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_MS)
  await app.close()
  clearInterval(tidy)
  clearTimeout(cut)
}

function queuesOf(till: Till, send: (mailId: string) => Promise<void>): Queue[] {
  const common = { retries: RETRIES, retryDelaySeconds: 1, retryDelaySecondsMax: 900 }
  return [
    {
      ...common,
      betweenMs: EXPIRE_BETWEEN_MS,
      name: expireQueue,
      handle: (job: { order_id: string }) => expire(till, job.order_id, 'expired'),
    },
    {
      ...common,
      retries: RETRIES_UNTOLD,
      name: fulfilQueue,
      // Its own backoff enqueues the next try; these are for a process or a database that died.
      handle: (job: FulfilJob) => retryFulfil(till, job),
      giveUp: (job: FulfilJob) => giveUpFulfil(till, job),
    },
    {
      ...common,
      name: refundQueue,
      handle: (job: RefundJob) => sendRefund(till, job),
    },
    {
      ...common,
      retries: RETRIES_UNTOLD,
      name: releaseQueue,
      handle: (job: ReleaseJob) => sendRelease(till, job),
      giveUp: (job: ReleaseJob) => giveUpRelease(till, job),
    },
    {
      ...common,
      name: withdrawQueue,
      handle: (job: WithdrawJob) => withdraw(till, job),
    },
    {
      ...common,
      name: mailQueue,
      handle: (job: { mail_id: string }) => send(job.mail_id),
    },
  ]
}

/** What the console says while nobody works here. Never the log: others read that, too. */
export function firstOwnerWords(url: string): string {
  return `Nobody can sign in yet. Become the owner within a day, by a link that opens once:\n  ${url}\n`
}

/** `node src/main.ts migrate` brings the database up to date and ends; without it, all runs. */
async function runAsProcess(): Promise<void> {
  if (process.argv[2] === 'migrate') return migrate(process.env)
  const coatcheck = await runCoatcheck(process.env)
  const { firstOwnerUrl } = coatcheck
  if (firstOwnerUrl) process.stdout.write(firstOwnerWords(firstOwnerUrl))
  endOnSignals(() => coatcheck.stop(), readConfig(process.env).watch.stopSecondsMax)
}

if (import.meta.main) {
  runAsProcess().catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
