import type { Stripe } from 'stripe'
import { z } from 'zod'
import {
  addWebhookFault,
  stopHolding,
  typePattern,
  type WebhookFault,
  type WebhookFaultOrder,
} from '../faults/webhook_faults.ts'
import type { Delivery, EndpointRecord } from '../state/ledger.ts'
import { realTime_ms } from '../state/settings.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import type { Deliveries } from '../webhooks/deliveries.ts'
import { setFirstEndpoint } from '../webhooks/endpoint_settings.ts'
import { findEvent } from '../webhooks/event_routes.ts'
import { rollSecret } from '../webhooks/signatures.ts'
import { subscribersOf } from '../webhooks/subscribers.ts'
import { untilDelivered, untilIdle } from '../webhooks/waits.ts'

// Stripe lets an old secret live for at most this long.
const overlapMax_s = 24 * 60 * 60
const timeoutDefault_ms = 60_000

const timeout_ms = realTime_ms.default(timeoutDefault_ms)
const secret = z.string().min(1)
const endpointSetting = z.strictObject({ url: z.url({ protocol: /^https?$/ }), secret })
const rolling = z.strictObject({
  endpoint: z.string().optional(),
  expires_in_s: z.number().min(0).max(overlapMax_s).default(overlapMax_s),
  secret: secret.optional(),
})
const releasing = z.strictObject({ type: typePattern.default('*') })
const resending = z.strictObject({ event: z.string(), endpoint: z.string().optional() })
const waiting = z.strictObject({ timeout_ms })
const statuses = ['pending', 'held', 'dropped', 'succeeded', 'failed'] as const
const waitingFor = z.strictObject({
  type: typePattern.default('*'),
  status: z.enum(statuses).default('succeeded'),
  count: z.number().int().min(1).default(1),
  timeout_ms,
})

/**
 * Where webhooks go, what happens to them on the way, and waiting for them. All throw one sentence
 * about an argument that makes no sense.
 */
export function webhookControl(simulator: Simulator, deliveries: Deliveries) {
  const { faults, ledger, clock } = simulator
  return {
    /** Points the webhooks at another address and secret, from the next attempt on. */
    async setWebhookEndpoint(
      setting: z.input<typeof endpointSetting>,
    ): Promise<Stripe.WebhookEndpoint> {
      const { object } = setFirstEndpoint(
        simulator,
        validated(endpointSetting, setting, 'The endpoint'),
      )
      return structuredClone(object)
    },
    /**
     * Gives an endpoint (the first) a new signing secret. The old one signs along for
     * `expires_in_s` (24 h) of Stripe's time.
     */
    async rollWebhookSecret(order: z.input<typeof rolling> = {}): Promise<{ secret: string }> {
      const read = validated(rolling, order, 'The new secret')
      const record = endpointOf(simulator, read.endpoint)
      const rolled = rollSecret(record, clock.now(), read.expires_in_s * 1000, read.secret)
      simulator.snapshots.touch()
      return { secret: rolled }
    },
    /** Lets something happen to the next events of a type; resolves with the fault as set. */
    async failWebhooks(order: WebhookFaultOrder): Promise<WebhookFault> {
      return structuredClone(addWebhookFault(faults, order))
    },
    /** Stops keeping back a type and sends what was kept; resolves with how many deliveries. */
    async releaseWebhooks(order: z.input<typeof releasing> = {}): Promise<number> {
      const { type } = validated(releasing, order, 'What is released')
      stopHolding(faults, type)
      return deliveries.release(type)
    },
    /**
     * Sends an event of the last 30 days once more, as the dashboard and the CLI do: to one
     * endpoint, or all that want it. It is tried once, and the automatic retries go on beside it,
     * see https://docs.stripe.com/webhooks.
     */
    async resendEvent(order: z.input<typeof resending>): Promise<Delivery[]> {
      const { event: id, endpoint } = validated(resending, order, 'What is sent again')
      const event = findEvent(simulator, id)
      if (event === undefined) throw new Error(`There is no event "${id}", or it is too old.`)
      const records =
        endpoint === undefined
          ? subscribersOf(ledger, event.type)
          : [endpointOf(simulator, endpoint)]
      const ids = records.map(({ object }) => object.id)
      return structuredClone(deliveries.resend(event, ids))
    },
    /** Resolves when no delivery is pending; throws after `timeout_ms` (60 s). Held ones may be. */
    async idle(order: z.input<typeof waiting> = {}): Promise<void> {
      const { timeout_ms: patience_ms } = validated(waiting, order, 'The wait')
      await untilIdle(simulator, deliveries, patience_ms)
    },
    /**
     * Resolves with the deliveries of a type (`*` at its end for any) and status (`succeeded`),
     * when there are `count` (1) of them; throws after `timeout_ms` (60 s).
     */
    async waitForDeliveries(order: z.input<typeof waitingFor> = {}): Promise<Delivery[]> {
      const query = validated(waitingFor, order, 'The wait')
      return structuredClone(await untilDelivered(simulator, deliveries, query))
    },
  }
}

function endpointOf({ ledger }: Simulator, id: string | undefined): EndpointRecord {
  const [first] = ledger.endpoints.values()
  const record = id === undefined ? first : ledger.endpoints.get(id)
  if (record !== undefined) return record
  throw new Error(id === undefined ? 'There is no webhook endpoint.' : `No endpoint is "${id}".`)
}
