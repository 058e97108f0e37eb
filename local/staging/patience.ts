import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from './settings.ts'

const LOOK_AGAIN_MS = 500

/** Asks until `probe` gives something; throws with `what` when that takes too long. */
export async function eventually<T>(
  settings: Settings,
  what: string,
  probe: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + settings.patience_ms
  for (;;) {
    const found = await probe()
    if (found) return found
    if (Date.now() > deadline)
      throw new Error(`${what}: not within ${settings.patience_ms / 1000} s`)
    await sleep(LOOK_AGAIN_MS)
  }
}

/** Throws what is wrong unless something is so. */
export function demand(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise)
}
