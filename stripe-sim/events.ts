import type { Stripe } from 'stripe'
import { seconds } from './clock.ts'
import { newId } from './ids.ts'
import { apiVersion, type Cause, type Simulator } from './simulator.ts'
import { refusal, resourceMissing } from './wire/errors.ts'
import { listPage, listParameters } from './wire/lists.ts'
import { route } from './wire/routes.ts'

/** The events that this simulator can generate, with the kind of object that each carries. */
export type EventType =
  | `payment_intent.${'created' | 'requires_action' | 'processing' | 'payment_failed'}`
  | `payment_intent.${'canceled' | 'succeeded'}`
  | `charge.${'succeeded' | 'failed' | 'pending'}`

const eventTypesMax = 20

export const routes = [
  route('GET', '/v1/events/:id', { expand: 'strings' }, ({ simulator, id }) => {
    const event = simulator.ledger.events.get(id)
    if (event === undefined) throw resourceMissing('event', id, 'id')
    return event
  }),
  route(
    'GET',
    '/v1/events',
    { ...listParameters, type: 'string', types: 'strings', delivery_success: 'boolean' },
    ({ simulator, parameters }) => {
      const { type, types, delivery_success } = parameters
      if (type !== undefined && types !== undefined) {
        throw refusal('You may not specify both `type` and `types`.', 'type')
      }
      if (types !== undefined && types.length > eventTypesMax) {
        throw refusal(`You may specify at most ${eventTypesMax} types.`, 'types')
      }
      const wanted = types ?? (type === undefined ? ['*'] : [type])
      const missed = undeliveredEvents(simulator)
      const events = [...simulator.ledger.events.values()].filter(
        (event) =>
          wanted.some((pattern) => matchesType(pattern, event.type)) &&
          (delivery_success === undefined || missed.has(event.id) !== delivery_success),
      )
      return listPage('/v1/events', events, parameters)
    },
  ),
]

/**
 * Generates an event: it holds the object as it is at this moment, is stored, and is put on its
 * way to the webhook endpoints.
 */
export function emit(
  simulator: Simulator,
  type: EventType,
  object: Stripe.PaymentIntent | Stripe.Charge,
  cause: Cause,
): void {
  const event = {
    id: newId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: seconds(simulator.clock),
    data: { object: structuredClone(object) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
    type,
  } satisfies Omit<Stripe.EventBase, 'data'> & { data: { object: object } }
  simulator.ledger.events.set(event.id, event as unknown as Stripe.Event)
  simulator.snapshots.touch()
  simulator.dispatch(event.id)
}

/** Whether an event type is meant by a name such as `charge.failed`, `charge.*` or `*`. */
export function matchesType(pattern: string, type: string): boolean {
  return pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
}

// `delivery_success=false` finds what is still pending as well as what failed for good.
function undeliveredEvents(simulator: Simulator): Set<string> {
  const deliveries = [...simulator.ledger.deliveries.values()]
  return new Set(
    deliveries.filter(({ status }) => status !== 'succeeded').map(({ event }) => event),
  )
}
