import { parseArgs } from 'node:util'
import { buildClient } from '../../build/client.ts'
import { playNight, type Report } from './night.ts'
import { inOneLine } from './totals.ts'

// `npm run simulate -- --seed 7 --orders 1000`: plays one night (docs/reliability.md), prints one
// line of totals with its seed, and exits with 1 when anything is wrong.

const ORDERS = 200
/** Any seed will do; a chosen one is printed, so that the night can be played again. */
const SEED_MAX = 1_000_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * SEED_MAX)) },
    orders: { type: 'string', default: String(ORDERS) },
  },
})
const [seed, orders] = [Number(values.seed), Number(values.orders)]
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(orders) || orders < 1) {
  print('Usage: npm run simulate -- --seed <whole number> --orders <whole number>')
  process.exit(2)
}
const began_ms = Date.now()
try {
  await buildClient()
  const report = await playNight({ seed, orders, progress: (line) => print(`  ${line}`) })
  printFaults(report)
  const seconds = Math.round((Date.now() - began_ms) / 1000)
  const wrong = report.differences.length + report.faults.length
  const verdict = wrong === 0 ? 'the books agree' : `${wrong} FAULTS`
  print(`seed ${seed} | ${inOneLine(report.totals)} | ${seconds} s | ${verdict}`)
  process.exitCode = wrong === 0 ? 0 : 1
} catch (error) {
  print(`seed ${seed}: ${(error as Error).stack}`)
  process.exitCode = 1
}

function printFaults({ differences, faults, log }: Report): void {
  for (const difference of differences) print(`difference: ${JSON.stringify(difference)}`)
  for (const fault of faults) print(`fault: ${fault}`)
  if (differences.length + faults.length > 0) print(`log of the servers: ${log}`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
