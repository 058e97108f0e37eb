import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMailbox } from '../local/mailbox.ts'
import { openDatabase, type Database } from '../src/kernel/index.ts'
import { runCoatcheck } from '../src/main.ts'
import { startStripeSim, type StripeSim } from '../stripe-sim/index.ts'
import { freshDatabase } from './postgres.ts'

/** A box office that runs for one test file: its own database, simulator, mailbox and server. */
export interface House {
  url: string
  db: Database
  databaseUrl: string
  sim: StripeSim
  mailbox: Awaited<ReturnType<typeof startMailbox>>
  /** Stops the product and starts it again, from now on with `env` on top; all else stays. */
  restart(env?: Record<string, string>): Promise<void>
  /** Stops the product only. */
  stopProduct(): Promise<void>
  close(): Promise<void>
}

const webhookSecret = 'whsec_house'

/** Opens a house. `env` replaces settings of the product. */
export async function openHouse(env: Record<string, string> = {}): Promise<House> {
  const database = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-house-'))
  const mailbox = await startMailbox({ dir: folder, smtpPort: 0, httpPort: 0 })
  const port = await freePort()
  const url = `http://localhost:${port}`
  const sim = await startStripeSim({
    webhookEndpoints: [{ url: `${url}/webhooks/stripe`, secret: webhookSecret }],
    settings: { webhook_retries: [200, 400, 800, 1600, 3200] },
  })
  const settings = {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    STRIPE_SECRET_KEY: sim.secretKey,
    STRIPE_PUBLISHABLE_KEY: sim.publishableKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_URL: sim.url,
    STRIPE_JS_URL: `${sim.url}/v3/stripe.js`,
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Basement Nine <tickets@basement-nine.example>',
    OWNER_EMAIL: 'owner@basement-nine.example',
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    ...env,
  }
  let product = await runCoatcheck(settings)
  const db = openDatabase(database.url, () => {})
  return {
    url,
    db,
    databaseUrl: database.url,
    sim,
    mailbox,
    stopProduct: () => product.stop(),
    restart: async (changed = {}) => {
      await product.stop()
      product = await runCoatcheck(Object.assign(settings, changed))
    },
    close: async () => {
      await product.stop()
      await sim.close()
      await mailbox.close()
      await db.end()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A port that is free now. Another process could take it before we do; none here does. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
