import { setTimeout as sleep } from 'node:timers/promises'
import type { Difference } from '../../src/audit/index.ts'
import { handledTypes } from '../../src/inbox/effect.ts'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { lastingDifferences } from '../audit.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { addNight } from '../catalog.ts'
import { addVipNight } from '../vip_catalog.ts'
import type { Shop, ShopNight } from './buyer.ts'
import { newOutage, type Outage } from './outage.ts'
import { newMeasures, type Measures } from './measures.ts'
import { openProxy, targetOf, throughProxy, type Proxy } from './proxy.ts'
import { familyOf, postmasterOf, watchUsage, type UsageLog } from './usage.ts'

/** What is on sale. */
export interface Stock {
  tickets: number
  /** Nights with tables, and how many each of them has. */
  vip_nights: number
  tables_each: number
}

/** A house that is ready for guests, and everything that is measured of it. */
export interface Stage {
  premises: Premises
  outage: Outage
  shop: Shop
  measures: Measures
  usage: UsageLog
  /** The names of the groups of processes that `usage` looks at, in its order. */
  groups: string[]
}

/** The same with its only server. */
export interface LoadStage extends Stage {
  server: Server
  /** The lines between the server and what it needs. */
  lines: { toDatabase: Proxy; toStripe: Proxy }
  /** Ends the server as a deploy does, and starts it again; how long it was away, in ms. */
  restart(): Promise<number>
  /** Starts the server, which must have ended. */
  startServer(): Promise<void>
  close(): Promise<void>
}

/** As from a server in Europe: most answers in a fifth of a second, some in more than one. */
const STRIPE_LATENCY = { median_ms: 180, p99_ms: 1_200 }
const REMEMBERED_MAX = 10_000_000
/** Guests of a table: any of them fits. */
const GUESTS_MAX = 8

/**
 * Starts everything fresh; `log` is the file that the server writes. With `isFaulty` guests may see
 * a 5xx while something is wrong.
 */
export async function openStage(
  stock: Stock,
  { seed, log, isFaulty = false }: { seed: number; log: string; isFaulty?: boolean },
): Promise<LoadStage> {
  const level = process.env['TEST_LOG_LEVEL'] ?? 'error'
  const premises = await openPremises(1, { LOG_LEVEL: level, LOG_FILE: log })
  const closing: (() => Promise<unknown>)[] = [() => premises.close()]
  try {
    const [server] = premises.servers as [Server]
    const nights = await openSale(premises, stock, seed)
    const lines = await openLines(premises)
    closing.push(
      () => lines.toDatabase.close(),
      () => lines.toStripe.close(),
    )
    const startServer = () => server.start(isFaulty ? byLines(premises, lines) : {})
    await startServer()
    const measures = newMeasures()
    const outage = newOutage(isFaulty ? () => answersAgain(server) : undefined)
    const { groups, usage } = await watch(premises, server, measures)
    return {
      premises,
      server,
      lines,
      measures,
      usage,
      groups,
      outage,
      startServer,
      shop: { url: server.url, sim: premises.sim, nights, measures, outages: outage },
      restart: () =>
        outage.during(async () => {
          await server.kill('SIGTERM')
          await startServer()
        }),
      close: async () => {
        usage.stop()
        // The server has to have ended before its lines do.
        await premises.servers[0]?.kill('SIGTERM')
        for (const close of closing.toReversed()) await close()
      },
    }
  } catch (error) {
    for (const close of closing.toReversed()) await close()
    throw error
  }
}

/** Lets Stripe be as slow as it is, and puts on sale what there is. */
export async function openSale(
  premises: Premises,
  stock: Stock,
  seed: number,
): Promise<Shop['nights']> {
  await premises.sim.control.configure({
    latency: { ...STRIPE_LATENCY, seed },
    objects_max: REMEMBERED_MAX,
  })
  await subscribeToHandled(premises)
  return addNights(premises, stock)
}

const LOOK_AGAIN_MS = 50
const ANSWER_MS_MAX = 2_000

/** Waits until it answers there, and has read in its database that there is no such order. */
export async function answersAgain({ url }: { url: string }): Promise<void> {
  const isWell = async (path: string, status: number) => {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX)
    const answer = await fetch(url + path, { signal }).catch(() => undefined)
    await answer?.body?.cancel()
    return answer?.status === status
  }
  const path = `/orders/${newId('ord')}/${newSecret()}/state`
  while (!((await isWell('/healthz', 200)) && (await isWell(path, 404)))) await sleep(LOOK_AGAIN_MS)
}

async function openLines({ databaseUrl, sim }: Premises): Promise<LoadStage['lines']> {
  const stripe = { host: '127.0.0.1', port: Number(new URL(sim.url).port) }
  return {
    toDatabase: await openProxy(targetOf(databaseUrl)),
    toStripe: await openProxy(stripe),
  }
}

/** A night without faults goes without the lines, which cost a little. */
const byLines = ({ databaseUrl }: Premises, { toDatabase, toStripe }: LoadStage['lines']) => ({
  DATABASE_URL: throughProxy(databaseUrl, toDatabase),
  STRIPE_API_URL: `http://127.0.0.1:${toStripe.port}`,
})

async function watch(
  { db }: Premises,
  server: Server,
  { now }: Measures,
): Promise<Pick<LoadStage, 'groups' | 'usage'>> {
  const groups = ['server', 'PostgreSQL', 'guests and simulator']
  const postmaster = await postmasterOf(db)
  const pids = [() => server.pids(), () => familyOf(postmaster), () => [process.pid]]
  const watched = groups.map((name, n) => ({ name, pids: pids[n] as () => number[] }))
  return { groups, usage: watchUsage(watched, now) }
}

/** As the README tells an owner to: an endpoint for all events would be sent twice as many. */
async function subscribeToHandled({ sim }: Premises): Promise<void> {
  const authorization = `Bearer ${sim.secretKey}`
  const url = `${sim.url}/v1/webhook_endpoints`
  const listed = await fetch(url, { headers: { authorization } })
  const { data } = (await listed.json()) as { data: { id: string }[] }
  for (const { id } of data) {
    const body = new URLSearchParams(handledTypes.map((type) => ['enabled_events[]', type]))
    const changed = await fetch(`${url}/${id}`, {
      method: 'POST',
      headers: { authorization },
      body,
    })
    if (!changed.ok) throw new Error(await changed.text())
  }
}

/** When the guests are gone: nothing goes wrong with Stripe any more, and the books are judged. */
export async function readBooks({ premises }: Pick<Stage, 'premises'>): Promise<Difference[]> {
  const { control } = premises.sim
  await control.clearFaults()
  await control.configure({ latency: null })
  return lastingDifferences(premises)
}

async function addNights({ db }: Premises, stock: Stock): Promise<Shop['nights']> {
  const { slug, types } = await addNight(db, { types: [{ capacity: stock.tickets }] })
  const ga: ShopNight = { slug, wish: (heads) => ({ [types[0] ?? '']: heads }) }
  const vip: ShopNight[] = []
  for (let n = 0; n < stock.vip_nights; n += 1) {
    const made = await addVipNight(db, {
      tables: Array.from({ length: stock.tables_each }, () => ({ guests_max: GUESTS_MAX })),
    })
    const wished_id = made.zones['Gallery'] ?? ''
    const wish = (heads: number) => ({ table: { wished_id, party_size: heads } })
    vip.push({ slug: made.slug, wish })
  }
  return { ga: [ga], vip }
}
