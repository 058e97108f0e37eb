import { openAlert, resolveAlert } from '../alerts/index.ts'
import { enqueue } from '../jobs/index.ts'
import { attemptInside, bug, transaction, type Tx } from '../kernel/index.ts'
import { oweMail } from '../mail/index.ts'
import {
  countRetry,
  linesOf,
  lockOrder,
  markFulfilled,
  markStuck,
  type Order,
} from '../orders/index.ts'
import { issueTickets } from '../tickets/index.ts'
import { confirmationMail, fulfilQueue, type Till } from './till.ts'

/**
 * The pauses before the automatic retries, in seconds: five of them, as the owner decided. The
 * first come soon, since a guest is waiting; the last leave time for a database to come back.
 */
const BACKOFF_SECONDS = [5, 20, 60, 300, 900]
/** Retries of many orders that failed together are spread by up to this share of the pause. */
const JITTER = 0.2

/**
 * Hands out the tickets of a paid order, in the caller's transaction. It stands in a savepoint:
 * when it fails, only the issuing is undone, the money stays booked, the order stays pending, and
 * the next retry is enqueued; after the last one the owner is told (F09). `order` is locked.
 */
export async function fulfil(till: Till, tx: Tx, order: Order): Promise<void> {
  if (order.state !== 'paid') return
  const issued = await attemptInside(tx, () => issue(tx, order))
  if (!('error' in issued)) {
    await resolveAlert(tx, 'fulfilment_stuck', order.id)
    tx.afterCommit(() => till.log.info({ order: order.id }, 'order.fulfilled'))
    return
  }
  till.log.error({ order: order.id, err: issued.error }, 'order.fulfil_failed')
  await planRetry(tx, order)
}

/** The payload of a retry: which order, and which of its retries this is, counted from 1. */
export interface FulfilJob {
  order_id: string
  retry: number
}

/**
 * The retry job: the same, in a transaction of its own. Does nothing for an order that has its
 * tickets, nor for a retry that has been made already and is only delivered again.
 */
export async function retryFulfil(till: Till, job: FulfilJob): Promise<void> {
  await transaction(till.db, async (tx) => {
    const order = await lockOrder(tx, job.order_id)
    if (order?.state !== 'paid' || order.fulfilment !== 'pending') return
    if (order.fulfil_retries !== job.retry - 1) return
    await countRetry(tx, order.id)
    await fulfil(till, tx, { ...order, fulfil_retries: job.retry })
  })
}

async function issue(tx: Tx, order: Order): Promise<void> {
  await issueTickets(tx, order, await linesOf(tx, order.id))
  if ((await markFulfilled(tx, order.id)) === 0) bug(`order ${order.id} was not paid`)
  await oweMail(tx, confirmationMail, order.id)
}

async function planRetry(tx: Tx, order: Order): Promise<void> {
  const pause = BACKOFF_SECONDS[order.fulfil_retries]
  if (pause !== undefined) {
    const delay = pause * (1 + JITTER * Math.random())
    const job: FulfilJob = { order_id: order.id, retry: order.fulfil_retries + 1 }
    await enqueue(tx, fulfilQueue, job, delay)
    return
  }
  await markStuck(tx, order.id)
  await openAlert(tx, 'fulfilment_stuck', order.id, { retries: order.fulfil_retries })
}
