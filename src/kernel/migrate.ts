import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'

/** Where the migrations stand: immutable files, forward only (style, rule 12). */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * Brings the database at `url` to the newest schema, in one transaction, under an advisory lock:
 * two servers that start at once do it once. Throws when a file is missing or out of order.
 */
export async function migrate(url: string): Promise<void> {
  await runner({
    databaseUrl: url,
    dir: migrationsFolder,
    direction: 'up',
    migrationsTable: 'migrations',
    checkOrder: true,
    // It remarks that our numbers are no timestamps; what fails is thrown.
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
}

const quiet = () => {}
