import type { Spread } from '../load/measures.ts'

/** What was measured in each round, in things done a second, and their median. */
export interface Measured {
  /** `limit` is the minimal transaction alone: pgbench, or what stands for it. */
  what: 'limit' | 'webhooks' | 'purchases' | 'pages'
  /** How many were at it at once. */
  at: number
  /** How many tickets were in the database; null of the limit, which has one of its own. */
  tickets: number | null
  rounds: number[]
  per_second: number
  /** How long each took, in the last round; null of the limit. */
  each: Spread | null
}

/** What one order costs, by webhook and by the whole way from placing to tickets. */
export interface Cost {
  what: 'webhooks' | 'purchases'
  tickets: number
  orders: number
  server_cpu_ms: number
  database_cpu_ms: number
  server_memory_mb: number
  commits: number
  wal_bytes: number
  /** Null where the database does not count them. */
  statements: number | null
  /** The statements that took the database longest: their text, calls and ms an order. */
  longest: { text: string; calls: number; ms: number }[]
}

/** All that a run has shown. */
export interface BenchResult {
  began_at: string
  processors: number
  limit_by: 'pgbench' | 'pg' | null
  seconds: number
  measured: Measured[]
  costs: Cost[]
  goals: Goal[]
}

/** A goal, and how near it is. */
export interface Goal {
  name: string
  value: number
  goal: number
  isReached: boolean
}

/** Shares of the limit with 50 at once, pages a second, and how much dearer a full database is. */
const GOALS = { webhooks: 0.6, purchases: 0.15, pages: 3000, growth: 1.2 }
const MANY = 50

/** The middle of what was seen; of an even number the upper one. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Holds what was measured against the goals; what was not measured has none. */
export function goalsOf(measured: Measured[]): Goal[] {
  const limit = find(measured, 'limit', null)
  const empty = measured.find(({ tickets }) => tickets !== null)?.tickets ?? 0
  const goals: Goal[] = []
  for (const what of ['webhooks', 'purchases'] as const) {
    const done = find(measured, what, empty)
    if (!limit || !done) continue
    const value = done.per_second / limit.per_second
    goals.push(atLeast(`${what} at ${MANY}, share of the limit`, value, GOALS[what]))
  }
  const pages = find(measured, 'pages', empty)
  if (pages) goals.push(atLeast('night pages a second', pages.per_second, GOALS.pages))
  for (const full of measured) {
    if (full.tickets === null || full.tickets === empty || full.at !== MANY) continue
    const before = find(measured, full.what, empty)
    const value = (before?.per_second ?? 0) / full.per_second
    const name = `${full.what} with ${full.tickets} tickets, times the cost with ${empty}`
    goals.push({ name, value, goal: GOALS.growth, isReached: value <= GOALS.growth })
  }
  return goals
}

const atLeast = (name: string, value: number, goal: number): Goal => ({
  name,
  value,
  goal,
  isReached: value >= goal,
})

const find = (measured: Measured[], what: Measured['what'], tickets: number | null) =>
  measured.find((one) => one.what === what && one.tickets === tickets && one.at === MANY)

/** The result as lines for the console. */
export function inLines(result: BenchResult): string[] {
  const { measured, costs, goals } = result
  return [
    '',
    row(['', 'at once', 'tickets', 'a second', 'of limit', 'p50 ms', 'p99 ms', 'rounds']),
    ...measured.map((one) => row(cellsOf(one, measured))),
    '',
    ...(costs.length > 0
      ? [row(['an order', 'tickets', 'server', 'database', 'memory', 'commits', 'WAL', 'stmts'])]
      : []),
    ...costs.map((cost) =>
      row([
        cost.what,
        String(cost.tickets),
        `${cost.server_cpu_ms.toFixed(2)} ms`,
        `${cost.database_cpu_ms.toFixed(2)} ms`,
        `${cost.server_memory_mb.toFixed(0)} MB`,
        cost.commits.toFixed(1),
        `${(cost.wal_bytes / 1024).toFixed(1)} kB`,
        cost.statements?.toFixed(1) ?? '?',
      ]),
    ),
    '',
    ...goals.map(
      ({ name, value, goal, isReached }) =>
        `${isReached ? 'reached' : 'MISSED '}  ${name}: ${value.toFixed(2)}, goal ${goal}`,
    ),
  ]
}

function cellsOf(one: Measured, measured: Measured[]): string[] {
  const limit = measured.find(({ what, at }) => what === 'limit' && at === one.at)
  return [
    one.what,
    String(one.at),
    one.tickets === null ? '' : String(one.tickets),
    one.per_second.toFixed(0),
    limit && one.what !== 'pages' ? (one.per_second / limit.per_second).toFixed(2) : '',
    one.each?.p50_ms.toFixed(1) ?? '',
    one.each?.p99_ms.toFixed(1) ?? '',
    one.rounds.map((rate) => rate.toFixed(0)).join(' '),
  ]
}

const row = ([name = '', ...cells]: string[]) =>
  name.padEnd(11) + cells.map((cell) => cell.padStart(11)).join('')
