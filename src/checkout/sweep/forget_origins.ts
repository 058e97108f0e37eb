import type { Chore } from '../../jobs/index.ts'
import { forgetOrigins } from '../../orders/index.ts'
import { NEARBY_SECONDS } from '../proof/further_try.ts'
import type { Till } from '../till.ts'

const PAUSE_SECONDS = 300
/** A short statement; what is left after a sale's first minutes waits for the next round. */
const BATCH = 5000

/** Forgets where orders came from once that counts no more (F76). */
export function forgetOldOrigins(till: Till): Chore {
  return {
    name: 'forget_origins',
    pause_seconds: PAUSE_SECONDS,
    round: async () => {
      await forgetOrigins(till.db, NEARBY_SECONDS, BATCH)
    },
  }
}
