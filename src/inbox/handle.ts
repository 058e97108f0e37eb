import type { Till } from '../checkout/index.ts'
import { noteInLog, transaction } from '../kernel/index.ts'
import type { StripeEvent } from '../payments/index.ts'
import { effectOf, type Source } from './effect.ts'
import { insertWebhook, markDelivered, selectWebhook } from './webhook.sql.ts'

/** What became of an event: `repeated` means that it had had its effect before. */
export type Outcome = 'handled' | 'ignored' | 'repeated'

/**
 * Lets an event have its effect, once, whoever brings it: Stripe's delivery or our own look into
 * Stripe's list. Its id and its effect commit in one transaction (F07). Throws NotVisibleYet for an
 * order that is still being written (F11), and whatever keeps the effect from being stored.
 */
export async function handleEvent(
  till: Till,
  event: StripeEvent,
  source: Source,
): Promise<Outcome> {
  const { id, type, order_id, payment_id } = event
  noteInLog({ webhook: id, order: order_id, payment: payment_id })
  const result = await once(till, event, source)
  if (result === 'repeated' && source === 'webhook') await markDelivered(till.db, id)
  till.log.info({ type, source, result }, 'webhook')
  return result
}

async function once(till: Till, event: StripeEvent, source: Source): Promise<Outcome> {
  // The guard is the insert below. This spares Stripe the questions that a repetition would ask.
  const known = await selectWebhook(till.db, event.id)
  noteInLog({ order: known?.order_id ?? null })
  if (known) return 'repeated'
  const effect = await effectOf(till, event, source)
  noteInLog({ order: effect?.order_id ?? null, payment: effect?.payment_id ?? null })
  const order_id = effect?.order_id ?? event.order_id
  const isDelivered = source === 'webhook'
  const state = effect ? 'handled' : 'ignored'
  return transaction(till.db, async (tx) => {
    if ((await insertWebhook(tx, { ...event, order_id, state, isDelivered })) === 0)
      return 'repeated'
    await effect?.change(tx)
    return state
  })
}
