import type { Premises } from '../processes.ts'
import type { Plan } from './plan.ts'
import type { PlayedNight } from './programme.ts'
import type { Shifts } from './shifts.ts'
import type { Tally } from './tally.ts'

/** What everybody who acts in a night acts on. */
export interface Stage {
  seed: number
  premises: Premises
  /** Two processes of the product, either of which may be down. */
  shifts: Shifts
  nights: PlayedNight[]
  tally: Tally
  /** Guests who have come and may still place their first order. */
  choosing: Set<number>
  /** Lets something happen beside what goes on; the night does not end before it has. */
  later(work: Promise<void>): void
}

/** What a night has left behind, for who judges it by the books alone. */
export type Remains = Pick<Stage, 'nights'> & { premises: Pick<Premises, 'db'> }

/** The night that a guest goes to. */
export function nightOf({ nights }: Pick<Stage, 'nights'>, { night }: Pick<Plan, 'night'>) {
  const found = nights[night % nights.length]
  if (!found) throw new Error('there is no night')
  return found
}
