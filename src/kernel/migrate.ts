import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { Client } from 'pg'
import { ConfigError } from './config.ts'
import type { Environment } from './environment.ts'
import { insertMark, selectMark } from './installation.sql.ts'
import { lockMigrations } from './migrate.sql.ts'

/** Where the migrations stand: immutable files, forward only (style, rule 12). */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

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
    await run(client)
    if (environment) await insertMark(client, environment)
  } finally {
    await client.end()
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

const quiet = () => {}
