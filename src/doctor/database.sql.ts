import { must, row, type Queryable } from '../kernel/index.ts'

/** What a database server says of itself. */
export interface ServerFacts {
  version: string
  version_number: number
  megabytes: number
  now: Date
}

/** Asks it. */
export async function selectServerFacts(db: Queryable): Promise<ServerFacts> {
  const found = await row<ServerFacts>(
    db,
    'doctor_server',
    `select current_setting('server_version') as version,
            current_setting('server_version_num')::int as version_number,
            (pg_database_size(current_database()) / 1048576)::int as megabytes,
            clock_timestamp() as now`,
  )
  return must(found, 'what the server says of itself')
}

/** Which environment the database belongs to, once it has all its tables. */
export async function selectOwner(db: Queryable): Promise<string | undefined> {
  const found = await row<{ environment: string }>(
    db,
    'doctor_owner',
    `select environment from installation`,
  )
  return found?.environment
}
