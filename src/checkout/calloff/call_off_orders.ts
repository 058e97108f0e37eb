import type { Chore } from '../../jobs/index.ts'
import { inLogScope, isDatabaseAway, transaction } from '../../kernel/index.ts'
import { release } from '../expire.ts'
import type { Till } from '../till.ts'
import { callOffOrder } from './call_off_order.ts'
import { endWalkIns } from './end_walk_ins.ts'
import { selectToCallOff, type ToCallOff } from './called_off.sql.ts'

/**
 * Ten orders in a second, so that a night of thousands leaves Stripe to the guests of other nights:
 * each refund is two of the hundred requests that it takes in a second.
 */
const PAUSE_SECONDS = 2
const BATCH = 20
/** After so many failures in one round it is Stripe that is away, and not one order. */
const FAILURES_MAX = 3

/**
 * Calls the orders of nights off that do not take place, a batch a round and each order in a
 * transaction of its own, so that a process that dies loses nothing and repeats nothing. What
 * nobody has paid for yet ends as if its guest had dropped it: its intent is cancelled first. Of
 * every such night, for ever: whatever slips in behind is found. One that fails holds up none of
 * the others.
 */
export function callOffOrders(till: Till): Chore {
  return {
    name: 'call_off_orders',
    pause_seconds: PAUSE_SECONDS,
    round: async ({ after_id = '' }, signal) => {
      const found = await selectToCallOff(till.db, String(after_id), BATCH)
      const failures: unknown[] = []
      let tried = 0
      for (const one of found) {
        if (signal.aborted) return
        const failure = await inLogScope({ order: one.id }, () => tryOne(till, one))
        tried += 1
        if (failure !== undefined) failures.push(failure)
        if (failures.length === FAILURES_MAX) break
      }
      const isUnfinished = tried === BATCH || tried < found.length
      // Whoever has paid waits for no party that walked in, nor for the pause after one that fails.
      if (!isUnfinished) failures.push(...(await endWalkIns(till, signal)))
      const note = isUnfinished ? { after_id: found[tried - 1]?.id } : {}
      return { note, ...(failures.length > 0 && { failure: failures[0] }) }
    },
  }
}

/** What has failed, if anything has. */
async function tryOne(till: Till, one: ToCallOff): Promise<unknown> {
  try {
    if (one.is_open) await release(till, one.id)
    else await transaction(till.db, (tx) => callOffOrder(tx, one))
    return undefined
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    till.log.error({ night: one.night_id, err: error }, 'calloff.order_failed')
    return error
  }
}
