import { AsyncLocalStorage } from 'node:async_hooks'
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
import { isRefused } from './refusal.ts'

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
/** Deadlocks and serialization failures are retried: each round has a winner, so few suffice. */
const TRANSACTION_ATTEMPTS_MAX = 4
const RETRYABLE = new Set(['40001', '40P01'])

/** Whatever can run a statement: the pool for a single read, a transaction for everything else. */
export interface Queryable {
  query<Row extends QueryResultRow>(config: QueryConfig<unknown[]>): Promise<QueryResult<Row>>
}

/** The pool of one process. */
export interface Database extends Queryable {
  connect(): Promise<PoolClient>
  end(): Promise<void>
}

/** An open transaction. Functions that write take this, so that the caller decides what commits. */
export interface Tx extends Queryable {
  /** Runs `task` once the transaction has committed; never when it rolled back. */
  afterCommit(task: () => void): void
}

const inTransaction = new AsyncLocalStorage<true>()

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

/**
 * Runs `work` in one transaction and returns what it returns. A thrown error rolls back and is
 * thrown on; a returned refusal rolls back too, so that a refused request leaves nothing behind.
 * Deadlocks are retried, so `work` must do nothing but SQL.
 */
export async function transaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transactOnce(db, work)
    } catch (error) {
      if (attempt >= TRANSACTION_ATTEMPTS_MAX || !RETRYABLE.has(sqlState(error))) throw error
    }
  }
}

async function transactOnce<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.connect()
  const committed: (() => void)[] = []
  const tx: Tx = {
    query: (config) => client.query(config),
    afterCommit: (task) => committed.push(task),
  }
  let broken: Error | undefined
  // The pool listens to idle connections only: one that is lost in here would end the process.
  const lost = (error: Error) => (broken = error)
  client.on('error', lost)
  let result: T
  try {
    await client.query('begin')
    result = await inTransaction.run(true, () => work(tx))
    await client.query(isRefused(result) ? 'rollback' : 'commit')
    if (isRefused(result)) committed.length = 0
  } catch (error) {
    // A connection that cannot even roll back is thrown away rather than handed to the next guest.
    await client.query('rollback').catch((e: Error) => (broken = e))
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
  for (const task of committed) task()
  return result
}

/**
 * Runs `work` behind a savepoint: when it throws, only its own writes are undone and the error is
 * returned, so that the rest of the transaction can still commit.
 */
export async function attemptInside<T>(
  tx: Tx,
  work: () => Promise<T>,
): Promise<{ value: T } | { error: unknown }> {
  await tx.query({ text: 'savepoint attempt' })
  try {
    const value = await work()
    await tx.query({ text: 'release savepoint attempt' })
    return { value }
  } catch (error) {
    await tx.query({ text: 'rollback to savepoint attempt' })
    // A deadlock is nobody's failure: the whole transaction is tried again.
    if (RETRYABLE.has(sqlState(error))) throw error
    return { error }
  }
}

/**
 * Asserts that no transaction is open here. Called before every request that leaves the process.
 */
export function assertOutsideTransaction(what: string): void {
  if (inTransaction.getStore()) bug(`${what} was called inside a database transaction`)
}

/** All rows of a named, prepared statement. The name must be unique to the text. */
export async function rows<Row extends QueryResultRow>(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await db.query<Row>({ name, text, values })).rows
}

/** The single row of a named statement, or undefined when there is none. */
export async function row<Row extends QueryResultRow>(
  db: Queryable,
  name: string,
  text: string,
  values: unknown[] = [],
): Promise<Row | undefined> {
  const result = await db.query<Row>({ name, text, values })
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
  return (await db.query({ name, text, values })).rowCount ?? 0
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
