import { existsSync } from 'node:fs'
import { environmentOf } from './copy.ts'
import { headOf, lineOf, reportOf, verdictOf, type Step } from './report.ts'
import { CannotWalk, readSettings } from './settings.ts'
import { giveBack, walks, type Bought } from './walks.ts'

/**
 * `npm run staging:check -- https://…`: walks a copy that runs somewhere, over HTTP and with Stripe
 * in test mode, from buying to refunding, and prints how each walk went. Exit code 1 if one failed,
 * or if it must not be walked at all. With STRIPE_API_URL it speaks to the simulator.
 */
async function check(): Promise<boolean> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const settings = readSettings(process.argv.slice(2), process.env)
  const environment = await environmentOf(settings)
  const print = (line: string) => settings.isJson || process.stdout.write(line)
  const began_at = new Date().toISOString()
  const bought: Bought[] = []
  const steps: Step[] = []
  let isEnding = false
  // A walk may have switched Stripe's endpoint off, and what was bought is to be given back.
  process.once('SIGINT', () => {
    isEnding = true
    process.stderr.write('Ending after this walk; once more ends at once.\n')
  })
  print(headOf(settings, environment))
  const last = { name: 'All of it is given back', walk: giveBack }
  for (const { name, walk } of [...walks, last]) {
    if (isEnding && walk !== giveBack) continue
    const step = await timed(name, () => walk(settings, bought))
    steps.push(step)
    print(lineOf(step))
  }
  const report = reportOf(settings, environment, began_at, steps)
  process.stdout.write(settings.isJson ? `${JSON.stringify(report)}\n` : verdictOf(report))
  return report.is_well && !isEnding
}

async function timed(name: string, walk: () => Promise<string>): Promise<Step> {
  const began = performance.now()
  const { said, is_well } = await walk().then(
    (seen) => ({ said: seen, is_well: true }),
    (error: Error) => ({ said: error.message, is_well: false }),
  )
  return { name, is_well, ms: Math.round(performance.now() - began), said }
}

try {
  process.exitCode = (await check()) ? 0 : 1
} catch (error) {
  if (!(error instanceof CannotWalk)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
