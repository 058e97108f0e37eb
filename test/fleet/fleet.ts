import { setTimeout as sleep } from 'node:timers/promises'
import { webhookEndpoint } from '../house.ts'
import { newMeasures, type Measures } from '../load/measures.ts'
import { newOutage } from '../load/outage.ts'
import { answersAgain, openSale, type Stage, type Stock } from '../load/stage.ts'
import { familyOf, postmasterOf, watchUsage } from '../load/usage.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { openBalancer, type Balancer } from './balancer.ts'
import { openStripeCounter, type StripeCounter } from './stripe_counter.ts'

/** Two servers behind one address and two workers beside them, on one database. */
export interface Fleet extends Stage {
  servers: Member[]
  workers: Member[]
  /** What its processes ask Stripe. */
  stripe: StripeCounter
  close(): Promise<void>
}

/** One process of the fleet. */
export interface Member {
  /** Kills it; resolves when whoever was connected to it knows. */
  kill(): Promise<void>
  start(): Promise<void>
  pids(): number[]
}

/** How the processes reach their database. */
export interface Reach {
  /** The address that they are given in place of the database's own. */
  through?: (databaseUrl: string) => string
  /** What is measured as the database, where that is more than one PostgreSQL. */
  databasePids?: () => number[]
  /** May guests see a 5xx while something is wrong? None does because a process has died. */
  isFaulty: boolean
}

const PER_ROLE = 2
const LOOK_AGAIN_MS = 20
/** What was cut is known to the sockets of all guests by then. */
const NOTICED_MS = 1_000

/** Starts everything fresh; `log` is the file that all of its processes write. */
export async function openFleet(
  stock: Stock,
  { seed, log }: { seed: number; log: string },
  reach: Reach,
): Promise<Fleet> {
  const balancer = await openBalancer()
  const closing: (() => Promise<unknown>)[] = [() => balancer.close()]
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one()
  }
  try {
    const level = process.env['TEST_LOG_LEVEL'] ?? 'error'
    const env = { LOG_LEVEL: level, LOG_FILE: log, PUBLIC_URL: balancer.url }
    const premises = await openPremises(PER_ROLE * 2, env)
    const stripe = await openStripeCounter(premises.sim.url)
    // The processes have to have ended before what is between them and Stripe does.
    closing.push(
      () => stripe.close(),
      () => premises.close(),
    )
    const members = premises.servers.map((server, n) =>
      memberOf(server, balancer, {
        ROLE: n < PER_ROLE ? 'server' : 'worker',
        STRIPE_API_URL: stripe.url,
        DATABASE_URL: reach.through?.(premises.databaseUrl) ?? premises.databaseUrl,
      }),
    )
    const nights = await openSale(premises, stock, seed)
    await Promise.all(members.map((member) => member.start()))
    balancer.spreadOver(premises.servers.slice(0, PER_ROLE).map(portOf))
    await premises.sim.control.setWebhookEndpoint(webhookEndpoint(balancer.port))
    const [servers, workers] = [members.slice(0, PER_ROLE), members.slice(PER_ROLE)]
    const measures = newMeasures()
    const outage = newOutage(reach.isFaulty ? () => answersAgain(balancer) : undefined)
    const shop = { url: balancer.url, sim: premises.sim, nights, measures, outages: outage }
    const databasePids = reach.databasePids ?? (await processesOf(premises))
    const { usage, groups } = watch(servers, workers, databasePids, measures)
    closing.push(async () => usage.stop())
    return {
      premises,
      outage,
      shop,
      measures,
      usage,
      groups,
      servers,
      workers,
      stripe,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function watch(
  servers: Member[],
  workers: Member[],
  database: () => number[],
  { now }: Measures,
): Pick<Stage, 'groups' | 'usage'> {
  const of = {
    servers: () => servers.flatMap((each) => each.pids()),
    workers: () => workers.flatMap((each) => each.pids()),
    database,
    'guests and simulator': () => [process.pid],
  }
  const watched = Object.entries(of).map(([name, pids]) => ({ name, pids }))
  return { groups: Object.keys(of), usage: watchUsage(watched, now) }
}

const portOf = ({ url }: Server): number => Number(new URL(url).port)

function memberOf(server: Server, balancer: Balancer, env: Record<string, string>): Member {
  return {
    kill: async () => {
      await server.kill('SIGKILL')
      while (balancer.openTo(portOf(server)) > 0) await sleep(LOOK_AGAIN_MS)
      await sleep(NOTICED_MS)
    },
    start: () => server.start(env),
    pids: () => server.pids(),
  }
}

async function processesOf({ db }: Premises): Promise<() => number[]> {
  const postmaster = await postmasterOf(db)
  return () => familyOf(postmaster)
}
