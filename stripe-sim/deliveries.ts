import { matchesType } from './events.ts'
import { takeWebhookFault } from './faults.ts'
import { newId } from './ids.ts'
import type { Cancel } from './clock.ts'
import type { Delivery, DeliveryAttempt } from './ledger.ts'
import type { Simulator } from './simulator.ts'
import { newPoster, type Poster } from './webhook_post.ts'

/** Carries events to the webhook endpoints, and again when they were not taken. */
export type Deliveries = {
  dispatch(eventId: string): void
  /** Sends what was held, oldest first; returns how many. */
  release(type: string): number
  /** Takes up what an earlier run had not delivered. */
  resume(): void
  /** Calls `listener` after every change of a delivery; returns how to stop that. */
  onChange(listener: () => void): () => void
  /** Ends what is under way; it stays pending for the next start. */
  close(): Promise<void>
}

// Stripe publishes no number; enough to see a burst, few enough not to be a flood.
const inFlightMax = 20
const successMin = 200
const successMax = 299

type Engine = {
  simulator: Simulator
  retryDelays_ms: number[]
  post: Poster
  ready: string[]
  inFlight: Map<string, Promise<void>>
  timers: Map<string, Cancel>
  listeners: Set<() => void>
  closed: boolean
}

/**
 * `retryDelays_ms`: how long to wait after the first, second, … failed attempt. After the last one
 * the delivery has `failed` for good.
 */
export function newDeliveries(simulator: Simulator, retryDelays_ms: number[]): Deliveries {
  const engine: Engine = {
    simulator,
    retryDelays_ms,
    post: newPoster(),
    ready: [],
    inFlight: new Map(),
    timers: new Map(),
    listeners: new Set(),
    closed: false,
  }
  return {
    dispatch: (eventId) => dispatch(engine, eventId),
    release: (type) => release(engine, type),
    resume: () => resume(engine),
    onChange(listener) {
      engine.listeners.add(listener)
      return () => engine.listeners.delete(listener)
    },
    close: async () => close(engine),
  }
}

function dispatch(engine: Engine, eventId: string): void {
  const { ledger } = engine.simulator
  const event = ledger.events.get(eventId)
  if (event === undefined) return
  const wanting = [...ledger.endpoints.values()].filter(
    ({ object }) =>
      object.status === 'enabled' &&
      object.enabled_events.some((pattern) => matchesType(pattern, event.type)),
  )
  if (wanting.length === 0) return
  const fault = takeWebhookFault(engine.simulator, event)
  const copies = fault?.effect === 'duplicate' ? fault.copies : 0
  const status =
    fault?.effect === 'drop' ? 'dropped' : fault?.effect === 'hold' ? 'held' : 'pending'
  if (status !== 'dropped') event.pending_webhooks = wanting.length
  for (const { object } of wanting) {
    for (let copy = 0; copy <= copies; copy += 1) {
      const delivery: Delivery = {
        id: newId('whd'),
        event: event.id,
        event_type: event.type,
        endpoint: object.id,
        status,
        attempts: [],
        next_attempt_ms: status === 'pending' ? engine.simulator.clock.now() : null,
      }
      ledger.deliveries.set(delivery.id, delivery)
      if (status === 'pending') makeReady(engine, delivery)
    }
  }
  changed(engine)
}

function release(engine: Engine, type: string): number {
  const held = [...engine.simulator.ledger.deliveries.values()].filter(
    ({ status, event_type }) => status === 'held' && matchesType(type, event_type),
  )
  for (const delivery of held) {
    delivery.status = 'pending'
    delivery.next_attempt_ms = engine.simulator.clock.now()
    makeReady(engine, delivery)
  }
  changed(engine)
  return held.length
}

function resume(engine: Engine): void {
  for (const delivery of engine.simulator.ledger.deliveries.values()) {
    if (delivery.status === 'pending') schedule(engine, delivery)
  }
}

async function close(engine: Engine): Promise<void> {
  engine.closed = true
  for (const cancel of engine.timers.values()) cancel()
  engine.post.close()
  await Promise.allSettled(engine.inFlight.values())
}

function schedule(engine: Engine, delivery: Delivery): void {
  const { clock } = engine.simulator
  const wait_ms = Math.max(0, (delivery.next_attempt_ms ?? 0) - clock.now())
  const cancel = clock.schedule(wait_ms, () => {
    engine.timers.delete(delivery.id)
    makeReady(engine, delivery)
  })
  engine.timers.set(delivery.id, cancel)
}

// The request that caused the event goes on first: an endpoint of the same process is never
// called in the middle of a change.
function makeReady(engine: Engine, delivery: Delivery): void {
  engine.ready.push(delivery.id)
  setImmediate(() => sendReady(engine))
}

function sendReady(engine: Engine): void {
  while (!engine.closed && engine.inFlight.size < inFlightMax) {
    const id = engine.ready.shift()
    if (id === undefined) return
    const delivery = engine.simulator.ledger.deliveries.get(id)
    if (delivery?.status !== 'pending') continue
    const sending = attempt(engine, delivery).finally(() => {
      engine.inFlight.delete(id)
      sendReady(engine)
      changed(engine)
    })
    engine.inFlight.set(id, sending)
  }
}

async function attempt(engine: Engine, delivery: Delivery): Promise<void> {
  const { ledger, clock } = engine.simulator
  const event = ledger.events.get(delivery.event)
  const endpoint = ledger.endpoints.get(delivery.endpoint)
  const started_ms = clock.now()
  if (event === undefined || endpoint === undefined) {
    conclude(engine, delivery, 'failed')
    return
  }
  const body = JSON.stringify(event, null, 2)
  let answer: Pick<DeliveryAttempt, 'status_code' | 'error'>
  try {
    const timestamp_s = Math.floor(started_ms / 1000)
    const letter = { url: endpoint.object.url, secret: endpoint.secret, body, timestamp_s }
    answer = { status_code: await engine.post.send(letter), error: null }
  } catch (error) {
    answer = { status_code: null, error: (error as Error).message }
  }
  // Cut off by our own end: as if it had not been tried, so the next start tries it.
  if (engine.closed && answer.status_code === null) return
  delivery.attempts.push({ started_ms, duration_ms: clock.now() - started_ms, ...answer })
  const code = answer.status_code ?? 0
  if (code >= successMin && code <= successMax) {
    conclude(engine, delivery, 'succeeded')
    return
  }
  const delay_ms = engine.retryDelays_ms[delivery.attempts.length - 1]
  if (delay_ms === undefined) {
    conclude(engine, delivery, 'failed')
    return
  }
  delivery.next_attempt_ms = clock.now() + delay_ms
  if (!engine.closed) schedule(engine, delivery)
}

function conclude(engine: Engine, delivery: Delivery, status: 'succeeded' | 'failed'): void {
  delivery.status = status
  delivery.next_attempt_ms = null
  const event = engine.simulator.ledger.events.get(delivery.event)
  if (event !== undefined && event.pending_webhooks > 0) event.pending_webhooks -= 1
}

function changed(engine: Engine): void {
  engine.simulator.snapshots.touch()
  for (const listener of engine.listeners) listener()
}
