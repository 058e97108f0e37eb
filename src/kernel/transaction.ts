import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient, QueryConfig, QueryResultRow } from 'pg'
import { bug } from './assertions.ts'
import { sqlState, type Database, type Queryable } from './database.ts'
import { isRefused } from './refusal.ts'
import { watched } from './watched.ts'

/** Deadlocks and serialization failures are retried: each round has a winner, so few suffice. */
const TRANSACTION_ATTEMPTS_MAX = 4
const RETRYABLE = new Set(['40001', '40P01'])
/** What PostgreSQL says to each statement that follows one that has failed. */
const AFTER_FAILURE = '25P02'

/** An open transaction. Functions that write take this, so that the caller decides what commits. */
export interface Tx extends Queryable {
  /**
   * Sends a statement whose answer changes nothing for the caller, and does not wait for it. Should
   * it fail, then whatever is asked next fails with its error, and nothing is committed. What this
   * returns need not be waited for.
   */
  send(config: QueryConfig<unknown[]>): Promise<unknown>
  /** Waits until all that was sent is done; throws the error of what has failed. */
  settled(): Promise<void>
  /** Runs `task` once the transaction has committed; never when it rolled back. */
  afterCommit(task: () => void): void
}

const inTransaction = new AsyncLocalStorage<true>()

/**
 * Runs `work` in one transaction and returns what it returns. A thrown error rolls back and is
 * thrown on; a returned refusal rolls back too, so that a refused request leaves nothing behind.
 * Deadlocks are retried, so `work` must do nothing but SQL.
 */
export async function transaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await watched('transaction', 'transaction', () => transactOnce(db, work))
    } catch (error) {
      if (attempt >= TRANSACTION_ATTEMPTS_MAX || !RETRYABLE.has(sqlState(error))) throw error
    }
  }
}

async function transactOnce<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.connect()
  const committed: (() => void)[] = []
  const { end, ...tx } = openTx(client, (task) => committed.push(task))
  let broken: Error | undefined
  // The pool listens to idle connections only: one that is lost in here would end the process.
  const lost = (error: Error) => (broken = error)
  client.on('error', lost)
  let result: T
  try {
    void tx.send({ text: 'begin' })
    result = await inTransaction.run(true, () => work(tx))
    await end(isRefused(result) ? 'rollback' : 'commit')
    if (isRefused(result)) committed.length = 0
  } catch (error) {
    // A connection that cannot even roll back is thrown away rather than handed to the next guest.
    await end('rollback').catch((e: Error) => (broken = e))
    throw error
  } finally {
    client.off('error', lost)
    client.release(broken)
  }
  for (const task of committed) task()
  return result
}

/**
 * PostgreSQL does one statement after the other, and refuses whatever follows one that has failed:
 * so what is asked waits for what was sent before it, and the first error is the one that counts.
 * Nothing is asked any more once it ends: what comes late from work that has failed would be
 * written outside of it.
 */
function openTx(
  client: PoolClient,
  afterCommit: Tx['afterCommit'],
): Tx & { end: (how: 'commit' | 'rollback') => Promise<unknown> } {
  let isOver = false
  let sent: Promise<unknown>[] = []
  let failure: unknown
  const takeSent = () => {
    const before = sent
    sent = []
    return before
  }
  const ask = <Row extends QueryResultRow>(config: QueryConfig<unknown[]>) => {
    if (isOver) bug('a statement came after the end of its transaction')
    // Answers come in the order of their statements, but of two that are waited for together the
    // later one may be heard of first.
    return client.query<Row>(config).catch((error: unknown) => {
      if (sqlState(error) !== AFTER_FAILURE) failure = error
      throw failure ?? error
    })
  }
  return {
    afterCommit,
    send: (config) => {
      const answer = ask(config)
      answer.catch(() => {})
      sent.push(answer)
      return answer
    },
    settled: async () => {
      await Promise.all(takeSent())
    },
    query: async <Row extends QueryResultRow>(config: QueryConfig<unknown[]>) => {
      const before = takeSent()
      const [result] = await Promise.all([ask<Row>(config), ...before])
      return result
    },
    end: (how) => {
      isOver = true
      const ended = client.query(how)
      return how === 'commit' ? Promise.all([...takeSent(), ended]) : ended
    },
  }
}

/**
 * Runs `work` behind a savepoint: when it throws, only its own writes are undone and the error is
 * returned, so that the rest of the transaction can still commit.
 */
export async function attemptInside<T>(
  tx: Tx,
  work: () => Promise<T>,
): Promise<{ value: T } | { error: unknown }> {
  void tx.send({ text: 'savepoint attempt' })
  try {
    const value = await work()
    await tx.settled()
    void tx.send({ text: 'release savepoint attempt' })
    return { value }
  } catch (error) {
    await tx.settled().catch(() => {})
    // Without the savepoint it was something before it that has failed, and all of it is over.
    await tx.query({ text: 'rollback to savepoint attempt' }).catch(() => {
      throw error
    })
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

/** Sends a named statement whose answer changes nothing (see Tx); resolves at once. */
export function send(tx: Tx, name: string, text: string, values: unknown[] = []): Promise<void> {
  watched('statement', name, () => tx.send({ name, text, values })).catch(() => {})
  return Promise.resolve()
}
