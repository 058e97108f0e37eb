import { EventEmitter } from 'node:events'
import type { Tx } from '../kernel/index.ts'
import { insertRequest } from './request.sql.ts'

/** Rings in this process when a transaction with new work has committed; the relay listens. */
export const committedWork = new EventEmitter()

/**
 * Asks for `queue`'s work with `payload`, in the caller's transaction: it will be done if and only
 * if that commits, at least once, `delaySeconds` from now or later. Handlers are idempotent.
 */
export async function enqueue(
  tx: Tx,
  queue: string,
  payload: object,
  delaySeconds = 0,
): Promise<void> {
  await insertRequest(tx, queue, payload, delaySeconds)
  tx.afterCommit(() => committedWork.emit('committed'))
}
