import { useSyncExternalStore } from 'react'

/** Something that the whole app knows, and that whoever shows it follows. */
export interface Noted<Known> {
  get: () => Known
  set: (known: Known) => void
  /** What is known now, and from now on. */
  use: () => Known
}

/** Notes what is known at first. */
export function noted<Known>(first: Known): Noted<Known> {
  let known = first
  const lookers = new Set<() => void>()
  const get = () => known
  const follow = (look: () => void) => {
    lookers.add(look)
    return () => lookers.delete(look)
  }
  return {
    get,
    set: (next) => {
      if (known === next) return
      known = next
      for (const look of lookers) look()
    },
    use: () => useSyncExternalStore(follow, get),
  }
}
