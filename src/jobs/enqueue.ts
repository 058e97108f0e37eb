import { EventEmitter } from 'node:events'
import { traceparent, type Tx } from '../kernel/index.ts'
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
  // Only where traces are made: what does the work then is a part of what has asked for it.
  const asked_by = traceparent()
  const whole = asked_by === undefined ? payload : { ...payload, traceparent: asked_by }
  await insertRequest(tx, queue, whole, delaySeconds)
  tx.afterCommit(() => committedWork.emit('committed'))
}
