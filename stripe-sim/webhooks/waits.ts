import { statusAndType, type Delivery } from '../state/ledger.ts'
import type { Simulator } from '../state/simulator.ts'
import type { Deliveries } from './deliveries.ts'
import { eventTypes, matchesType } from './event_types.ts'

/** Which deliveries are meant: a type of event (`*` at its end for any) and a status. */
type DeliveryQuery = { type: string; status: Delivery['status'] }

/** Resolves when no delivery is pending; throws after `timeout_ms` of real time. */
export async function untilIdle(
  { ledger }: Simulator,
  deliveries: Deliveries,
  timeout_ms: number,
): Promise<void> {
  const pending = (): number => ledger.deliveries.count('status', 'pending')
  await until(
    deliveries,
    () => pending() === 0,
    timeout_ms,
    () => `${pending()} webhook deliveries are still pending`,
  )
}

/** Resolves with what `query` means when it is `count` at least; throws after `timeout_ms`. */
export async function untilDelivered(
  { ledger }: Simulator,
  deliveries: Deliveries,
  query: DeliveryQuery & { count: number; timeout_ms: number },
): Promise<Delivery[]> {
  const { type, status, count, timeout_ms } = query
  // Counted and not looked at: this runs after every one of perhaps thousands of deliveries.
  const keys = eventTypes
    .filter((name) => matchesType(type, name))
    .map((name) => statusAndType(status, name))
  const found = (): number =>
    keys.reduce((sum, key) => sum + ledger.deliveries.count('status_and_type', key), 0)
  await until(
    deliveries,
    () => found() >= count,
    timeout_ms,
    () => `${found()} of ${count} webhook deliveries of ${type} are ${status}`,
  )
  const all = ledger.deliveries.by('status', status)
  return all.filter(({ event_type }) => matchesType(type, event_type))
}

// Whoever waits here waits by the wall clock, however far Stripe's time is moved on meanwhile.
async function until(
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
      clearTimeout(timer)
      resolve()
    })
    const timer = setTimeout(() => {
      stopListening()
      reject(new Error(`After ${timeout_ms} ms, ${state()}.`))
    }, timeout_ms)
  })
}
