import type { Premises } from '../processes.ts'
import type { Shifts } from './shifts.ts'
import type { Tally } from './tally.ts'

/** What everybody who acts in a night acts on. */
export interface Stage {
  seed: number
  premises: Premises
  /** Two processes of the product, either of which may be down. */
  shifts: Shifts
  nights: { slug: string; night_id: string; types: string[] }[]
  tally: Tally
  /** Guests who have come and may still place their first order. */
  choosing: Set<number>
  /** Lets something happen beside what goes on; the night does not end before it has. */
  later(work: Promise<void>): void
}
