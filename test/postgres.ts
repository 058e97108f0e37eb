import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { startPostgres } from '../local/postgres.ts'
import { StartError } from '../local/start_error.ts'
import { migrate } from '../src/kernel/index.ts'
import { assertNobodysDatabase, assertOurs, markOurs, ourDatabases } from './own_mark.ts'

/** No test cuts the power: what a killed server had committed is there without the disk, too. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off' }

/** A database of one test file, with all tables and nothing in them. */
export interface FreshDatabase {
  url: string
  /**
   * Removes it. Throws when a connection to it was left open, since that is a leak of the product:
   * one that was ended has `disconnectMsMax` milliseconds to go.
   */
  drop(disconnectMsMax?: number): Promise<void>
}

/** The server that tests make their databases on. */
export interface TestServer {
  /** The address of its maintenance database. */
  url: string
  stop(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '..')
const MIGRATIONS = join(ROOT, 'src', 'kernel', 'migrations')
const PREFIX = 'coatcheck_test_'
const TEMPLATE_PREFIX = 'coatcheck_empty_'
/** Any number serves; every test process takes the same. */
const LOCK = 7_304_221
/** As many runs may go on side by side from one folder, each on a server of its own. */
const SERVERS_MAX = 8
/** A connection that was ended is gone from the server's books by then, on any machine. */
const DISCONNECT_MS_MAX = 30_000

/**
 * Makes a database by cloning a template that was migrated once for the migrations as they are now:
 * 60 ms instead of all migrations. `name` helps to recognise it. The server is the one of
 * test/run.ts (TEST_POSTGRES_URL), one of your own (TEST_DATABASE_URL), or an embedded one that is
 * started here. It carries the mark of test/own_mark.ts, without which nothing is used or dropped.
 */
export async function freshDatabase(name = 'file'): Promise<FreshDatabase> {
  const server = await serverOfThisProcess()
  const database = `${PREFIX}${name}_${process.pid}_${randomBytes(4).toString('hex')}`
  await onServer(server.url, async (client) => {
    // Several test files ask at once, and only one may make the template.
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const template = await ensureTemplate(client, server.url)
    await client.query(
      `create database ${escapeIdentifier(database)} template ${escapeIdentifier(template)}`,
    )
    await markOurs(client, database)
  })
  const url = withDatabase(server.url, database)
  return {
    url,
    drop: (disconnectMsMax = DISCONNECT_MS_MAX) =>
      dropDatabase(server.url, database, disconnectMsMax),
  }
}

/** Starts an embedded server that no other run uses, and clears what killed runs left on it. */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env['TEST_POSTGRES_URL'] ?? process.env['TEST_DATABASE_URL']
  if (given) {
    await onServer(given, assertNobodysDatabase)
    return { url: given, stop: async () => {} }
  }
  for (let n = 1; ; n++) {
    try {
      const dir = join(ROOT, '.data', 'test-postgres', String(n))
      const postgres = await startPostgres({ dir, settings: SETTINGS })
      await dropLeaked(postgres.url)
      return postgres
    } catch (error) {
      if (!(error instanceof StartError && error.inUse) || n === SERVERS_MAX) throw error
    }
  }
}

/** Drops the tests' databases that killed runs have left on a server. */
export async function dropLeaked(url: string): Promise<void> {
  for (const database of await leakedDatabases(url)) await remove(url, database)
}

/** The names of the tests' databases that nobody dropped. */
export async function leakedDatabases(url: string): Promise<string[]> {
  return onServer(url, (client) => ourDatabases(client, PREFIX))
}

let server: Promise<TestServer> | undefined

/** It ends with this process, which does not wait for it. */
function serverOfThisProcess(): Promise<TestServer> {
  server ??= startTestServer()
  return server
}

/** The template for the migrations as they are now; those of earlier migrations are removed. */
async function ensureTemplate(client: Client, url: string): Promise<string> {
  const template = TEMPLATE_PREFIX + fingerprint()
  const ours = await ourDatabases(client, TEMPLATE_PREFIX)
  if (ours.includes(template)) return template
  for (const datname of ours) {
    await client.query(`drop database ${escapeIdentifier(datname)} with (force)`)
  }
  // It gets its name when it is whole: a run killed in the middle leaves no half template.
  const draft = `${TEMPLATE_PREFIX}draft`
  await client.query(`create database ${draft}`)
  await markOurs(client, draft)
  await migrate(withDatabase(url, draft))
  await client.query(`alter database ${draft} rename to ${escapeIdentifier(template)}`)
  return template
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS).toSorted()) {
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function dropDatabase(url: string, database: string, msMax: number): Promise<void> {
  const open = await openConnections(url, database, msMax)
  await remove(url, database)
  if (open.length === 0) return
  throw new Error(`${open.length} connection(s) to the database were left open: ${open.join('; ')}`)
}

async function openConnections(
  url: string,
  database: string,
  disconnectMsMax: number,
): Promise<string[]> {
  return onServer(url, async (client) => {
    const deadline = Date.now() + disconnectMsMax
    for (;;) {
      const { rows } = await client.query<{ application_name: string; query: string }>(
        'select application_name, query from pg_stat_activity where datname = $1',
        [database],
      )
      if (rows.length === 0 || Date.now() > deadline) {
        return rows.map((row) => `${row.application_name || 'unnamed'}, last: ${row.query}`)
      }
      await sleep(10)
    }
  })
}

async function remove(url: string, database: string): Promise<void> {
  await onServer(url, async (client) => {
    await assertOurs(client, database)
    await client.query(`drop database ${escapeIdentifier(database)} with (force)`)
  })
}

/**
 * Throws unless the database at `url` is one that tests have made: whoever runs them with another
 * one's address must not lose a row of it.
 */
export async function refuseOthers(url: string): Promise<void> {
  await onServer(url, (client) => assertOurs(client, client.database ?? ''))
}

async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
