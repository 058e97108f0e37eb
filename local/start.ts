import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildClient } from '../build/client.ts'
import { ConfigError, readConfig } from '../src/kernel/index.ts'
import { firstOwnerWords, migrate, runCoatcheck } from '../src/main.ts'
import { banner } from './banner.ts'
import { loadDemoVenue } from './demo.ts'
import { keptSecret } from './kept_secret.ts'
import { startMailbox } from './mailbox.ts'
import { startPostgres } from './postgres.ts'
import { planStart, withFreePorts, type Plan } from './settings.ts'
import { startSimulator } from './simulator.ts'
import { sentenceFor, tablesDoNotFit } from './start_faults.ts'

// What `npm start` runs: whatever is not given from outside, then the product, in this process.

/** What runs, by name. The product ends first, while all that it talks to is still there. */
type Part = 'product' | 'simulator' | 'mailbox' | 'postgres'
const END_ORDER: Part[] = ['product', 'simulator', 'mailbox', 'postgres']
/** Longer than any request or job at hand needs; what has not ended by then is cut off. */
const END_MS_MAX = 10_000
/** How soon the death of the launcher is noticed. */
const LAUNCHER_WATCH_MS = 500

/** What is made or known only once the settings are well. */
const LATER = {
  DATABASE_URL: 'postgresql://later/',
  SMTP_URL: 'smtp://later',
  AUTH_SECRET: 'made-later-and-kept-among-the-data',
}

const running = new Map<Part, () => Promise<unknown>>()
let ending = false
let port = 0

endOnSignals()
try {
  await start()
} catch (error) {
  await end(1, sentenceFor(error, port))
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const given = await withFreePorts(process.env)
  const dataFolder = resolve(given['DATA_DIR'] || '.data')
  const plan = planStart(given, dataFolder)
  port = plan.port
  checkSettings(plan)
  plan.env['AUTH_SECRET'] ||= keptSecret(dataFolder)
  process.stdout.write('Coatcheck is starting …\n')
  await all([startPostgresFor(plan), startMailboxFor(plan), startSimulatorFor(plan), buildClient()])
  await fillDatabase(plan)
  const product = await runCoatcheck(plan.env)
  running.set('product', () => product.stop())
  process.stdout.write(banner(plan))
  if (product.firstOwnerUrl) process.stdout.write(firstOwnerWords(product.firstOwnerUrl))
}

/** Says at once what is wrong with the settings, with stand-ins for addresses known only later. */
function checkSettings({ env, faults }: Plan): void {
  try {
    readConfig({ ...LATER, ...env })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    throw new ConfigError([...faults, ...error.faults])
  }
  if (faults.length > 0) throw new ConfigError(faults)
}

async function startPostgresFor(plan: Plan): Promise<void> {
  if (!plan.embeds.postgres) return
  const postgres = await startPostgres({ dir: plan.folders.postgres, database: 'coatcheck' })
  running.set('postgres', () => postgres.stop())
  endWhen(
    postgres.died,
    `PostgreSQL ended unexpectedly: see ${plan.folders.postgres}/postgres.log.`,
  )
  plan.env['DATABASE_URL'] = postgres.url
}

async function startMailboxFor(plan: Plan): Promise<void> {
  if (!plan.embeds.mailbox) return
  const { folders, host, mailboxPort: httpPort, smtpPort } = plan
  const mailbox = await startMailbox({ dir: folders.mailbox, host, httpPort, smtpPort })
  running.set('mailbox', () => mailbox.close())
  plan.env['SMTP_URL'] = mailbox.smtpUrl
}

async function startSimulatorFor(plan: Plan): Promise<void> {
  if (!plan.embeds.simulator) return
  const simulator = await startSimulator(plan)
  running.set('simulator', () => simulator.stop())
  endWhen(simulator.died, 'The simulator of Stripe ended unexpectedly: start Coatcheck again.')
}

/** A house of one's own begins empty: its owner makes the venue. */
async function fillDatabase({ env, embeds, folders }: Plan): Promise<void> {
  const place = embeds.postgres ? folders.postgres : 'the database at DATABASE_URL'
  try {
    await migrate(env)
  } catch (error) {
    throw tablesDoNotFit(error, place)
  }
  const { environment } = readConfig({ ...LATER, ...env })
  if (environment === 'demo') await loadDemoVenue(env['DATABASE_URL'] ?? '')
}

/** Waits for all, the failed ones too: what is still starting could not be ended. */
async function all(parts: Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(parts)
  const failed = settled.find((part) => part.status === 'rejected')
  if (failed) throw failed.reason
}

function endWhen(died: Promise<void>, sentence: string): void {
  void died.then(() => end(1, sentence))
}

/** Ctrl-C, `kill` and a closed terminal end everything; once more, and at once. */
function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1)
      void end(0)
    })
  }
  const launcher = process.ppid
  if (process.env['COATCHECK_LAUNCHER'] !== String(launcher)) return
  // When even the launcher was killed, nobody is left who could end this process with Ctrl-C.
  setInterval(() => {
    if (process.ppid !== launcher && !ending) void end(0)
  }, LAUNCHER_WATCH_MS).unref()
}

/** Ends what runs, one after the other, then this process. A sentence goes to standard error. */
async function end(code: number, sentence = ''): Promise<void> {
  if (ending) return
  ending = true
  if (sentence) process.stderr.write(`${sentence}\n`)
  // What hangs is cut off: PostgreSQL and the simulator end with this process in any case.
  setTimeout(() => process.exit(code || 1), END_MS_MAX).unref()
  for (const part of END_ORDER) {
    await running
      .get(part)?.()
      .catch((error: unknown) => {
        process.stderr.write(`Ending the ${part} failed: ${String(error)}\n`)
      })
  }
  process.exit(code)
}
