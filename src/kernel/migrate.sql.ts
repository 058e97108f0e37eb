import type { Client } from 'pg'

/** Any number that nothing else in this database locks by. */
const MIGRATION_LOCK = 7_300_511

/** Waits for the right to migrate; it is held until the connection ends. */
export async function lockMigrations(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
}
