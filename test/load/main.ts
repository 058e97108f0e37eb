import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildClient } from '../../build/client.ts'
import { startPostgres } from '../../local/postgres.ts'
import { playBusyNight } from './busy_night.ts'
import { startOwnDatabase, type OwnDatabase } from './own_database.ts'
import { pageOf } from './page.ts'
import { isClean, type LoadResult } from './result.ts'
import { playRush } from './rush.ts'
import { inLines } from './summary.ts'

// `npm run load`: a busy night, or the rush of an on-sale (docs/performance.md). Starts everything
// fresh, shows how it goes, writes what came of it as JSON and as a page with plots, and exits with
// 1 when the books differ or a guest has seen what nobody must see.

const USAGE = `npm run load -- [--buyers 50] [--minutes 2] [--vip 0.2] [--restarts 1] [--faults]
npm run load -- --rush [--guests 2000] [--tickets 500] [--tables 20] [--seed n]`
const SEED_MAX = 1_000_000
const ROOT = resolve(import.meta.dirname, '../..')
const RESULTS = join(ROOT, '.build', 'load')

const options = readOptions()
await mkdir(RESULTS, { recursive: true })
await buildClient()
const faulty = options.faults ? await ownToFault() : undefined
const postgres = faulty ? undefined : await ownPostgres()
try {
  const name = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const about = { seed: options.seed, log: join(RESULTS, `${name}.log`), progress }
  const result = options.rush
    ? await playRush({ ...options, ...about })
    : await playBusyNight({
        ...options,
        ...(faulty && { faulty }),
        seconds: options.minutes * 60,
        ...about,
      })
  await keep(name, result)
  process.exitCode = isClean(result) ? 0 : 1
} finally {
  await postgres?.stop()
  await faulty?.stop()
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        buyers: { type: 'string', default: '50' },
        minutes: { type: 'string', default: '2' },
        vip: { type: 'string', default: '0.2' },
        restarts: { type: 'string', default: '1' },
        faults: { type: 'boolean', default: false },
        rush: { type: 'boolean', default: false },
        guests: { type: 'string', default: '2000' },
        tickets: { type: 'string', default: '500' },
        tables: { type: 'string', default: '20' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * SEED_MAX)) },
      },
    })
    return {
      rush: values.rush,
      faults: values.faults,
      buyers: whole('buyers', values.buyers, 1),
      minutes: within('minutes', values.minutes, 0.01, 24 * 60),
      vip: within('vip', values.vip, 0, 1),
      restarts: whole('restarts', values.restarts, 0),
      guests: whole('guests', values.guests, 1),
      tickets: whole('tickets', values.tickets, 1),
      tables: whole('tables', values.tables, 1),
      seed: whole('seed', values.seed, 0),
    }
  } catch (error) {
    say(`${(error as Error).message}\n${USAGE}`)
    process.exit(2)
  }
}

function whole(name: string, text: string, min: number): number {
  const value = within(name, text, min, Number.MAX_SAFE_INTEGER)
  if (!Number.isInteger(value)) throw new Error(`--${name} is ${text}, which is no whole number.`)
  return value
}

function within(name: string, text: string, min: number, max: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= min && value <= max) return value
  throw new Error(`--${name} is ${text}, and has to be a number from ${min} to ${max}.`)
}

/** Unlike that of the tests it writes through to the disk, as it must where money is. */
async function ownPostgres() {
  if (process.env['TEST_DATABASE_URL']) return undefined
  const started = await startPostgres({ dir: join(ROOT, '.data', 'load-postgres') })
  process.env['TEST_POSTGRES_URL'] = started.url
  return started
}

async function ownToFault(): Promise<OwnDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-faults-'))
  const database = await startOwnDatabase(folder)
  if (!database.fillDisk) say('Its disk cannot be filled: only root may mount one of its own.')
  process.env['TEST_POSTGRES_URL'] = database.url
  return database
}

async function keep(name: string, result: LoadResult): Promise<void> {
  const [json, html] = [join(RESULTS, `${name}.json`), join(RESULTS, `${name}.html`)]
  await writeFile(json, `${JSON.stringify(result, null, 2)}\n`)
  await writeFile(html, pageOf(result))
  say([...inLines(result), '', json, html].join('\n'))
}

function progress(line: string): void {
  say(`  ${line}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
