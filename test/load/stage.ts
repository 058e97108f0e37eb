import type { Difference } from '../../src/audit/index.ts'
import { handledTypes } from '../../src/inbox/effect.ts'
import { lastingDifferences } from '../audit.ts'
import { openPremises, type Premises, type Server } from '../processes.ts'
import { addNight } from '../catalog.ts'
import { addVipNight } from '../vip_catalog.ts'
import type { Shop, ShopNight } from './buyer.ts'
import { newMeasures, type Measures } from './measures.ts'
import { familyOf, postmasterOf, watchUsage, type UsageLog } from './usage.ts'

/** What is on sale. */
export interface Stock {
  tickets: number
  /** Nights with tables, and how many each of them has. */
  vip_nights: number
  tables_each: number
}

/** A house with its server, ready for guests, and everything that is measured of it. */
export interface LoadStage {
  premises: Premises
  shop: Shop
  measures: Measures
  usage: UsageLog
  /** The names of the groups of processes that `usage` looks at, in its order. */
  groups: string[]
  /** Ends the server as a deploy does, and starts it again; how long it was away, in ms. */
  restart(): Promise<number>
  close(): Promise<void>
}

/** As from a server in Europe: most answers in a fifth of a second, some in more than one. */
const STRIPE_LATENCY = { median_ms: 180, p99_ms: 1_200 }
const REMEMBERED_MAX = 10_000_000
/** Guests of a table: any of them fits. */
const GUESTS_MAX = 8

/** Starts everything fresh. `env` replaces settings of the server; `log` is the file it writes. */
export async function openStage(
  stock: Stock,
  { seed, log }: { seed: number; log: string },
): Promise<LoadStage> {
  const level = process.env['TEST_LOG_LEVEL'] ?? 'error'
  const premises = await openPremises(1, { LOG_LEVEL: level, LOG_FILE: log })
  try {
    const [server] = premises.servers as [Server]
    const { control } = premises.sim
    await control.configure({
      latency: { ...STRIPE_LATENCY, seed },
      objects_max: REMEMBERED_MAX,
    })
    await subscribeToHandled(premises)
    const nights = await addNights(premises, stock)
    await server.start()
    const measures = newMeasures()
    const outage = newOutage()
    const postmaster = await postmasterOf(premises.db)
    const groups = ['server', 'PostgreSQL', 'guests and simulator']
    const pids = [() => server.pids(), () => familyOf(postmaster), () => [process.pid]]
    const usage = watchUsage(
      groups.map((name, n) => ({ name, pids: pids[n] as () => number[] })),
      measures.now,
    )
    return {
      premises,
      measures,
      usage,
      groups,
      shop: { url: server.url, sim: premises.sim, nights, measures, outages: outage },
      restart: () => outage.during(() => restart(server)),
      close: async () => {
        usage.stop()
        await premises.close()
      },
    }
  } catch (error) {
    await premises.close()
    throw error
  }
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
export async function readBooks({ premises }: LoadStage): Promise<Difference[]> {
  const { control } = premises.sim
  await control.clearFaults()
  await control.configure({ latency: null })
  return lastingDifferences(premises)
}

async function restart(server: Server): Promise<void> {
  await server.kill('SIGTERM')
  await server.start()
}

function newOutage() {
  let isDown = false
  let ended_at = 0
  return {
    wasDown: (since_ms: number) => isDown || ended_at >= since_ms,
    during: async (work: () => Promise<void>) => {
      const began = Date.now()
      isDown = true
      await work()
      isDown = false
      ended_at = Date.now()
      return ended_at - began
    },
  }
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
