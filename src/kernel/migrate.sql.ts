import type { Client } from 'pg'
import { rows, sqlState, type Queryable } from './database.ts'

/** Any number that nothing else in this database locks by. */
const MIGRATION_LOCK = 7_300_511

/** Waits for the right to migrate; it is held until the connection ends. */
export async function lockMigrations(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
}

/** From now on no statement of this connection waits for a lock any longer than this. */
export async function limitLockWaits(client: Client, milliseconds: number): Promise<void> {
  await client.query(`select set_config('lock_timeout', $1, false)`, [String(milliseconds)])
}

/** A table that nobody has made. */
const UNKNOWN_TABLE = '42P01'

/** The migrations that the database has had; none before the first. */
export async function selectMigrations(db: Queryable): Promise<string[]> {
  try {
    const found = await rows<{ name: string }>(db, 'migrations', `select name from migrations`)
    return found.map(({ name }) => name)
  } catch (error) {
    if (sqlState(error) === UNKNOWN_TABLE) return []
    throw error
  }
}
