/** How long one step of a guest took, and when it ended, in milliseconds since the beginning. */
export interface Sample {
  at_ms: number
  took_ms: number
}

/** What many samples come to, in milliseconds. */
export interface Spread {
  count: number
  p50_ms: number
  p95_ms: number
  p99_ms: number
  max_ms: number
}

/** Everything that is counted and timed while a night is played. */
export interface Measures {
  /** Milliseconds since the beginning. */
  now: () => number
  /** Notes how long a step took that began at `began_ms`. */
  took(step: string, began_ms: number): void
  count(what: string): void
  /** Something that a guest must never see. The first of a kind are kept in their own words. */
  fault(kind: string, words: string): void
  readonly samples: ReadonlyMap<string, Sample[]>
  readonly counts: ReadonlyMap<string, number>
  readonly faults: ReadonlyMap<string, { count: number; first: string[] }>
}

/** So many of each kind of fault are told in full. */
const FIRST_MAX = 5

/** Begins to measure. */
export function newMeasures(): Measures {
  const began = performance.now()
  const samples = new Map<string, Sample[]>()
  const counts = new Map<string, number>()
  const faults = new Map<string, { count: number; first: string[] }>()
  const now = () => performance.now() - began
  return {
    now,
    samples,
    counts,
    faults,
    took: (step, began_ms) => {
      const at_ms = now()
      const sample = { at_ms, took_ms: Math.max(0, at_ms - began_ms) }
      const known = samples.get(step)
      if (known) known.push(sample)
      else samples.set(step, [sample])
    },
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    fault: (kind, words) => {
      const known = faults.get(kind) ?? { count: 0, first: [] }
      faults.set(kind, known)
      known.count += 1
      if (known.first.length < FIRST_MAX) known.first.push(words)
    },
  }
}

/** The middle and the tail of what was measured; zeros where there is nothing. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return {
    count: sorted.length,
    p50_ms: quantile(sorted, 0.5),
    p95_ms: quantile(sorted, 0.95),
    p99_ms: quantile(sorted, 0.99),
    max_ms: sorted.at(-1) ?? 0,
  }
}

/**
 * The value that `share` of the sorted values do not exceed: the nearest rank, so that what is told
 * was really seen.
 */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}
