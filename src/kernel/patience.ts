import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for `pause_ms`, but not for longer than until `signal` is raised. */
export async function rest(pause_ms: number, signal: AbortSignal): Promise<void> {
  await sleep(pause_ms, undefined, { signal }).catch(() => {})
}

/**
 * Waits for `work`, but no longer than `limit_ms`; the work goes on. What it throws later is not
 * heard of any more, so `work` must take care of its own errors. Returns what came of it, and
 * undefined when it took too long.
 */
export async function waitAtMost<T>(limit_ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit_ms)
  })
  const done = await Promise.race([work, limit])
  clearTimeout(timer)
  return done
}
