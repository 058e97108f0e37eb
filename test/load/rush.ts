import { visit, type Bought } from './buyer.ts'
import { Lost } from './dialogue.ts'
import { planBuyer } from './plan.ts'
import { resultOf, SEEN, type LoadResult } from './result.ts'
import { openStage, readBooks, type LoadStage } from './stage.ts'

/** A sale that everybody has waited for. */
export interface Rush {
  guests: number
  tickets: number
  tables: number
  seed: number
  /** The file that the server writes its log to. */
  log: string
  /** Hears every second how far it has come. */
  progress?: (line: string) => void
}

/** One in so many wants a table, as many as make the tables as scarce as the tickets. */
const GA_HEADS = 1
const PROGRESS_MS = 1_000

/**
 * Lets all guests in at the same moment, for far less than they want. Everybody wants one ticket,
 * or a table; nobody is declined and nobody goes away, so that all there is must be sold: a place
 * that stays empty is a fault, as is one that is sold twice.
 */
export async function playRush(rush: Rush): Promise<LoadResult> {
  const { guests, tickets, tables, seed } = rush
  const stage = await openStage({ tickets, vip_nights: 1, tables_each: tables }, rush)
  const { measures } = stage
  try {
    const began_at = new Date().toISOString()
    const bought: Bought[] = []
    const telling = setInterval(() => rush.progress?.(lineOf(stage, bought)), PROGRESS_MS)
    await Promise.all(
      Array.from({ length: guests }, (_, n) => comeOnce(stage, rush, n, (one) => bought.push(one))),
    ).finally(() => clearInterval(telling))
    const ended_ms = measures.now()
    rush.progress?.('the guests are gone; the books are read')
    const differences = await readBooks(stage)
    const sold = await soldOf(stage)
    if (sold.tickets !== tickets || sold.tables !== tables)
      measures.fault('not sold exactly', `${JSON.stringify(sold)} of ${tickets} and ${tables}`)
    const asked = { rush: true, guests, tickets, tables, seed }
    return await resultOf(stage, {
      asked,
      began_at,
      restarts_ms: [],
      disturbances: [],
      left_out: [],
      differences,
      bought,
      ended_ms,
    })
  } finally {
    await stage.close()
  }
}

async function comeOnce(
  { shop, measures }: LoadStage,
  { tickets, tables, seed }: Rush,
  guest: number,
  bought: (one: Bought) => void,
): Promise<void> {
  const vip = tables / (tickets + tables)
  const mix = { vip, declined: 0, abandoned: 0, challenged: 0 }
  const planned = planBuyer(seed, guest, 0, mix)
  const heads = planned.ware === 'ga' ? GA_HEADS : planned.heads
  const began_ms = measures.now()
  try {
    const end = await visit(shop, { ...planned, heads, reads_ms: 0 }, bought)
    measures.count(end)
    if (end === 'sold_out') measures.took('told that it is sold out', began_ms)
  } catch (error) {
    if (!(error instanceof Lost)) measures.fault('a visit that failed', `${(error as Error).stack}`)
  }
}

async function soldOf({ premises }: LoadStage): Promise<{ tickets: number; tables: number }> {
  const { rows } = await premises.db.query<{ tickets: number; tables: number }>({
    text: `select (select count(*)::int from tickets where state = 'valid') as tickets,
                  (select count(*)::int from bookings where state <> 'cancelled') as tables`,
  })
  return rows[0] ?? { tickets: -1, tables: -1 }
}

function lineOf({ measures }: LoadStage, bought: Bought[]): string {
  const told = measures.counts.get('sold_out') ?? 0
  const seen = measures.samples.get(SEEN)?.length ?? 0
  return [
    `${Math.round(measures.now() / 1000)} s`,
    `${bought.length} paid, ${seen} have their tickets`,
    `${told} told that it is sold out`,
    `${measures.faults.size} kinds of faults`,
  ].join(' | ')
}
