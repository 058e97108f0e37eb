import type { Stripe } from 'stripe'
import { authenticate, settlePayment } from './confirmation.ts'
import type { Deliveries } from './deliveries.ts'
import { matchesType } from './events.ts'
import {
  addApiFault,
  clearFaults,
  type ApiFault,
  type InjectedFault,
  type WebhookFault,
} from './faults.ts'
import type { Delivery } from './ledger.ts'
import type { Simulator } from './simulator.ts'
import { setFirstEndpoint, type EndpointSettings } from './webhook_endpoints.ts'

/** Everything the simulated Stripe holds: the oracle of a test. Amounts are in minor units. */
export type LedgerDump = {
  payment_intents: Stripe.PaymentIntent[]
  charges: Stripe.Charge[]
  /** Always empty until the simulator knows refunds. */
  refunds: Stripe.Refund[]
  /** Each event with how its deliveries went. */
  events: (Stripe.Event & { deliveries: Delivery[] })[]
  webhook_endpoints: Stripe.WebhookEndpoint[]
}

type DeliveryQuery = { type?: string; status?: Delivery['status']; count?: number }

/**
 * The simulator's control plane. The same functions are called in-process and, over HTTP, as
 * `POST /_control/<name>` with the argument as JSON; hence all are asynchronous and take one.
 */
export type Control = {
  /** Points the webhooks at another address and secret. */
  setWebhookEndpoint(endpoint: EndpointSettings): Promise<Stripe.WebhookEndpoint>
  ledger(): Promise<LedgerDump>
  /** Resolves when no delivery is pending; throws after `timeout_ms` (10 s). Held ones may be. */
  idle(options?: { timeout_ms?: number }): Promise<void>
  /**
   * Resolves with the deliveries of a type (`*` at its end for any) and status (`succeeded`), when
   * there are `count` (1) of them; throws after `timeout_ms` (10 s).
   */
  waitForDeliveries(query?: DeliveryQuery & { timeout_ms?: number }): Promise<Delivery[]>
  /** Makes the next `times` (1) requests to a path go wrong, `before` (default) or `after`. */
  failRequests(fault: Pick<ApiFault, 'path' | 'effect'> & Partial<ApiFault>): Promise<void>
  /** Never sends the next `times` (1) events of a type. */
  dropWebhooks(fault: { type: string; times?: number }): Promise<void>
  /** Sends each of the next `times` (1) events of a type `copies` times more, all at once. */
  duplicateWebhooks(fault: { type: string; copies: number; times?: number }): Promise<void>
  /** Holds the events of a type (the next `times`, or all) until they are released. */
  holdWebhooks(fault: { type: string; times?: number }): Promise<void>
  /** Stops holding a type and sends what was held; resolves with how many deliveries. */
  releaseWebhooks(options?: { type?: string }): Promise<number>
  /** Leaves the next `times` (1) successful charges in `processing`. */
  holdPayments(options?: { times?: number }): Promise<void>
  /** Ends a payment that was left in `processing`. */
  settlePayment(options: SettleOptions): Promise<Stripe.PaymentIntent>
  /** Answers a 3-D Secure challenge in place of the guest. */
  authenticate(options: AuthenticateOptions): Promise<Stripe.PaymentIntent>
  /** Forgets every fault that has not struck yet. */
  clearFaults(): Promise<void>
  /** Every fault that struck, oldest first. */
  faultLog(): Promise<InjectedFault[]>
}
type SettleOptions = { payment_intent: string; ending: 'succeed' | 'fail' }
type AuthenticateOptions = { payment_intent: string; answer: 'complete' | 'fail' }

const timeoutDefault_ms = 10_000

/** The control plane of a simulator. */
export function newControl(simulator: Simulator, deliveries: Deliveries): Control {
  const { faults } = simulator
  const webhookFault = async (fault: WebhookFault): Promise<void> => {
    faults.webhooks.push(fault)
  }
  return {
    setWebhookEndpoint: async (setting) => setFirstEndpoint(simulator, setting).object,
    ledger: async () => dump(simulator),
    async idle({ timeout_ms = timeoutDefault_ms } = {}) {
      const pending = (): Delivery[] => deliveriesOf(simulator, { status: 'pending' })
      const isDone = (): boolean => pending().length === 0
      await until(
        simulator,
        deliveries,
        isDone,
        timeout_ms,
        () => `${pending().length} webhook deliveries are still pending`,
      )
    },
    async waitForDeliveries({ timeout_ms = timeoutDefault_ms, count = 1, ...query } = {}) {
      const found = (): Delivery[] => deliveriesOf(simulator, { status: 'succeeded', ...query })
      const isDone = (): boolean => found().length >= count
      await until(
        simulator,
        deliveries,
        isDone,
        timeout_ms,
        () => `${found().length} of ${count} webhook deliveries of ${query.type ?? '*'} came`,
      )
      return structuredClone(found())
    },
    failRequests: async (fault) => addApiFault(faults, fault),
    dropWebhooks: async ({ type, times = 1 }) =>
      webhookFault({ type, times, effect: 'drop', copies: 0 }),
    duplicateWebhooks: async ({ type, copies, times = 1 }) =>
      webhookFault({ type, times, effect: 'duplicate', copies }),
    holdWebhooks: async ({ type, times = Infinity }) =>
      webhookFault({ type, times, effect: 'hold', copies: 0 }),
    async releaseWebhooks({ type = '*' } = {}) {
      faults.webhooks = faults.webhooks.filter(
        (fault) => fault.effect !== 'hold' || !matchesType(type, fault.type),
      )
      return deliveries.release(type)
    },
    async holdPayments({ times = 1 } = {}) {
      faults.heldPayments += times
    },
    settlePayment: async ({ payment_intent, ending }) =>
      structuredClone(settlePayment(simulator, payment_intent, ending)),
    authenticate: async ({ payment_intent, answer }) =>
      structuredClone(authenticate(simulator, payment_intent, answer)),
    clearFaults: async () => clearFaults(faults),
    faultLog: async () => structuredClone(faults.log),
  }
}

function dump({ ledger }: Simulator): LedgerDump {
  const byEvent = Map.groupBy(ledger.deliveries.values(), ({ event }) => event)
  return structuredClone({
    payment_intents: [...ledger.paymentIntents.values()],
    charges: [...ledger.charges.values()],
    refunds: [],
    events: [...ledger.events.values()].map((event) => ({
      ...event,
      deliveries: byEvent.get(event.id) ?? [],
    })),
    webhook_endpoints: [...ledger.endpoints.values()].map(({ object }) => object),
  })
}

function deliveriesOf(simulator: Simulator, { type = '*', status }: DeliveryQuery): Delivery[] {
  return [...simulator.ledger.deliveries.values()].filter(
    (delivery) =>
      matchesType(type, delivery.event_type) &&
      (status === undefined || delivery.status === status),
  )
}

async function until(
  { clock }: Simulator,
  deliveries: Deliveries,
  isDone: () => boolean,
  timeout_ms: number,
  state: () => string,
): Promise<void> {
  if (isDone()) return
  await new Promise<void>((resolve, reject) => {
    const stopListening = deliveries.onChange(() => {
      if (!isDone()) return
      stopListening()
      cancel()
      resolve()
    })
    const cancel = clock.schedule(timeout_ms, () => {
      stopListening()
      reject(new Error(`After ${timeout_ms} ms, ${state()}.`))
    })
  })
}
