import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { ConfigError } from './config.ts'
import { sqlState, type Queryable } from './database.ts'
import type { Environment } from './environment.ts'
import { insertMark, selectMark } from './installation.sql.ts'
import { limitLockWaits, lockMigrations, selectMigrations } from './migrate.sql.ts'

/** Where the migrations stand: immutable files, forward only (style, rule 12). */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * Behind one long read a migration waits for its table, and everybody else for the migration. So it
 * waits no longer than guests do, lets them by, and comes again.
 */
const LOCK_WAIT_MS_MAX = 3_000
const LETS_BY_MS = 2_000
/** A quarter of an hour: a dump of a large house reads for as long. */
const TRIES_MAX = 180
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Brings the database at `url` to the newest schema, in one transaction. Servers that start at once
 * wait for each other, and one of them does it. Throws when a file is missing or out of order. With
 * an `environment` the database is marked as its own, once; one that is marked as another's is
 * refused with a ConfigError before anything of it is touched.
 */
export async function migrate(url: string, environment?: Environment): Promise<void> {
  const client = new Client({ connectionString: url })
  // What is lost is said by the statement that it was lost in.
  client.on('error', quiet)
  await client.connect()
  try {
    await lockMigrations(client)
    const mark = environment && (await selectMark(client))
    if (mark && mark !== environment) throw new ConfigError([belongsTo(mark, environment)])
    await limitLockWaits(client, LOCK_WAIT_MS_MAX)
    await runPatiently(client)
    if (environment) await insertMark(client, environment)
  } finally {
    await client.end()
  }
}

async function runPatiently(client: Client): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run(client)
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE || attempt === TRIES_MAX) throw error
      // The runner leaves its failed transaction open.
      await client.query('rollback')
      await sleep(LETS_BY_MS)
    }
  }
}

async function run(client: Client): Promise<void> {
  await runner({
    dbClient: client,
    // Its own lock does not wait, so the second of two servers would not start.
    noLock: true,
    dir: migrationsFolder,
    direction: 'up',
    migrationsTable: 'migrations',
    checkOrder: true,
    // It remarks that our numbers are no timestamps; what fails is thrown.
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
}

function belongsTo(mark: string, environment: string): string {
  return (
    `APP_ENV is ${environment}, but the database at DATABASE_URL is marked as belonging to ` +
    `${mark}: each environment needs a database of its own, so nothing was touched`
  )
}

/** How a database's schema stands to what this build was written for. */
export interface SchemaState {
  /** Migrations of this build that the database has not had. */
  missing: string[]
  /** Those that it has had and this build does not know: a newer one has been here. */
  unknown: string[]
}

let ours: string[] | undefined

/** Compares the database with this build. Of a newer one it may be ahead: both run side by side. */
export async function schemaState(db: Queryable): Promise<SchemaState> {
  ours ??= readdirSync(migrationsFolder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .toSorted()
  const expected = ours
  const had = await selectMigrations(db)
  return {
    missing: expected.filter((name) => !had.includes(name)),
    unknown: had.filter((name) => !expected.includes(name)),
  }
}

const quiet = () => {}
