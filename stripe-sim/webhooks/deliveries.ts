import type { Stripe } from 'stripe'
import { reordered, type WebhookFault } from '../faults/webhook_faults.ts'
import { newId } from '../state/ids.ts'
import type { Delivery } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import { attempt, setStatus, type Attempting } from './attempts.ts'
import { matchesType } from './event_types.ts'
import { newLanes, type Lanes } from './lanes.ts'
import { newPoster } from './post.ts'
import { subscribersOf } from './subscribers.ts'
import { newTimetable, type Timetable } from './timetable.ts'

/** Carries events to the webhook endpoints, and again when they were not taken. */
export type Deliveries = {
  /** Puts a stored event on its way, to whatever the fault that struck it makes of it. */
  dispatch(eventId: string, fault: WebhookFault | null): void
  /** Sends what was held, oldest first; returns how many. */
  release(type: string): number
  /** Sends an event once more to these endpoints; a failure is not repeated. */
  resend(event: Stripe.Event, endpointIds: string[]): Delivery[]
  /** Waits for nothing any more, as the ledger has forgotten it all. */
  reset(): void
  /** Takes up what an earlier run had not delivered. */
  resume(): void
  /** Resolves when nothing is on its way, though something may wait for its next attempt. */
  settled(): Promise<void>
  /** Calls `listener` after every change of a delivery; returns how to stop that. */
  onChange(listener: () => void): () => void
  /** Ends what is under way; it stays pending for the next start. */
  close(): Promise<void>
}

// Stripe publishes no number; enough to see a burst, few enough not to be a flood.
const inFlightMax = 20

type Engine = Attempting & {
  lanes: Lanes
  timetable: Timetable
  /** What is sent only after another delivery has been tried, by the id of that one. */
  followers: Map<string, string>
  listeners: Set<() => void>
}

/** The deliveries of a simulator; nothing is on its way yet. */
export function newDeliveries(simulator: Simulator): Deliveries {
  const engine: Engine = {
    simulator,
    post: newPoster(),
    bodies: new Map(),
    isClosed: false,
    lanes: newLanes(inFlightMax, async (id) => send(engine, id)),
    timetable: newTimetable(simulator.clock, (id) => makeReady(engine, id)),
    followers: new Map(),
    listeners: new Set(),
  }
  return {
    dispatch: (eventId, fault) => dispatch(engine, eventId, fault),
    release: (type) => release(engine, type),
    resend: (event, endpointIds) => resend(engine, event, endpointIds),
    reset() {
      engine.timetable.clear()
      engine.followers.clear()
      changed(engine)
    },
    resume: () => resume(engine),
    settled: async () => engine.lanes.settled(),
    onChange(listener) {
      engine.listeners.add(listener)
      return () => engine.listeners.delete(listener)
    },
    async close() {
      engine.isClosed = true
      engine.timetable.clear()
      engine.post.close()
      await engine.lanes.close()
    },
  }
}

function dispatch(engine: Engine, eventId: string, fault: WebhookFault | null): void {
  const { ledger, clock } = engine.simulator
  const event = ledger.events.get(eventId)
  if (event === undefined) return
  const { effect } = fault ?? {}
  const copies = fault?.effect === 'duplicate' ? fault.copies : 0
  const at_ms = clock.now() + (fault?.delay_ms ?? 0)
  for (const { object } of subscribersOf(ledger, event.type)) {
    for (let copy = 0; copy <= copies; copy += 1) {
      const status = startOf(effect)
      const signature = mannerOf(effect)
      const next_attempt_ms = status === 'pending' ? at_ms : null
      addDelivery(engine, event, object.id, { status, signature, next_attempt_ms })
    }
  }
  if (fault?.effect === 'reorder') {
    fault.collected.push(eventId)
    const order = reordered(fault)
    if (order !== null) sendInOrder(engine, order)
  }
  changed(engine)
}

function startOf(effect: WebhookFault['effect'] | undefined): Delivery['status'] {
  if (effect === 'drop') return 'dropped'
  return effect === 'hold' || effect === 'reorder' ? 'held' : 'pending'
}

function mannerOf(effect: WebhookFault['effect'] | undefined): Delivery['signature'] {
  if (effect === 'wrong_signature') return 'wrong'
  return effect === 'stale_signature' ? 'stale' : 'right'
}

function addDelivery(
  engine: Engine,
  event: Stripe.Event,
  endpoint: string,
  start: Pick<Delivery, 'status' | 'signature' | 'next_attempt_ms'> & { resent?: boolean },
): Delivery {
  const delivery = engine.simulator.ledger.deliveries.add({
    id: newId('whd'),
    event: event.id,
    event_type: event.type,
    endpoint,
    attempts: [],
    resent: false,
    ...start,
  })
  if (delivery.status === 'pending') schedule(engine, delivery)
  return delivery
}

function release(engine: Engine, type: string): number {
  const held = engine.simulator.ledger.deliveries
    .by('status', 'held')
    .filter(({ event_type }) => matchesType(type, event_type))
  for (const delivery of held) {
    takeOn(engine, delivery)
    makeReady(engine, delivery.id)
  }
  changed(engine)
  return held.length
}

function resend(engine: Engine, event: Stripe.Event, endpointIds: string[]): Delivery[] {
  const next_attempt_ms = engine.simulator.clock.now()
  const start = { status: 'pending', signature: 'right', next_attempt_ms, resent: true } as const
  const deliveries = endpointIds.map((endpoint) => addDelivery(engine, event, endpoint, start))
  changed(engine)
  return deliveries
}

function resume(engine: Engine): void {
  const { deliveries } = engine.simulator.ledger
  for (const delivery of deliveries.by('status', 'pending')) schedule(engine, delivery)
}

// All of them are pending from now on, so that a restart in between loses none; but each is only
// sent when the one before it has been tried, or twenty would be under way in no order at all.
function sendInOrder(engine: Engine, eventIds: string[]): void {
  const { deliveries } = engine.simulator.ledger
  const held = eventIds
    .flatMap((id) => deliveries.by('event', id))
    .filter(({ status }) => status === 'held')
  for (const row of Map.groupBy(held, ({ endpoint }) => endpoint).values()) {
    for (const [place, delivery] of row.entries()) {
      takeOn(engine, delivery)
      const before = row[place - 1]
      if (before === undefined) makeReady(engine, delivery.id)
      else engine.followers.set(before.id, delivery.id)
    }
  }
}

function takeOn({ simulator }: Engine, delivery: Delivery): void {
  setStatus(simulator, delivery, 'pending')
  delivery.next_attempt_ms = simulator.clock.now()
}

function schedule(engine: Engine, { id, next_attempt_ms }: Delivery): void {
  const at_ms = next_attempt_ms ?? 0
  if (at_ms <= engine.simulator.clock.now()) makeReady(engine, id)
  else engine.timetable.add(id, at_ms)
}

// A lane for each endpoint: one that hangs does not keep up the others.
function makeReady({ simulator, lanes }: Engine, id: string): void {
  const delivery = simulator.ledger.deliveries.get(id)
  if (delivery !== undefined) lanes.add(delivery.endpoint, id)
}

async function send(engine: Engine, id: string): Promise<void> {
  const { ledger } = engine.simulator
  const delivery = ledger.deliveries.get(id)
  if (delivery?.status === 'pending') {
    await attempt(engine, delivery)
    const isWaiting = ledger.deliveries.get(id)?.status === 'pending'
    if (isWaiting && !engine.isClosed) schedule(engine, delivery)
  }
  const follower = engine.followers.get(id)
  if (follower !== undefined) makeReady(engine, follower)
  engine.followers.delete(id)
  changed(engine)
}

function changed({ simulator, listeners }: Engine): void {
  simulator.snapshots.touch()
  for (const listener of listeners) listener()
}
