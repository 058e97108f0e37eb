import type { Difference } from '../../src/audit/index.ts'
import type { Bought } from './buyer.ts'
import type { Disturbance } from './disturb.ts'
import { quantile, spreadOf, type Measures, type Spread } from './measures.ts'
import type { Stage } from './stage.ts'
import { processors } from './usage.ts'

/** What a run has shown, as it is written to the JSON file. */
export interface LoadResult {
  /** What was asked for, as on the command line. */
  asked: Record<string, number | boolean>
  began_at: string
  processors: number
  /** From the first guest to the last one. */
  seconds: number
  orders: { state: string; count: number }[]
  bought: number
  bought_per_second: number
  /** Of the ones that were paid, how long each waited for its tickets. */
  steps: ({ name: string } & Spread)[]
  counts: Record<string, number>
  restarts_ms: number[]
  /** What was done to the house on purpose. */
  disturbances: Disturbance[]
  /** What this machine did not let be done to it. */
  left_out: string[]
  usage: { name: string; cpu_seconds: number; cpu_ms_per_order: number; memory_max_mb: number }[]
  series: Second[]
  /** What a guest must never see, and what the books say at the end. */
  faults: { kind: string; count: number; first: string[] }[]
  differences: Difference[]
}

/** What happened in one second of the run. */
export interface Second {
  at_s: number
  bought: number
  /** Of those who saw their tickets in it. */
  wait_p50_ms: number
  wait_p95_ms: number
  /** By group of processes: part of one processor, and memory. */
  cpu: number[]
  memory_mb: number[]
}

export const SEEN = 'payment to tickets, seen'
export const ISSUED = 'payment to tickets, issued'
const MB = 1024 * 1024

/** Everything that a run has shown. */
export async function resultOf(
  stage: Stage,
  run: Pick<
    LoadResult,
    'asked' | 'began_at' | 'restarts_ms' | 'disturbances' | 'left_out' | 'differences'
  > & {
    bought: Bought[]
    ended_ms: number
  },
): Promise<LoadResult> {
  const { measures, usage, groups } = stage
  const { bought, ended_ms, ...told } = run
  const count = measures.samples.get(SEEN)?.length ?? 0
  const [first, last] = [usage.looks[0], usage.looks.at(-1)]
  return {
    ...told,
    processors: processors(),
    seconds: ended_ms / 1000,
    orders: await orderStates(stage),
    bought: count,
    bought_per_second: count / (ended_ms / 1000),
    steps: [...stepsOf(measures), { name: ISSUED, ...(await issued(stage, bought)) }],
    counts: Object.fromEntries(measures.counts),
    usage: groups.map((name, n) => {
      const cpu_seconds = (last?.used[n]?.cpu_seconds ?? 0) - (first?.used[n]?.cpu_seconds ?? 0)
      const memory = usage.looks.map((look) => look.used[n]?.memory_bytes ?? 0)
      return {
        name,
        cpu_seconds,
        cpu_ms_per_order: (cpu_seconds * 1000) / Math.max(1, count),
        memory_max_mb: Math.max(0, ...memory) / MB,
      }
    }),
    series: seriesOf(stage),
    faults: [...measures.faults].map(([kind, fault]) => ({ kind, ...fault })),
  }
}

/** Whether a run is one that may be shown to an owner. */
export const isClean = ({ faults, differences }: LoadResult): boolean =>
  faults.length === 0 && differences.length === 0

const stepsOf = ({ samples }: Measures) =>
  [...samples].map(([name, list]) => ({ name, ...spreadOf(list.map(({ took_ms }) => took_ms)) }))

async function orderStates({ premises }: Stage): Promise<LoadResult['orders']> {
  const { rows } = await premises.db.query<{ state: string; count: number }>({
    text: `select kind || ' ' || state as state, count(*)::int from orders group by 1 order by 1`,
  })
  return rows
}

/** From Stripe's answer to the commit of the tickets: both clocks are this machine's. */
async function issued({ premises }: Stage, bought: Bought[]): Promise<Spread> {
  const { rows } = await premises.db.query<{ id: string; at: number }>({
    text: `select id, (extract(epoch from fulfilled_at) * 1000)::float8 as at
             from orders where id = any($1) and fulfilled_at is not null`,
    values: [bought.map(({ order }) => order.order_id)],
  })
  const paid = new Map(bought.map(({ order, paid_at }) => [order.order_id, paid_at]))
  return spreadOf(rows.map(({ id, at }) => Math.max(0, at - (paid.get(id) ?? at))))
}

function seriesOf({ measures, usage, groups }: Stage): Second[] {
  const seen = measures.samples.get(SEEN) ?? []
  const bySecond = Map.groupBy(seen, ({ at_ms }) => Math.floor(at_ms / 1000))
  return usage.looks.slice(1).map((look, n) => {
    const before = usage.looks[n]
    const span_s = (look.at_ms - (before?.at_ms ?? 0)) / 1000
    const waits = (bySecond.get(Math.floor(look.at_ms / 1000)) ?? []).map((one) => one.took_ms)
    const sorted = waits.toSorted((a, b) => a - b)
    return {
      at_s: look.at_ms / 1000,
      bought: sorted.length,
      wait_p50_ms: quantile(sorted, 0.5),
      wait_p95_ms: quantile(sorted, 0.95),
      cpu: groups.map((_, group) => {
        const used = look.used[group]?.cpu_seconds ?? 0
        return (used - (before?.used[group]?.cpu_seconds ?? used)) / Math.max(0.001, span_s)
      }),
      memory_mb: groups.map((_, group) => (look.used[group]?.memory_bytes ?? 0) / MB),
    }
  })
}
