import { z } from 'zod'
import { stripesTime_ms } from '../state/settings.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import { eventTypes, matchesType } from '../webhooks/event_types.ts'
import { record, type FaultBook } from './book.ts'
import {
  hasMetadata,
  namesObject,
  newFault,
  nextRandom,
  selectionFields,
  takeFault,
} from './selection.ts'

/** What can go wrong with events on their way to the webhook endpoints, and with which. */

/**
 * - `drop`: never sent; the API has the event, as one whose delivery failed
 * - `duplicate`: the same event is sent `copies` times more, all at once
 * - `hold`: not sent until it is released
 * - `delay`: first tried `delay_ms` of Stripe's time later
 * - `reorder`: `count` events are collected and then sent one after the other in another order
 * - `second_event`: one more event, with an id of its own, tells of the same change
 * - `suppress`: Stripe never generates the event at all, so the API has none either
 * - `wrong_signature`: signed with a secret that nobody knows, at every attempt
 * - `stale_signature`: rightly signed, but with a time long past, at every attempt
 */
const effects = [
  'drop',
  'duplicate',
  'hold',
  'delay',
  'reorder',
  'second_event',
  'suppress',
  'wrong_signature',
  'stale_signature',
] as const
type Effect = (typeof effects)[number]

// Enough to try what a receiver makes of a storm of copies, or of an order turned around.
const copiesMax = 1_000
const countMax = 1_000

/** The name of a type of event, or the beginning of some with `*` at its end. */
export const typePattern = z
  .string()
  .refine((pattern) => eventTypes.some((type) => matchesType(pattern, type)), {
    error: ({ input }) => `no event is called "${String(input)}"`,
  })

const schema = z
  .strictObject({
    type: typePattern,
    effect: z.enum(effects),
    /** For `duplicate`: how many more are sent. */
    copies: z.number().int().min(1).max(copiesMax).optional(),
    /** For `delay`: how long, by Stripe's time. */
    delay_ms: stripesTime_ms.min(1).optional(),
    /** For `reorder`: how many events change their places. */
    count: z.number().int().min(2).max(countMax).optional(),
    ...selectionFields,
    /**
     * How many events it strikes (for `reorder`: how many groups of `count`) before it is gone;
     * null for ever. One, but `hold` ends only with `releaseWebhooks`.
     */
    times: selectionFields.times.unwrap().optional(),
  })
  .superRefine((fault, context) => {
    const { effect } = fault
    for (const [field, owner] of owners) {
      if (effect !== owner && fault[field] !== undefined) {
        context.addIssue({ code: 'custom', path: [field], message: `is only for ${owner}` })
      }
    }
    if (effect === 'delay' && fault.delay_ms === undefined) {
      context.addIssue({ code: 'custom', path: ['delay_ms'], message: 'delay needs a time' })
    }
  })
  .transform((fault) => {
    const { effect, copies = 1, delay_ms = 0, count = 2 } = fault
    const { times = effect === 'hold' ? null : 1 } = fault
    const events = effect === 'reorder' && times !== null ? times * count : times
    return { ...fault, copies, delay_ms, count, times: events, collected: [] as string[] }
  })

const owners = [
  ['copies', 'duplicate'],
  ['delay_ms', 'delay'],
  ['count', 'reorder'],
] as const satisfies [string, Effect][]

/** What is said to set a fault. */
export type WebhookFaultOrder = z.input<typeof schema>
/** A fault on events as it stands in the book. `collected`: what a `reorder` is waiting with. */
export type WebhookFault = ReturnType<typeof newFault<z.output<typeof schema>>>

/** Sets a fault on events. Throws one sentence that names every field that makes no sense. */
export function addWebhookFault(faults: FaultBook, order: WebhookFaultOrder): WebhookFault {
  const fault = newFault(validated(schema, order, 'A fault'))
  faults.webhooks.push(fault)
  return fault
}

/**
 * The fault that strikes this new event, if any; it is used up by one and logged. What happens on
 * the way to an endpoint strikes only when `isWanted` by one.
 */
export function takeWebhookFault(
  { faults, clock }: Pick<Simulator, 'faults' | 'clock'>,
  event: { id: string; type: string; data: { object: object } },
  isWanted: boolean,
): WebhookFault | null {
  const fault = takeFault(
    faults.webhooks,
    (candidate) => (isWanted || atBirth.has(candidate.effect)) && fits(candidate, event),
  )
  if (fault === null) return null
  const { id, effect } = fault
  record(faults, clock, { fault: id, effect, when: null, subject: event.type, id: event.id })
  return fault
}

/** Ends the faults that keep events back, of the types that are meant by `pattern`. */
export function stopHolding(faults: FaultBook, pattern: string): void {
  faults.webhooks = faults.webhooks.filter(
    ({ effect, type }) => !keeping.has(effect) || !matchesType(pattern, type),
  )
}

/**
 * The events that a `reorder` has collected, in an order by its seed that is never the one they
 * came in; null while there are not enough of them. Then it begins to collect anew.
 */
export function reordered(fault: WebhookFault): string[] | null {
  if (fault.collected.length < fault.count) return null
  const came = fault.collected
  fault.collected = []
  const order = [...came]
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(nextRandom(fault) * (at + 1))
    const moved = order[at] as string
    order[at] = order[other] as string
    order[other] = moved
  }
  return order.every((id, at) => id === came[at]) ? order.toReversed() : order
}

const atBirth = new Set<Effect>(['suppress', 'second_event'])
const keeping = new Set<Effect>(['hold', 'reorder'])

function fits(
  fault: WebhookFault,
  { type, data }: { type: string; data: { object: object } },
): boolean {
  if (!matchesType(fault.type, type)) return false
  if (fault.object !== undefined && !namesObject(data.object, fault.object)) return false
  const { metadata } = data.object as { metadata?: unknown }
  return fault.metadata === undefined || hasMetadata(metadata, fault.metadata)
}
