import type { Database } from '../../src/kernel/index.ts'

/** What one order has left in the database, with all that belongs to it. */
export interface Weight {
  orders: number
  /** Of tables with their indexes, and rows, for each order, the heaviest first. */
  tables: { name: string; bytes: number; rows: number }[]
  bytes: number
  rows: number
  wal_bytes: number
}

interface Weighed {
  orders: number
  wal: number
  tables: Map<string, { bytes: number; rows: number }>
}

const TABLES = `
  select n.nspname || '.' || c.relname as name,
         pg_total_relation_size(c.oid)::float8 as bytes,
         (xpath('/row/n/text()', query_to_xml(
            format('select count(*) as n from %I.%I', n.nspname, c.relname),
            false, true, '')))[1]::text::float8 as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind = 'r' and n.nspname in ('public', 'pgboss')`

/** Weighs a database. */
export async function weigh(db: Database): Promise<Weighed> {
  const { rows } = await db.query<{ orders: number; wal: number }>({
    text: `select (select count(*)::float8 from orders) as orders,
                  pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as wal`,
  })
  const tables = await db.query<{ name: string; bytes: number; rows: number }>({ text: TABLES })
  return {
    orders: rows[0]?.orders ?? 0,
    wal: rows[0]?.wal ?? 0,
    tables: new Map(tables.rows.map(({ name, ...weight }) => [name, weight])),
  }
}

/** What each order has added between two times of weighing. */
export function weightOf(before: Weighed, after: Weighed): Weight {
  const orders = after.orders - before.orders
  const each = (now: number, then = 0) => (now - then) / Math.max(1, orders)
  const tables = [...after.tables]
    .map(([name, { bytes, rows }]) => {
      const then = before.tables.get(name)
      return { name, bytes: each(bytes, then?.bytes), rows: each(rows, then?.rows) }
    })
    .filter(({ bytes, rows }) => bytes > 0 || rows > 0)
    .toSorted((a, b) => b.bytes - a.bytes)
  return {
    orders,
    tables,
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    wal_bytes: each(after.wal, before.wal),
  }
}
