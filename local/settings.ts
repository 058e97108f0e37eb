import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

/** Settings by their names; an empty one counts as not set. */
export type Environment = Record<string, string | undefined>

/** What `npm start` will run, and with which settings. */
export interface Plan {
  /** The product's settings, but for the addresses that embedded parts have only once they run. */
  env: Environment
  /** What is wrong with the ports. */
  faults: string[]
  port: number
  host: string
  /** True where the embedded part stands in for what was not given. */
  embeds: { postgres: boolean; mailbox: boolean; simulator: boolean }
  mailboxPort: number
  smtpPort: number
  simulatorPort: number
  folders: { postgres: string; mailbox: string; simulatorState: string }
}

/**
 * The simulator's keys. Everybody can read them here: they guard nothing but a simulator on this
 * computer, which moves no money.
 */
const LOCAL_KEYS = {
  STRIPE_SECRET_KEY: 'sk_test_coatcheck_local',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_coatcheck_local',
  STRIPE_WEBHOOK_SECRET: 'whsec_coatcheck_local',
}

/**
 * Decides from what was given (the environment and .env) which parts are embedded. Stripe's keys
 * count together: who gives one has a Stripe account, and the product says which others it misses.
 * What is no port is named in `faults`, to be told together with every other fault.
 */
export function planStart(given: Environment, dataFolder: string): Plan {
  const has = (name: string) => Boolean(given[name])
  const faults: string[] = []
  const portOf = (name: string, otherwise: number) => readPort(given, name, otherwise, faults)
  const port = portOf('PORT', 3000)
  const host = given['HOST'] || '127.0.0.1'
  const publicUrl = given['PUBLIC_URL'] || `http://localhost:${port}`
  const simulatorPort = portOf('STRIPE_SIM_PORT', 4242)
  const embeds = {
    postgres: !has('DATABASE_URL'),
    mailbox: !has('SMTP_URL'),
    simulator: !Object.keys(LOCAL_KEYS).some(has),
  }
  const simulatorUrl = `http://${hostSeenByGuests(publicUrl)}:${simulatorPort}`
  const env = {
    ...withoutEmpty(given),
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    MAIL_FROM: given['MAIL_FROM'] || 'Basement Nine <tickets@basement-nine.example>',
    OWNER_EMAIL: given['OWNER_EMAIL'] || 'owner@coatcheck.example',
    LOG_FILE: given['LOG_FILE'] || join(dataFolder, 'coatcheck.log'),
    ...(embeds.simulator && {
      ...LOCAL_KEYS,
      STRIPE_API_URL: `http://127.0.0.1:${simulatorPort}`,
      STRIPE_JS_URL: `${simulatorUrl}/v3/stripe.js`,
    }),
    ...(!given['DEMO'] && { APP_ENV: given['APP_ENV'] || environmentFor(given) }),
  }
  return {
    env,
    faults,
    port,
    host,
    embeds,
    mailboxPort: portOf('MAILBOX_PORT', 3025),
    // Only this process talks to it, so any free port serves.
    smtpPort: portOf('SMTP_PORT', 0),
    simulatorPort,
    folders: {
      postgres: join(dataFolder, 'postgres'),
      mailbox: join(dataFolder, 'mailbox'),
      simulatorState: join(dataFolder, 'stripe-sim.json'),
    },
  }
}

/**
 * Replaces ports of 0 by free ones. The parts are told of each other's addresses before they
 * listen, so the system cannot choose when they do.
 */
export async function withFreePorts(given: Environment): Promise<Environment> {
  const chosen: Environment = { ...given }
  const names = ['PORT', 'STRIPE_SIM_PORT', 'MAILBOX_PORT'].filter((name) => given[name] === '0')
  const probes = names.map(() => createServer())
  for (const [n, probe] of probes.entries()) {
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
    chosen[names[n] ?? ''] = String((probe.address() as AddressInfo).port)
  }
  for (const probe of probes) await new Promise((resolve) => probe.close(resolve))
  return chosen
}

/** The name of this computer in the guest's browser: a phone on the same network has another. */
export function hostSeenByGuests(publicUrl: string): string {
  const local = URL.canParse(publicUrl) && publicUrl.startsWith('http:')
  return local ? new URL(publicUrl).hostname : 'localhost'
}

/** An address of this computer that reaches a server which listens on `host`. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === 'localhost') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Real money belongs to the real house; whoever tries things out sees the demo. */
function environmentFor(given: Environment): string {
  return /_live_/.test(given['STRIPE_SECRET_KEY'] ?? '') ? 'production' : 'demo'
}

function readPort(given: Environment, name: string, otherwise: number, faults: string[]): number {
  const port = Number(given[name] || otherwise)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  faults.push(`${name} must be a whole number between 0 and 65535`)
  return otherwise
}

function withoutEmpty(given: Environment): Environment {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value))
}
