import type { Stripe } from 'stripe'
import { takeWebhookFault, type WebhookFault } from '../faults/webhook_faults.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { apiVersion, type Cause, type Simulator } from '../state/simulator.ts'
import type { EventType, ObjectOf } from './event_types.ts'
import { subscribersOf } from './subscribers.ts'

/**
 * Generates an event: it holds the object as it is at this moment, is stored, and is put on its
 * way to the webhook endpoints. `previous` is what the changed properties were, for the types
 * that tell so. A fault may want that it never comes about, or twice.
 */
export function emit<Type extends EventType>(
  simulator: Simulator,
  type: Type,
  object: ObjectOf<Type>,
  cause: Cause,
  previous?: Partial<ObjectOf<Type>>,
): void {
  const pending_webhooks = subscribersOf(simulator.ledger, type).length
  const event = {
    id: newId('evt'),
    object: 'event',
    // Every endpoint has this version, or none of its own and with it the account's, which is this.
    api_version: apiVersion,
    created: seconds(simulator.clock),
    data: copyOf({ object, ...(previous && { previous_attributes: previous }) }),
    livemode: false,
    pending_webhooks,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type,
  } satisfies Omit<Stripe.EventBase, 'data'> & { data: { object: object } }
  const fault = takeWebhookFault(simulator, event, pending_webhooks > 0)
  if (fault?.effect === 'suppress') return
  publish(simulator, event as unknown as Stripe.Event, fault)
  if (fault?.effect !== 'second_event') return
  publish(simulator, { ...event, id: newId('evt') } as unknown as Stripe.Event, null)
}

function publish(simulator: Simulator, event: Stripe.Event, fault: WebhookFault | null): void {
  simulator.ledger.events.add(event)
  simulator.snapshots.touch()
  simulator.dispatch(event.id, fault)
}

// Several events come with every payment, and structuredClone takes three times as long.
function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item)) as Value
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key as keyof Value])
  return copy as Value
}
