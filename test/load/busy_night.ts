import { setTimeout as sleep } from 'node:timers/promises'
import { visit, type Bought } from './buyer.ts'
import { Lost } from './dialogue.ts'
import { disturb, leftOutOf } from './disturb.ts'
import type { OwnDatabase } from './own_database.ts'
import { BUSY_NIGHT, planBuyer, type Mix } from './plan.ts'
import { resultOf, SEEN, type LoadResult } from './result.ts'
import { openStage, readBooks, type LoadStage, type Stage } from './stage.ts'
import { setNews } from './weather.ts'

/** A busy night, as it is asked for. */
export interface BusyNight {
  /** So many pay at the same time; whoever has tickets is followed by the next one at once. */
  buyers: number
  seconds: number
  /** Which share of them books a table, from 0 to 1. */
  vip: number
  seed: number
  /** How often the server is restarted. */
  restarts: number
  /** Where it is: its database, and the server, are treated as badly as can be all night long. */
  faulty?: OwnDatabase
  /** The file that the server writes its log to. */
  log: string
  /** Hears every second how far it has come. */
  progress?: (line: string) => void
}

/** More than any machine sells in one run. */
export const STOCK = { tickets: 10_000_000, vip_nights: 40, tables_each: 25 }
const PROGRESS_MS = 1_000

/**
 * Plays a busy night on a fresh house: so many buyers at once, until the time is over and the last
 * of them has tickets; then the books are judged. Nothing is retried but what a browser retries.
 */
export async function playBusyNight(night: BusyNight): Promise<LoadResult> {
  const { seed, log, faulty } = night
  const stage = await openStage(STOCK, { seed, log, isFaulty: faulty !== undefined })
  try {
    await setNews(stage.premises.sim, night.seed)
    const began_at = new Date().toISOString()
    const bought: Bought[] = []
    const telling = setInterval(() => night.progress?.(lineOf(stage, bought)), PROGRESS_MS)
    const ends_ms = stage.measures.now() + night.seconds * 1000
    // Somebody is there for the last thing that goes wrong, too.
    let isDisturbed = faulty !== undefined
    const isOpen = () => isDisturbed || stage.measures.now() < ends_ms
    const disturbing = faulty ? disturb(stage, { ...night, database: faulty }) : []
    const [restarts_ms, disturbances] = await Promise.all([
      restartNowAndThen(stage, night),
      Promise.resolve(disturbing).finally(() => (isDisturbed = false)),
      ...Array.from({ length: night.buyers }, (_, buyer) =>
        buyOnAndOn(stage, night, buyer, isOpen, (one) => bought.push(one)),
      ),
    ]).finally(() => clearInterval(telling))
    const ended_ms = stage.measures.now()
    night.progress?.('the guests are gone; the books are read')
    const differences = await readBooks(stage)
    const { buyers, seconds, vip, restarts } = night
    const asked = { buyers, seconds, vip, seed, restarts, faults: faulty !== undefined }
    const left_out = faulty ? leftOutOf(faulty) : []
    const told = { asked, began_at, restarts_ms, disturbances, left_out, differences }
    return await resultOf(stage, { ...told, bought, ended_ms })
  } finally {
    await stage.close()
  }
}

/** One seat at the counter: one guest after the other, until the time is over. */
export async function buyOnAndOn(
  { shop, measures }: Stage,
  { seed, vip }: Pick<BusyNight, 'seed' | 'vip'>,
  buyer: number,
  isOpen: () => boolean,
  bought: (one: Bought) => void,
): Promise<void> {
  const mix: Mix = { ...BUSY_NIGHT, vip }
  for (let n = 0; isOpen(); n += 1) {
    const plan = planBuyer(seed, buyer, n, mix)
    try {
      measures.count(await visit(shop, plan, bought))
    } catch (error) {
      // It is a fault already, in better words.
      if (error instanceof Lost) continue
      measures.fault('a visit that failed', `${(error as Error).stack}`)
    }
  }
}

/** Spread evenly over the time: one restart comes in the middle. */
async function restartNowAndThen(stage: LoadStage, night: BusyNight): Promise<number[]> {
  const took: number[] = []
  const pause_ms = (night.seconds * 1000) / (night.restarts + 1)
  for (let n = 0; n < night.restarts; n += 1) {
    await sleep(pause_ms)
    night.progress?.('the server is restarted')
    took.push(await stage.restart())
  }
  return took
}

/** How far it has come, in one line. */
export function lineOf({ measures, usage, groups }: Stage, bought: Bought[]): string {
  const seen = measures.samples.get(SEEN) ?? []
  const now = measures.now()
  const lately = seen.filter(({ at_ms }) => at_ms > now - 5_000).map(({ took_ms }) => took_ms)
  const middle = lately.toSorted((a, b) => a - b)[lately.length >> 1] ?? 0
  const faults = [...measures.faults.values()].reduce((sum, { count }) => sum + count, 0)
  const memory = usage.looks.at(-1)?.used.map(({ memory_bytes }, n) => {
    return `${groups[n]} ${Math.round(memory_bytes / 1024 / 1024)} MB`
  })
  return [
    `${Math.round(now / 1000)} s`,
    `${bought.length} paid, ${seen.length} have their tickets`,
    `${(lately.length / 5).toFixed(1)} a second, after ${Math.round(middle)} ms`,
    `${measures.counts.get('declined') ?? 0} declines`,
    `${faults} faults`,
    memory?.join(', ') ?? '',
  ].join(' | ')
}
