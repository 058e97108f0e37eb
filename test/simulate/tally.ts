/** What was seen during a night and is in no book: counts, and everything that must not be. */
export interface Tally {
  /** Counts it once more, or `times` more. */
  count(what: string, times?: number): void
  /** How often each was counted, by its name. */
  counts: Map<string, number>
  /** Something that must not happen has happened. */
  fault(what: string): void
  faults: string[]
  /** Guests who were told that they have paid, by their order. */
  told_paid: Set<string>
  /** Intents that somebody has captured in Stripe's dashboard, or tried to, and those in part. */
  captured_outside: Set<string>
  captured_in_part: Set<string>
}

/** More of them say nothing new. */
const FAULTS_MAX = 50

/** An empty tally. `hear` is told of each fault at once, since not every night comes to its end. */
export function newTally(hear?: (what: string) => void): Tally {
  const counts = new Map<string, number>()
  const faults: string[] = []
  return {
    count: (what, times = 1) => void counts.set(what, (counts.get(what) ?? 0) + times),
    counts,
    fault: (what) => {
      if (faults.length >= FAULTS_MAX) return
      faults.push(what)
      hear?.(`fault: ${what}`)
    },
    faults,
    told_paid: new Set(),
    captured_outside: new Set(),
    captured_in_part: new Set(),
  }
}
