import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The same `work`, which begins at most once in `betweenMs` in this process; whoever comes sooner
 * waits in line.
 */
export function paced<Payload>(
  work: (payload: Payload) => Promise<void>,
  betweenMs: number,
): (payload: Payload) => Promise<void> {
  let free_ms = 0
  return async (payload) => {
    const wait_ms = Math.max(0, free_ms - performance.now())
    free_ms = performance.now() + wait_ms + betweenMs
    if (wait_ms > 0) await sleep(wait_ms)
    await work(payload)
  }
}
