import {
  DatabaseError,
  Pool,
  type ClientBase,
  type PoolClient,
  type QueryConfig,
  type QueryResult,
  type QueryResultRow,
} from 'pg'
import { bug } from './assertions.ts'
import { GatheringSocket } from './gathering_socket.ts'
import { watched } from './watched.ts'

/** Connections one server process may hold: two cores serve no more than this at once. */
const POOL_CONNECTIONS_MAX = 20
/** A guest waits no longer than this for a connection before a clear error is better. */
const CONNECT_TIMEOUT_MS = 5_000
/** No statement of ours is meant to run longer; a runaway one must not hold its locks. */
const STATEMENT_TIMEOUT_MS = 15_000
/** A frozen process must not keep a night's stock locked: PostgreSQL ends its transaction. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000
/** Whoever waits longer for a row is better told to try again. */
const LOCK_TIMEOUT_MS = 8_000

/** Whatever can run a statement: the pool for a single read, a transaction for everything else. */
export interface Queryable {
  query<Row extends QueryResultRow>(config: QueryConfig<unknown[]>): Promise<QueryResult<Row>>
}

/** The pool of one process. */
export interface Database extends Queryable {
  connect(): Promise<PoolClient>
  end(): Promise<void>
  /** Connections that are open, those of them that nobody uses, and who waits for one. */
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

/**
 * Opens a pool on `url` (a postgresql:// address). `onError` hears of idle connections that break.
 */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    max: POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'coatcheck',
    onConnect: setTimeouts,
    // A statement need not wait for the answer to the one before it, where its sender does not.
    pipeline: true,
    stream: () => new GatheringSocket(),
  })
  pool.on('error', onError)
  return pool
}

/**
 * By a statement and not at the connection's start: PgBouncer refuses these there, or drops them.
 * The pool waits for the promise that this returns, of which its types do not know.
 */
function setTimeouts(client: ClientBase): void {
  const set: unknown = client.query(
    `set statement_timeout = ${STATEMENT_TIMEOUT_MS};
     set idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS};
     set lock_timeout = ${LOCK_TIMEOUT_MS}`,
  )
  return set as undefined
}

/** All rows of a named, prepared statement. The name must be unique to the text. */
export async function rows<Row extends QueryResultRow>(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await ask<Row>(db, name, text, values)).rows
}

/** The single row of a named statement, or undefined when there is none. */
export async function row<Row extends QueryResultRow>(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  const result = await ask<Row>(db, name, text, values)
  if (result.rows.length > 1) bug(`${name} returned ${result.rows.length} rows, one was meant`)
  return result.rows[0]
}

/** How many rows a named statement touched: the answer of a guarded update. */
export async function touched(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<number> {
  return (await ask(db, name, text, values)).rowCount ?? 0
}

function ask<Row extends QueryResultRow>(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[],
): Promise<QueryResult<Row>> {
  return watched('statement', name, () => db.query<Row>({ name, text, values }))
}

/** PostgreSQL's five-letter error code, or '' when the error is not the database's. */
export function sqlState(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : ''
}

/** Node's and pg's words for a database that is not there, or not there any more. */
const GONE = /ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|Connection terminated|timeout exceeded/
/** Connection lost, out of resources, shutting down; and a lock or statement that took too long. */
const UNAVAILABLE = /^(08|53|57|25P03|55P03)/

/** Says an error that the database is away or overwhelmed, so that trying again may help (F70)? */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseError) return UNAVAILABLE.test(error.code ?? '')
  return (
    error instanceof Error && GONE.test(`${String(Reflect.get(error, 'code'))} ${error.message}`)
  )
}
