import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for `pause_ms`, but not for longer than until `signal` is raised. */
export async function rest(pause_ms: number, signal: AbortSignal): Promise<void> {
  await sleep(pause_ms, undefined, { signal }).catch(() => {})
}

/**
 * Waits for `work`, but no longer than `limit_ms`; the work goes on. What it throws later is not
 * heard of any more, so `work` must take care of its own errors.
 */
export async function waitAtMost(limit_ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit_ms)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}
