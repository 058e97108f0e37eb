import type { PoolClient } from 'pg'
import type { Database } from '../src/kernel/index.ts'

/** From so many orders on it is quicker to make indexes anew than to fill them row by row. */
const MANY = 50_000

/**
 * Runs `fill`, which writes very many rows, in one transaction without a look at every reference:
 * a slow computer must get through, too. The rows are right by how they are made. For `rows` of
 * many thousands the indexes that forbid nothing are made anew afterwards.
 */
export async function fillAtOnce(
  db: Database,
  rows: number,
  fill: (client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await db.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica')
    await client.query('set local statement_timeout = 0')
    await client.query(`set local maintenance_work_mem = '256MB'`)
    const indexes = rows < MANY ? [] : await dropIndexes(client)
    await fill(client)
    for (const { indexdef } of indexes) await client.query(indexdef)
    await client.query('commit')
  } finally {
    client.release(true)
  }
}

async function dropIndexes(client: PoolClient): Promise<{ indexdef: string }[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `select c.relname as indexname, pg_get_indexdef(c.oid) as indexdef
       from pg_index x join pg_class c on c.oid = x.indexrelid
      where not x.indisunique and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { indexname } of rows) await client.query(`drop index ${indexname}`)
  return rows
}
