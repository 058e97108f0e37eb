import type { Stripe } from 'stripe'
import { seconds, type Clock } from '../state/clock.ts'
import type { Simulator } from '../state/simulator.ts'
import { refusal, resourceMissing } from '../wire/errors.ts'
import { listPage, listParameters, type Listable } from '../wire/lists.ts'
import type { Range } from '../wire/parameters.ts'
import { route } from '../wire/routes.ts'
import { matchesType } from './event_types.ts'

// The SDK's declarations name this number.
const eventTypesMax = 20
// See https://docs.stripe.com/webhooks/process-undelivered-events: no older event is returned.
const retention_s = 30 * 24 * 60 * 60

export const routes = [
  route('GET', '/v1/events/:id', { expand: 'strings' }, ({ simulator, id }) => {
    const event = findEvent(simulator, id)
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
      return listPage(
        { url: '/v1/events', kind: 'event' },
        keptEvents(simulator),
        { ...parameters, created: withinRetention(parameters.created, simulator.clock) },
        (event) =>
          (delivery_success === undefined || isDelivered(event) === delivery_success) &&
          wanted.some((pattern) => matchesType(pattern, event.type)),
      )
    },
  ),
]

/** An event that Stripe still has; it forgets one after 30 days. */
export function findEvent({ ledger, clock }: Simulator, id: string): Stripe.Event | undefined {
  const event = ledger.events.get(id)
  return event !== undefined && event.created >= oldest_s(clock) ? event : undefined
}

// `delivery_success=false` finds what is still pending as well as what failed for good.
function isDelivered({ pending_webhooks }: Stripe.Event): boolean {
  return pending_webhooks === 0
}

function keptEvents(simulator: Simulator): Listable<Stripe.Event> {
  const { events } = simulator.ledger
  return {
    has: (id) => findEvent(simulator, id) !== undefined,
    older: (id) => events.older(id),
    newer: (id) => events.newer(id),
  }
}

function withinRetention(range: Range | undefined, clock: Clock): Range {
  const oldest = oldest_s(clock)
  if (typeof range === 'number') return { gte: Math.max(range, oldest), lte: range }
  return { ...range, gte: Math.max(range?.gte ?? oldest, oldest) }
}

function oldest_s(clock: Clock): number {
  return seconds(clock) - retention_s
}
