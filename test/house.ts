import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { startMailbox } from '../local/mailbox.ts'
import { openDatabase, type Database } from '../src/kernel/index.ts'
import { runCoatcheck } from '../src/main.ts'
import { startStripeSim, type StripeSim } from '../stripe-sim/index.ts'
import { freePort } from './free_port.ts'
import { freshDatabase, refuseOthers } from './postgres.ts'

/** What the product needs around it: its own database, simulator and mailbox. */
export interface Surroundings {
  db: Database
  databaseUrl: string
  sim: StripeSim
  mailbox: Awaited<ReturnType<typeof startMailbox>>
  /** The product's environment: where all of that is, at which port to listen, and `env` on top. */
  settingsFor: (port: number, env: Record<string, string>) => Record<string, string>
  /** Ends the connections that a test which failed half-way has not given back, and their locks. */
  takeBack: () => void
  /** Ends all of it; the product must have ended. */
  close(): Promise<void>
}

/** A box office that runs for one test file: its surroundings, and the product in this process. */
export interface House extends Omit<Surroundings, 'settingsFor' | 'takeBack'> {
  url: string
  /** What the console says at the last start, while nobody works there. */
  firstOwnerUrl(): string | undefined
  /** Runs a second product beside it, with `env` on top, as another server of the same house. */
  openSecond(env?: Record<string, string>): Promise<{ url: string; stop(): Promise<void> }>
  /** Stops the product and starts it again, from now on with `env` on top; all else stays. */
  restart(env?: Record<string, string>): Promise<void>
  /** Stops the product only. */
  stopProduct(): Promise<void>
}

/** What the simulator signs webhooks with. */
export const webhookSecret = 'whsec_house'

/** What the sessions of who works there are signed with, and visitors known by. */
export const authSecret = 'the-secret-of-a-house-that-nobody-lives-in'

/**
 * Opens a house. `env` replaces settings of the product. Throws what the product throws when it
 * does not start, or where its database is none that tests have made; nothing is left open then.
 */
export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  const port = await freePort()
  const { settingsFor, takeBack, ...around } = await openSurroundings(port)
  const settings = settingsFor(port, env)
  let product = await startOnOurs(settings).catch(async (error: unknown) => {
    await around.close()
    throw error
  })
  return {
    ...around,
    url: `http://localhost:${port}`,
    stopProduct: () => product.stop(),
    firstOwnerUrl: () => product.firstOwnerUrl,
    openSecond: async (changed = {}) => {
      const second = await freePort()
      const other = await startOnOurs({ ...settings, ...changed, PORT: String(second) })
      return { url: `http://localhost:${second}`, stop: () => other.stop() }
    },
    restart: async (changed = {}) => {
      await product.stop()
      product = await startOnOurs(Object.assign(settings, changed))
    },
    close: async () => {
      takeBack()
      await product.stop()
      await around.close()
    },
  }
}

async function startOnOurs(settings: Record<string, string>) {
  await refuseOthers(settings['DATABASE_URL'] ?? '')
  return runCoatcheck(settings)
}

/** Opens everything around a product that is to hear of Stripe's events at `port`. */
export async function openSurroundings(port: number): Promise<Surroundings> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-house-'))
  const mailbox = await startMailbox({ dir: folder, smtpPort: 0, httpPort: 0 })
  const sim = await startStripeSim({
    webhookEndpoints: [webhookEndpoint(port)],
    settings: { webhook_retries: [200, 400, 800, 1600, 3200] },
  })
  const db = openDatabase(database.url, () => {}) as Pool
  const takeBack = lending(db)
  return {
    db,
    databaseUrl: database.url,
    sim,
    mailbox,
    settingsFor: (own, env) => ({
      PORT: String(own),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: database.url,
      STRIPE_SECRET_KEY: sim.secretKey,
      STRIPE_PUBLISHABLE_KEY: sim.publishableKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_URL: sim.url,
      STRIPE_JS_URL: `${sim.url}/v3/stripe.js`,
      SMTP_URL: mailbox.smtpUrl,
      MAIL_FROM: 'Basement Nine <tickets@basement-nine.example>',
      OWNER_EMAIL: 'owner@basement-nine.example',
      AUTH_SECRET: authSecret,
      // Each mail about an alert is seen, however many come at once.
      ALERT_MAILS_MAX: '1000000',
      // All guests of a test come from this one computer, and so do those of a night or a bench.
      UNPAID_PLACES_MAX: '1000000',
      FREE_DECLINES_MAX: '1000000',
      PLACEMENTS_PER_MINUTE_MAX: '1000000',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
      ...env,
    }),
    takeBack,
    close: async () => {
      takeBack()
      await sim.close()
      await mailbox.close()
      await db.end()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Where a product at `port` hears of Stripe's events, and the secret by which it knows them. */
export function webhookEndpoint(port: number): { url: string; secret: string } {
  return { url: `http://localhost:${port}/webhooks/stripe`, secret: webhookSecret }
}

/** Returns what takes back the connections that a test has asked for and not given back. */
function lending(db: Pool): () => void {
  const lent = new Set<PoolClient>()
  const connect = db.connect.bind(db)
  const lend = async () => {
    const client = await connect()
    lent.add(client)
    return client
  }
  // With a callback it is the pool itself that asks, for one question, and gives it back.
  db.connect = ((callback?: Parameters<typeof connect>[0]) =>
    callback ? connect(callback) : lend()) as Pool['connect']
  db.on('release', (_error, client) => lent.delete(client))
  return () => {
    for (const client of lent) client.release(true)
  }
}
