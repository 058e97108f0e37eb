import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildClient } from '../../build/client.ts'
import { startPostgres } from '../../local/postgres.ts'
import { pageOf } from '../load/page.ts'
import { isClean } from '../load/result.ts'
import { inLines } from '../load/summary.ts'
import { playFleetNight, type FleetNight, type FleetResult } from './fleet_night.ts'
import { findPgBouncer, startPgBouncer } from './pgbouncer.ts'
import { startPair } from './replica.ts'

// `npm run fleet`: two servers and two workers on one database, directly and through PgBouncer, and
// with --failover on a database with a replica (docs/scaling.md). Installs nothing. Exits with 1
// when the books differ or a guest has seen what nobody must see, and with 2 when it cannot begin.

const USAGE = `npm run fleet -- [--failover | --direct | --pgbouncer] [--buyers 20] [--seconds 60]
                [--vip 0.2] [--seed n]`
const NO_PGBOUNCER = `This needs PgBouncer, and there is no program "pgbouncer" in the path or in \
/usr/sbin. Debian and Ubuntu: apt-get install pgbouncer. Without it: npm run fleet -- --direct`
const SEED_MAX = 1_000_000
/** The heaviest tables, and what Stripe is asked most, are enough. */
const LINES_MAX = 12
const ROOT = resolve(import.meta.dirname, '../..')
const RESULTS = join(ROOT, '.build', 'fleet')

type About = Omit<FleetNight, 'way' | 'reach' | 'failOver'>

const options = readOptions()
const pgbouncer = options.direct || options.failover ? undefined : findPgBouncer()
if (!options.direct && !options.failover && !pgbouncer) giveUp(NO_PGBOUNCER)
await mkdir(RESULTS, { recursive: true })
await buildClient()
const folder = await mkdtemp(join(tmpdir(), 'coatcheck-fleet-'))
try {
  const played = options.failover ? await playFailover() : await playBoth()
  process.exitCode = played.every(isClean) ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        failover: { type: 'boolean', default: false },
        direct: { type: 'boolean', default: false },
        pgbouncer: { type: 'boolean', default: false },
        buyers: { type: 'string', default: '20' },
        seconds: { type: 'string', default: '60' },
        vip: { type: 'string', default: '0.2' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * SEED_MAX)) },
      },
    })
    const [buyers, seconds, vip, seed] = [values.buyers, values.seconds, values.vip, values.seed]
    return {
      failover: values.failover,
      direct: values.direct,
      pgbouncer: values.pgbouncer,
      buyers: within('buyers', buyers, 1, 10_000),
      seconds: within('seconds', seconds, 5, 86_400),
      vip: within('vip', vip, 0, 1),
      seed: within('seed', seed, 0, SEED_MAX),
    }
  } catch (error) {
    return giveUp(`${(error as Error).message}\n${USAGE}`)
  }
}

function within(name: string, text: string, min: number, max: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= min && value <= max) return value
  throw new Error(`--${name} is ${text}, and has to be a number from ${min} to ${max}.`)
}

/** The same night twice, on a server that writes through to the disk as it must where money is. */
async function playBoth(): Promise<FleetResult[]> {
  const postgres = await startPostgres({ dir: join(folder, 'postgres') })
  process.env['TEST_POSTGRES_URL'] = postgres.url
  try {
    const played = options.pgbouncer
      ? []
      : [await play({ way: 'directly', reach: { isFaulty: false } })]
    if (!pgbouncer) return played
    const pool = await startPgBouncer(pgbouncer, postgres.url, join(folder, 'pgbouncer'))
    try {
      const reach = { through: (url: string) => pool.through(url), isFaulty: false }
      return [...played, await play({ way: 'through PgBouncer, session mode', reach })]
    } finally {
      await pool.stop()
    }
  } finally {
    await postgres.stop()
  }
}

async function playFailover(): Promise<FleetResult[]> {
  const pair = await startPair(folder)
  process.env['TEST_POSTGRES_URL'] = pair.url
  try {
    const failOver = async () => {
      say(`  the replica has taken over after ${await pair.failOver()} ms`)
    }
    const reach = { databasePids: () => pair.pids(), isFaulty: true }
    return [await play({ way: 'with a synchronous replica', reach, failOver })]
  } finally {
    await pair.stop()
  }
}

async function play(how: Pick<FleetNight, 'way' | 'reach' | 'failOver'>): Promise<FleetResult> {
  const name = join(RESULTS, new Date().toISOString().replaceAll(/[:.]/g, '-'))
  say(`Two servers and two workers, ${how.way}`)
  const { buyers, seconds, vip, seed } = options
  const about: About = { buyers, seconds, vip, seed, log: `${name}.log`, progress }
  const result = await playFleetNight({ ...about, ...how })
  await writeFile(`${name}.json`, `${JSON.stringify(result, null, 2)}\n`)
  await writeFile(`${name}.html`, pageOf(result))
  say(
    [...inLines(result), '', ...weightLines(result), '', `${name}.json`, `${name}.html`].join('\n'),
  )
  return result
}

function weightLines({ weight, stripe }: FleetResult): string[] {
  const { orders, rows, bytes, wal_bytes, tables } = weight
  return [
    `For each of ${orders} orders: ${rows.toFixed(1)} rows, ${(bytes / 1024).toFixed(1)} kB with ` +
      `indexes, ${(wal_bytes / 1024).toFixed(1)} kB of WAL`,
    ...tables
      .slice(0, LINES_MAX)
      .map((one) => `  ${one.name}: ${one.rows.toFixed(2)} rows, ${one.bytes.toFixed(0)} bytes`),
    'Of Stripe, for each order:',
    ...stripe.slice(0, LINES_MAX).map((one) => `  ${one.per_order.toFixed(2)} ${one.request}`),
  ]
}

function progress(line: string): void {
  say(`  ${line}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function giveUp(why: string): never {
  say(why)
  process.exit(2)
}
