import type { Simulator } from '../../state/simulator.ts'

/** What one request to the switchboard wants to see: the state of the page is in its address. */
export type View = {
  simulator: Simulator
  path: string
  query: URLSearchParams
  /** The element ids of the rows that are folded out. */
  open: Set<string>
  now_ms: number
}

// An address has to stay short enough for every browser; whoever opens more closes the oldest.
const openMax = 20

/** Reads the address of a page. */
export function viewOf(simulator: Simulator, path: string, queryText: string): View {
  const query = new URLSearchParams(queryText)
  const open = new Set((query.get('open') ?? '').split(',').slice(-openMax))
  return { simulator, path, query, open, now_ms: simulator.clock.now() }
}

/** The address of the same page with some of its query changed; null takes a part away. */
export function addressOf({ path, query }: View, changes: Record<string, string | null>): string {
  const changed = new URLSearchParams(query)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) changed.delete(name)
    else changed.set(name, value)
  }
  return changed.size === 0 ? path : `${path}?${changed}`
}
