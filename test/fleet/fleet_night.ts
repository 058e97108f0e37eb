import { setTimeout as sleep } from 'node:timers/promises'
import { buyOnAndOn, lineOf, STOCK } from '../load/busy_night.ts'
import type { Bought } from '../load/buyer.ts'
import type { Disturbance } from '../load/disturb.ts'
import { resultOf, type LoadResult } from '../load/result.ts'
import { readBooks, type Stage } from '../load/stage.ts'
import { setNews } from '../load/weather.ts'
import { openFleet, type Fleet, type Member, type Reach } from './fleet.ts'
import { weigh, weightOf, type Weight } from './weight.ts'

/** A night of a house that runs on more than one machine. */
export interface FleetNight {
  /** How its processes reach the database, in words. */
  way: string
  reach: Reach
  /** Kills the database and has another one take its place; without it, that one stays. */
  failOver?: () => Promise<unknown>
  buyers: number
  seconds: number
  vip: number
  seed: number
  /** The file that all processes write their log to. */
  log: string
  progress?: (line: string) => void
}

/** What it has shown. */
export interface FleetResult extends LoadResult {
  way: string
  weight: Weight
  /** What its processes have asked Stripe, for each order. */
  stripe: { request: string; per_order: number }[]
}

const PROGRESS_MS = 5_000

/**
 * Plays a busy night on two servers and two workers. One of each is killed on the way, without a
 * warning, and started again, as a supervisor does; with `failOver` the database fails at last.
 * Then the books are judged, and whoever has paid must have tickets in the database that is left.
 */
export async function playFleetNight(night: FleetNight): Promise<FleetResult> {
  const { seed, log, buyers, seconds, vip, way } = night
  const fleet = await openFleet(STOCK, { seed, log }, night.reach)
  try {
    await setNews(fleet.premises.sim, seed)
    const before = await weigh(fleet.premises.db)
    const began_at = new Date().toISOString()
    const bought: Bought[] = []
    const telling = setInterval(() => night.progress?.(lineOf(fleet, bought)), PROGRESS_MS)
    const ends_ms = fleet.measures.now() + seconds * 1000
    // Somebody is there for the last thing that goes wrong, too.
    let isDisturbed = true
    const isOpen = () => isDisturbed || fleet.measures.now() < ends_ms
    const [disturbances] = await Promise.all([
      disturb(fleet, night).finally(() => (isDisturbed = false)),
      ...Array.from({ length: buyers }, (_, buyer) =>
        buyOnAndOn(fleet, { seed, vip }, buyer, isOpen, (one) => bought.push(one)),
      ),
    ]).finally(() => clearInterval(telling))
    const ended_ms = fleet.measures.now()
    night.progress?.('the guests are gone; the books are read')
    const differences = await readBooks(fleet)
    await missTickets(fleet, bought)
    const asked = { buyers, seconds, vip, seed, failover: night.failOver !== undefined }
    const told = { asked, began_at, restarts_ms: [], disturbances, left_out: [], differences }
    const weight = weightOf(before, await weigh(fleet.premises.db))
    const stripe = [...fleet.stripe.counts]
      .map(([request, count]) => ({ request, per_order: count / Math.max(1, weight.orders) }))
      .toSorted((a, b) => b.per_order - a.per_order)
    return { way, weight, stripe, ...(await resultOf(fleet, { ...told, bought, ended_ms })) }
  } finally {
    await fleet.close()
  }
}

/** One thing after the other, each in the middle of what the guests do. */
async function disturb(fleet: Fleet, night: FleetNight): Promise<Disturbance[]> {
  const { failOver } = night
  const done: Disturbance[] = []
  const [server, worker] = [fleet.servers[0] as Member, fleet.workers[0] as Member]
  const list = [
    { name: 'a server is killed', work: () => server.kill(), mend: () => server.start() },
    { name: 'a worker is killed', work: () => worker.kill(), mend: () => worker.start() },
    ...(failOver
      ? [{ name: 'the database is killed, and its replica promoted', work: failOver }]
      : []),
  ]
  const pause_ms = (night.seconds * 1000) / (list.length + 1)
  for (const { name, work, mend } of list) {
    await sleep(pause_ms)
    night.progress?.(name)
    const began_ms = fleet.measures.now()
    // Only what was under way then may be lost: the other one takes what comes afterwards.
    await fleet.outage.during(async () => void (await work()))
    await mend?.()
    done.push({ name, at_s: began_ms / 1000, ms: fleet.measures.now() - began_ms })
  }
  return done
}

/** The audit asks Stripe and the books; this asks each guest who was told that the money came. */
async function missTickets({ premises, measures }: Stage, bought: Bought[]): Promise<void> {
  const { rows } = await premises.db.query<{ id: string }>({
    text: `select p.id from unnest($1::text[]) as p (id)
            where not exists (select from orders o join tickets t on t.order_id = o.id
                               where o.id = p.id and o.state = 'fulfilled')
              and not exists (select from orders o join passes s on s.order_id = o.id
                               where o.id = p.id and o.state = 'fulfilled')`,
    values: [bought.map(({ order }) => order.order_id)],
  })
  for (const { id } of rows) measures.fault('paid, and no tickets in the database', id)
}
