import { openDatabase, schemaState, type Config, type Database } from '../kernel/index.ts'
import { selectOwner, selectServerFacts } from './database.sql.ts'
import { doubtful, well, wrong, type Finding } from './finding.ts'

/** PostgreSQL 15, as its server_version_num has it. */
const VERSION_MIN = 150_000
/** Holds and doors go by the database's clock, signatures by this computer's. */
const CLOCK_SECONDS = 5

/** Looks whether the database is there, new enough, migrated, and this environment's. */
export async function lookAtDatabase(config: Config): Promise<Finding[]> {
  const db = openDatabase(config.databaseUrl, () => {})
  try {
    return await look(db, config)
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    const why = typeof code === 'string' ? ` (${code})` : ''
    return [
      wrong('database', `it does not answer${why}`, 'Start it, or mend DATABASE_URL.'),
      doubtful('migrations', 'nothing is known of them', 'Mend the database first.'),
    ]
  } finally {
    await db.end()
  }
}

async function look(db: Database, config: Config): Promise<Finding[]> {
  const { version, version_number, megabytes, now } = await selectServerFacts(db)
  const apart = Math.round(Math.abs(now.getTime() - Date.now()) / 1000)
  const says = `PostgreSQL ${version}, ${megabytes} MB`
  const migrations = await lookAtMigrations(db, config)
  if (version_number < VERSION_MIN)
    return [wrong('database', says, 'Upgrade it to PostgreSQL 15 or newer.'), migrations]
  if (apart >= CLOCK_SECONDS)
    return [
      doubtful('database', `${says}; its clock differs by ${apart} s`, 'Set both clocks by NTP.'),
      migrations,
    ]
  return [well('database', says), migrations]
}

async function lookAtMigrations(db: Database, { environment }: Config): Promise<Finding> {
  const check = 'migrations'
  const { missing, unknown } = await schemaState(db)
  const newest = unknown.at(-1)
  if (newest)
    return wrong(
      check,
      `a newer build has been here (${newest})`,
      'Run that build, or a newer one.',
    )
  if (missing.length > 0)
    return doubtful(
      check,
      `${missing.length} to be made, from ${missing[0]} on`,
      'The next start makes them, or `npm run migrate`.',
    )
  const owner = await selectOwner(db)
  if (owner && owner !== environment)
    return wrong(check, `the database is of ${owner}`, `Give ${environment} one of its own.`)
  return well(check, 'all are made')
}
