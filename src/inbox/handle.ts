import type { Till } from '../checkout/index.ts'
import { noteInLog, transaction, type Database } from '../kernel/index.ts'
import type { StripeEvent } from '../payments/index.ts'
import { effectOf, toldBy, type Source, type Told } from './effect.ts'
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
  const told = toldBy(till, event, source)
  if (told) return write(till, event, source, told)
  // The guard is the insert. This spares Stripe the questions that a repetition would ask.
  if (await isKnown(till.db, event.id)) return 'repeated'
  const effect = await effectOf(till, event, source)
  if (!effect) return write(till, event, source, { intent_id: null })
  const { order_id, payment_id, change } = effect
  noteInLog({ order: order_id, payment: payment_id })
  return write(till, { ...event, order_id, payment_id }, source, { intent_id: null, change })
}

/** Writes an event and its effect down, once, and whose it is as the books say now. */
async function write(
  till: Till,
  event: StripeEvent,
  source: Source,
  { intent_id, change }: Told,
): Promise<Outcome> {
  const isDelivered = source === 'webhook'
  const webhook = { ...event, intent_id, isHandled: change !== undefined, isDelivered }
  const outcome = await transaction(till.db, async (tx) => {
    const written = await insertWebhook(tx, webhook)
    if (!written) return 'repeated'
    const { order_id, payment_id, state } = written
    noteInLog({ order: order_id, payment: payment_id })
    if (state === 'handled' && order_id) await change?.(tx, { order_id, payment_id })
    return state
  })
  if (outcome === 'repeated') await isKnown(till.db, event.id)
  return outcome
}

/** Was it written down before? Whose it is stands in the log then. */
async function isKnown(db: Database, id: string): Promise<boolean> {
  const known = await selectWebhook(db, id)
  noteInLog({ order: known?.order_id ?? null })
  return known !== undefined
}
