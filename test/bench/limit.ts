import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freshDatabase } from '../postgres.ts'
import { runLikePgbench, STATEMENTS } from './like_pgbench.ts'

/** What the database does at most, whatever asks it: the minimal transaction of a paid ticket. */
export interface Limit {
  /** What measures it. */
  by: 'pgbench' | 'pg'
  /** Transactions a second, with so many clients at once, for so many seconds. */
  measure(clients: number, seconds: number): Promise<number>
  close(): Promise<void>
}

const PGBENCH = ['/usr/bin/pgbench', '/usr/local/bin/pgbench']
/** As many orders as a large night has: no two transactions meet on one. */
const ORDERS = 100_000

/** Four tables with the keys that they cannot do without, and nothing else. */
const SCHEMA = `
create table webhooks (id text primary key, type text not null,
  received_at timestamptz not null default now());
create table orders (id text primary key, state text not null, paid_at timestamptz);
create table tickets (id text primary key, order_id text not null, code text not null unique,
  issued_at timestamptz not null default now());
create index on tickets (order_id);
create table job_requests (id bigint generated always as identity primary key,
  queue text not null, payload jsonb not null, start_after timestamptz not null default now());
insert into orders select 'ord_' || n, 'open' from generate_series(1, ${ORDERS}) n;
`

const SCRIPT = `
\\set n random(1, 9000000000000000000)
\\set order random(1, ${ORDERS})
${['begin', ...STATEMENTS, 'commit'].map((text) => `${text.replaceAll(/\s+/g, ' ')};`).join('\n')}
`

/**
 * Makes a database of its own on the server that the product is measured on. Without pgbench, which
 * Debian has in postgresql-contrib, the same is done by a driver here: slower, as a client, and so
 * a lower limit.
 */
export async function openLimit(): Promise<Limit> {
  const database = await freshDatabase('limit')
  const client = new Client({ connectionString: database.url })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.query(SCHEMA)
  await client.query('vacuum analyze')
  await client.end()
  const folder = await mkdtemp(join(tmpdir(), 'coatcheck-limit-'))
  const script = join(folder, 'limit.sql')
  await writeFile(script, SCRIPT)
  const program = PGBENCH.find((path) => existsSync(path))
  return {
    by: program ? 'pgbench' : 'pg',
    measure: (clients, seconds) =>
      program
        ? runPgbench(program, { url: database.url, script, clients, seconds })
        : runLikePgbench({ url: database.url, clients, seconds, orders: ORDERS }),
    close: async () => {
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function runPgbench(
  program: string,
  {
    url,
    script,
    clients,
    seconds,
  }: Record<'url' | 'script', string> & Record<'clients' | 'seconds', number>,
): Promise<number> {
  const threads = Math.min(2, clients)
  const words = ['-n', '-M', 'prepared', '-f', script, '-c', clients, '-j', threads, '-T', seconds]
  const { stdout } = await promisify(execFile)(program, [...words.map(String), url])
  const found = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (!found) throw new Error(`pgbench said: ${stdout}`)
  return Number(found)
}
