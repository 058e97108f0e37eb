import type { Client } from 'pg'

/** Which environment the database belongs to; undefined where nobody has said so yet. */
export async function selectMark(client: Client): Promise<string | undefined> {
  const { rows: found } = await client.query<{ table: string | null }>(
    `select to_regclass('installation')::text as table`,
  )
  if (!found[0]?.table) return undefined
  const { rows } = await client.query<{ environment: string }>(
    `select environment from installation`,
  )
  return rows[0]?.environment
}

/** Marks the database as this environment's, for ever. */
export async function insertMark(client: Client, environment: string): Promise<void> {
  await client.query(
    `insert into installation (environment) values ($1) on conflict (is_only) do nothing`,
    [environment],
  )
}
