import { Client, escapeIdentifier, type DatabaseError } from 'pg'

/** The database that every server has, to ask about the others in. */
const MAINTENANCE = 'postgres'
const DUPLICATE_DATABASE = '42P04'

/**
 * Creates the database `name` of the server that `urlOf` gives addresses for, unless it is there.
 * It logs in to `name` afterwards, so that a broken database shows now.
 */
export async function createDatabase(
  urlOf: (database: string) => string,
  name: string,
): Promise<void> {
  await withClient(urlOf(MAINTENANCE), async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return
    try {
      await client.query(`create database ${escapeIdentifier(name)}`)
    } catch (error) {
      if ((error as DatabaseError).code !== DUPLICATE_DATABASE) throw error
    }
  })
  await withClient(urlOf(name), (client) => client.query('select 1'))
}

async function withClient(url: string, work: (client: Client) => Promise<unknown>) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A server that goes down while we ask is reported by the query; unheard it would end us.
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } finally {
    await client.end()
  }
}
