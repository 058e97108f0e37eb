import { runner } from 'node-pg-migrate'
import { Client, escapeIdentifier } from 'pg'
import { migrationsFolder } from '../src/kernel/migrate.ts'
import { freshDatabase, type FreshDatabase } from './postgres.ts'

const quiet = () => {}

/** A database with nothing in it, no table either. */
export async function emptyDatabase(name: string): Promise<FreshDatabase> {
  const database = await freshDatabase(name)
  await onDatabase(database.url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select nspname as name from pg_namespace
        where nspname <> 'information_schema' and not starts_with(nspname, 'pg_')`,
    )
    for (const schema of rows)
      await client.query(`drop schema ${escapeIdentifier(schema.name)} cascade`)
    await client.query('create schema public')
  })
  return database
}

/** Brings an empty database as far as its first `count` migrations do. */
export async function migrateUpTo(databaseUrl: string, count: number): Promise<void> {
  await runner({
    databaseUrl,
    dir: migrationsFolder,
    direction: 'up',
    count,
    migrationsTable: 'migrations',
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  })
}

interface Table {
  schema: string
  name: string
  columns: string[]
}

/**
 * Writes the rows of the database at `from` into that at `to`, as far as its tables and columns
 * know them, all as of one moment. The queue's own tables are left out: it must be empty.
 */
export async function copyRows(from: string, to: string): Promise<void> {
  await onDatabase(from, (source) =>
    onDatabase(to, async (target) => {
      await source.query('begin isolation level repeatable read read only')
      await target.query('begin')
      // Rows come in any order, and what triggers did with them is in them.
      await target.query("set local session_replication_role = 'replica'")
      const known = new Map((await tablesOf(source)).map((table) => [keyOf(table), table]))
      for (const table of await tablesOf(target)) {
        const columns = known.get(keyOf(table))?.columns ?? []
        await copyTable(source, target, {
          ...table,
          columns: table.columns.filter((name) => columns.includes(name)),
        })
      }
      await target.query('commit')
    }),
  )
}

const keyOf = ({ schema, name }: Table) => `${schema}.${name}`

/** The tables with their columns, but for those that count by themselves. */
async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select table_schema as schema, table_name as name, array_agg(column_name::text) as columns
       from information_schema.columns
       join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and is_generated = 'NEVER'
        and table_schema not in ('information_schema', 'pg_catalog', 'pgboss')
        and table_name <> 'migrations'
      group by table_schema, table_name`,
  )
  return rows
}

async function copyTable(source: Client, target: Client, table: Table): Promise<void> {
  if (table.columns.length === 0) return
  const name = `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`
  const columns = table.columns.map((column) => escapeIdentifier(column)).join(', ')
  const { rows } = await source.query<{ rows: string }>(
    `select coalesce(json_agg(t), '[]')::text as rows from (select ${columns} from ${name}) t`,
  )
  await target.query(`delete from ${name}`)
  await target.query(
    `insert into ${name} (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::${name}, $1)`,
    [rows[0]?.rows],
  )
}

async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
