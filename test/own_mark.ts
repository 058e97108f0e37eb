import type { Client } from 'pg'
import { escapeIdentifier, escapeLiteral } from 'pg'

/** What the tests write beside each database that they make, in PostgreSQL's own catalog. */
const MARK = 'made by the tests of Coatcheck, and dropped by them'

/** Marks a database that was just made. A clone does not carry its template's mark. */
export async function markOurs(client: Client, database: string): Promise<void> {
  await client.query(`comment on database ${escapeIdentifier(database)} is ${escapeLiteral(MARK)}`)
}

/** The names of the databases that carry the mark, and begin so. */
export async function ourDatabases(client: Client, prefix: string): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database
      where starts_with(datname, $1) and shobj_description(oid, 'pg_database') = $2
      order by datname`,
    [prefix, MARK],
  )
  return rows.map(({ datname }) => datname)
}

/** Throws unless the tests have made this database: nothing else is written to, or dropped. */
export async function assertOurs(client: Client, database: string): Promise<void> {
  const ours = await ourDatabases(client, database)
  if (ours.includes(database)) return
  throw new Error(
    `The tests have not made the database "${database}", so they neither use nor drop it.`,
  )
}

/**
 * Throws where the database that was given to make others beside it is in use: with tables of a
 * house it may be somebody's, and the tests are to stay on a server of their own.
 */
export async function assertNobodysDatabase(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string | null }>(
    `select coalesce(to_regclass('public.orders'), to_regclass('public.installation'))::text as table`,
  )
  if (!rows[0]?.table) return
  throw new Error(
    `The database "${client.database}" has a house's tables: give the tests the maintenance ` +
      'database (postgres) of a server that is theirs.',
  )
}
