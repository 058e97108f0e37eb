import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { buildClient } from '../../build/client.ts'
import { startPostgres } from '../../local/postgres.ts'
import { processors } from '../load/usage.ts'
import { dropLeaked } from '../postgres.ts'
import { costsOf } from './cost.ts'
import { openLimit, type Limit } from './limit.ts'
import { goalsOf, inLines, type BenchResult } from './result.ts'
import { playRounds, startAsker, type Plan } from './rounds.ts'
import { openStand, type Stand } from './stand.ts'

// `npm run bench`: the product against what its database can do at most (docs/performance.md). One
// server process, the client and the database share this machine. What came of it is written to
// .build/bench as JSON, and shown as a table.

const USAGE = `npm run bench -- [--parts webhooks,purchases,pages,cost] [--rounds 5] [--seconds 4]
  [--at 1,10,50] [--tickets 0,1000000,10000000] [--no-limit] [--profile]`
const PARTS: Plan['parts'] = ['webhooks', 'purchases', 'pages', 'cost']
const ROOT = resolve(import.meta.dirname, '../..')
const RESULTS = join(ROOT, '.build', 'bench')

const options = readOptions()
await mkdir(RESULTS, { recursive: true })
await buildClient()
const name = new Date().toISOString().replaceAll(/[:.]/g, '-')
const postgres = await ownPostgres()
const stands: Stand[] = []
let limit: Limit | undefined
const asker = startAsker()
try {
  for (const tickets of options.tickets) {
    if (tickets > 0) say(`${tickets} tickets are written`)
    const log = join(RESULTS, `${name}.log`)
    stands.push(await openStand(tickets, options.profile ? { log, profiles: RESULTS } : { log }))
  }
  if (options.limit) limit = await openLimit()
  if (limit?.by === 'pg') say('There is no pgbench: install postgresql-contrib (Debian) for it.')
  const result = await measure()
  const json = join(RESULTS, `${name}.json`)
  await writeFile(json, `${JSON.stringify(result, null, 2)}\n`)
  say([...inLines(result), '', json].join('\n'))
} finally {
  asker.stop()
  await limit?.close()
  for (const stand of stands) await stand.close()
  await postgres?.stop()
}

async function measure(): Promise<BenchResult> {
  const { seconds, parts } = options
  const began_at = new Date().toISOString()
  const measured = await playRounds({ ...options, say: progress }, limit, stands, asker)
  const costs = parts.includes('cost')
    ? await costsOf(stands, asker, { seconds, measured, say: progress })
    : []
  return {
    began_at,
    processors: processors(),
    limit_by: limit?.by ?? null,
    seconds,
    measured,
    costs,
    goals: goalsOf(measured),
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        parts: { type: 'string', default: PARTS.join(',') },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '4' },
        at: { type: 'string', default: '1,10,50' },
        tickets: { type: 'string', default: '0,1000000,10000000' },
        'no-limit': { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
      },
    })
    return {
      parts: values.parts.split(',').map(part),
      rounds: whole('rounds', values.rounds, 1),
      seconds: whole('seconds', values.seconds, 1),
      at: values.at.split(',').map((text) => whole('at', text, 1)),
      tickets: values.tickets.split(',').map((text) => whole('tickets', text, 0)),
      limit: !values['no-limit'],
      profile: values.profile,
    }
  } catch (error) {
    say(`${(error as Error).message}\n${USAGE}`)
    process.exit(2)
  }
}

function part(text: string): Plan['parts'][number] {
  const known = PARTS.find((one) => one === text)
  if (!known) throw new Error(`--parts names ${text}: choose from ${PARTS.join(', ')}.`)
  return known
}

function whole(option: string, text: string, min: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min) return value
  throw new Error(`--${option} is ${text}, and has to be a whole number from ${min} on.`)
}

/**
 * It writes through to the disk, as it must where money is. It can count statements, and does so
 * only while costs are measured.
 */
async function ownPostgres() {
  if (process.env['TEST_DATABASE_URL']) return undefined
  const started = await startPostgres({
    dir: join(ROOT, '.data', 'bench-postgres'),
    settings: { shared_preload_libraries: 'pg_stat_statements' },
  })
  await dropLeaked(started.url)
  await countNoStatements(started.url)
  process.env['TEST_POSTGRES_URL'] = started.url
  return started
}

/** As long as nobody wants to know: counting slows everything down a little. */
async function countNoStatements(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`alter system set pg_stat_statements.track = 'none'`)
  await client.query('select pg_reload_conf()')
  await client.end()
}

function progress(line: string): void {
  say(`  ${line}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
