import type { Database } from '../../src/kernel/index.ts'
import { cpuSecondsOf, familyOf, memoryOf, postmasterOf } from '../load/usage.ts'
import type { Done } from './client.ts'
import type { Cost, Measured } from './result.ts'
import { buy, deliver, type Asker } from './rounds.ts'
import type { Stand } from './stand.ts'

/** PostgreSQL tells of what a connection has done within this time. */
const STATISTICS_MS = 1_500
const AT = 50
const LONGEST = 12
const MB = 1024 * 1024

interface Counted {
  commits: number
  wal: number
  server: number
  database: number
}

/** What one order costs on each stand, with all that it brings with it, such as its mail. */
export async function costsOf(
  stands: Stand[],
  asker: Asker,
  about: { seconds: number; measured: Measured[]; say: (line: string) => void },
): Promise<Cost[]> {
  const costs: Cost[] = []
  for (const stand of stands) {
    about.say(`what an order costs with ${stand.tickets} tickets`)
    const rate = about.measured.find(
      ({ what, at, tickets }) => what === 'webhooks' && at === AT && tickets === stand.tickets,
    )?.per_second
    const count = Math.ceil((rate ?? 100) * about.seconds)
    costs.push(await costOf(stand, 'webhooks', () => deliver(stand, asker, AT, count)))
    costs.push(await costOf(stand, 'purchases', () => buy(stand, asker, about.seconds)))
  }
  return costs
}

async function costOf(stand: Stand, what: Cost['what'], work: () => Promise<Done>): Promise<Cost> {
  const { db } = stand.premises
  const postmaster = await postmasterOf(db)
  const isCounting = await countStatements(db, true)
  await pause()
  const before = await countAll(stand, postmaster)
  const { count } = await work()
  await pause()
  const after = await countAll(stand, postmaster)
  const { statements, longest } = isCounting ? await statementsOf(db) : NO_STATEMENTS
  if (isCounting) await countStatements(db, false)
  const each = (name: keyof Counted) => (after[name] - before[name]) / count
  return {
    what,
    tickets: stand.tickets,
    orders: count,
    server_cpu_ms: each('server') * 1000,
    database_cpu_ms: each('database') * 1000,
    server_memory_mb: memoryOf(stand.server.pids()[0] ?? 0).own / MB,
    commits: each('commits'),
    wal_bytes: each('wal'),
    statements: statements === null ? null : statements / count,
    longest: longest.map(({ text, calls, ms }) => ({
      text,
      calls: calls / count,
      ms: ms / count,
    })),
  }
}

const NO_STATEMENTS = { statements: null, longest: [] as Cost['longest'] }

async function countAll(
  { premises: { db }, server }: Stand,
  postmaster: number | undefined,
): Promise<Counted> {
  const { rows } = await db.query<{ commits: number; wal: number }>({
    text: `select xact_commit::float8 as commits,
                  pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal
             from pg_stat_database where datname = current_database()`,
  })
  const { commits = 0, wal = 0 } = rows[0] ?? {}
  const cpu = { server: cpuSecondsOf(server.pids()), database: cpuSecondsOf(familyOf(postmaster)) }
  return { commits, wal, ...cpu }
}

/** False where the server was not started so that it can. */
async function countStatements(db: Database, isWanted: boolean): Promise<boolean> {
  try {
    await db.query({ text: 'create extension if not exists pg_stat_statements' })
    const track = isWanted ? 'top' : 'none'
    await db.query({ text: `alter system set pg_stat_statements.track = '${track}'` })
    await db.query({ text: 'select pg_reload_conf()' })
    if (isWanted) await db.query({ text: 'select pg_stat_statements_reset()' })
    return true
  } catch {
    return false
  }
}

async function statementsOf(
  db: Database,
): Promise<{ statements: number; longest: Cost['longest'] }> {
  const { rows } = await db.query<{ text: string; calls: number; ms: number; all: number }>({
    text: `select query as text, calls::float8, total_exec_time as ms,
                  sum(calls) over ()::float8 as all
             from pg_stat_statements(true) s
             join pg_database d on d.oid = s.dbid and d.datname = current_database()
            order by total_exec_time desc`,
  })
  const longest = rows.slice(0, LONGEST).map(({ text, calls, ms }) => ({ text, calls, ms }))
  return { statements: rows[0]?.all ?? 0, longest }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, STATISTICS_MS))
