import type { EndpointRecord, Ledger } from '../state/ledger.ts'
import { matchesType } from './event_types.ts'

/** The endpoints that want events of a type and are not disabled. */
export function subscribersOf({ endpoints }: Ledger, type: string): EndpointRecord[] {
  return [...endpoints.values()].filter((record) => isSubscribed(record, type))
}

function isSubscribed({ object }: EndpointRecord, type: string): boolean {
  return (
    object.status === 'enabled' &&
    object.enabled_events.some((pattern) => matchesType(pattern, type))
  )
}
