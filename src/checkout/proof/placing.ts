import { isRefused, type Refused } from '../../kernel/index.ts'
import type { Till } from '../till.ts'
import { faultOf, makeChallenge, type Proof } from './proof.ts'

/** What a page asks for, and maybe has worked for. */
interface Wanted {
  order_id: string
  proof?: Proof | undefined
}

/** Half a second on a computer, eight on an old phone, at the most: ten minutes are longer. */
const TRIALS = 400

/** How many places a visitor may hold unpaid with this order: more if it was worked for (F76). */
export async function unpaidMaxFor(till: Till, wanted: Wanted): Promise<number> {
  const { order_id, proof } = wanted
  const max = till.unpaidPlacesMax
  if (!proof) return max
  const fault = await faultOf(till.proofKey, subjectOf(wanted), proof)
  if (!fault) return Math.max(max, till.workedPlacesMax)
  till.log.info({ order: order_id, fault }, 'proof.refused')
  return max
}

/**
 * A refusal for what is unpaid, with a challenge for whoever has not worked yet, so that one who
 * shares an address with a script need not wait for it. Anything else is returned as it is.
 */
export async function orChallenge<Placed>(
  till: Till,
  wanted: Wanted,
  placed: Placed,
): Promise<Placed | Refused<'too_many_unpaid'>> {
  if (!isRefused(placed) || placed.refused !== 'too_many_unpaid') return placed
  if (wanted.proof || till.workedPlacesMax <= till.unpaidPlacesMax) return placed
  till.log.info({ order: wanted.order_id, trials: TRIALS }, 'proof.asked')
  const challenge = await makeChallenge(till.proofKey, subjectOf(wanted), TRIALS)
  const detail = { ...placed.detail, challenge: JSON.stringify(challenge) }
  return { refused: 'too_many_unpaid', field: placed.field, detail }
}

/** An order is placed once, and so much is a proof of it good for. */
const subjectOf = ({ order_id }: Wanted) => `place ${order_id}`
