import { transaction } from '../../kernel/index.ts'
import { isTryTold, type Intent, type Payment } from '../../payments/index.ts'
import type { Till } from '../till.ts'
import { noteTry } from '../try.ts'

/**
 * Notes the tries of an intent before its last one, which is all that an intent itself tells of:
 * Stripe's list of its charges has each. It is asked for only where the last one is news, so nobody
 * is asked again and again. Whoever goes on notes the last one after these: a process that dies in
 * between finds all of it news once more.
 */
export async function noteEarlierTries(
  till: Till,
  payment: Payment,
  { id, status, last_try }: Intent,
): Promise<void> {
  if (!last_try || (await isTryTold(till.db, payment.id, last_try.key))) return
  try {
    const tries = await till.gateway.triesOf(id)
    const earlier = tries.filter(({ key }) => key !== last_try.key)
    await transaction(till.db, async (tx) => {
      for (const one of earlier) await noteTry(till, tx, payment, one, 'sweep')
    })
  } catch (error) {
    // Nothing of it is noted, the last one either: the next round asks for all of it.
    const isOver = status === 'succeeded' || status === 'authorised' || status === 'cancelled'
    if (!isOver) throw error
    // Money, and what has ended, waits for no list of tries.
    till.log.error({ err: error }, 'sweep.tries_not_noted')
  }
}
