import { isClean, ISSUED, type LoadResult } from './result.ts'

/** What a run has shown, in lines for the console. */
export function inLines(result: LoadResult): string[] {
  const { asked, seconds, bought, bought_per_second, orders, counts, restarts_ms } = result
  return [
    '',
    Object.entries(asked)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    `${bought} bought in ${seconds.toFixed(0)} s: ${bought_per_second.toFixed(1)} a second, ` +
      `on ${result.processors} processors with guests, simulator and database`,
    `Orders: ${orders.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
    `Counted: ${Object.entries(counts)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}`,
    ...disturbedLines(result),
    ...restarts_ms.map((ms) => `The server was away for ${Math.round(ms)} ms.`),
    '',
    row('', ['times', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms']),
    ...result.steps.map(({ name, count, p50_ms, p95_ms, p99_ms, max_ms }) =>
      row(
        name,
        [count, p50_ms, p95_ms, p99_ms, max_ms].map((n) => n.toFixed(0)),
      ),
    ),
    '',
    row('', ['CPU s', 'ms/order', 'max MB']),
    ...result.usage.map(({ name, cpu_seconds, cpu_ms_per_order, memory_max_mb }) =>
      row(
        name,
        [cpu_seconds, cpu_ms_per_order, memory_max_mb].map((n) => n.toFixed(1)),
      ),
    ),
    '',
    ...verdictOf(result),
  ]
}

/** What was done to the house, and how long whoever had paid waited at worst. */
function disturbedLines({ disturbances, steps }: LoadResult): string[] {
  if (disturbances.length === 0) return []
  const worst = steps.find(({ name }) => name === ISSUED)?.max_ms ?? 0
  return [
    ...disturbances.map(
      ({ name, at_s, ms }) =>
        `After ${at_s.toFixed(0)} s ${name}, for ${(ms / 1000).toFixed(1)} s.`,
    ),
    `From payment to tickets it took ${(worst / 1000).toFixed(1)} s at worst.`,
  ]
}

function verdictOf(result: LoadResult): string[] {
  if (isClean(result))
    return ['Every payment has its tickets or its refund, once; nothing is oversold.']
  return [
    ...result.faults.map(({ kind, count, first }) => `FAULT, ${count} times: ${kind}\n${first[0]}`),
    ...result.differences.map((one) => `DIFFERENCE: ${JSON.stringify(one)}`),
  ]
}

const row = (name: string, cells: string[]) =>
  name.padEnd(28) + cells.map((cell) => cell.padStart(10)).join('')
