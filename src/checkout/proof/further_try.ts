import { enqueue } from '../../jobs/index.ts'
import type { Queryable, Tx } from '../../kernel/index.ts'
import {
  declinesOf,
  noteProof,
  type Declines,
  type Intent,
  type Payment,
} from '../../payments/index.ts'
import { withdrawQueue, type Till } from '../till.ts'
import { faultOf, makeChallenge, type Challenge, type Proof } from './proof.ts'

/** Bad luck: a wrong digit, another card, the right one. */
const DECLINES_FREE = 3
/**
 * Two tabs may both have asked when one try was left. What is declined beyond that was confirmed at
 * Stripe by somebody who did not ask.
 */
const UNASKED_MAX = 2
/** A computer does these in a moment, an old phone in a second. */
const TRIALS_FIRST = 40
const TRIALS_MORE = 20
/** A quarter of a second on a computer, four on an old phone. */
const TRIALS_MAX = 200

/** How many trials the next try costs at the most: more after each decline, up to a maximum. */
export function trialsFor(declines: number): number {
  const paid_for = Math.max(0, declines - DECLINES_FREE)
  return Math.min(TRIALS_MAX, TRIALS_FIRST + TRIALS_MORE * paid_for)
}

/**
 * The challenge that an order's page has to solve before its next try (F76); undefined when it may
 * go on: the first declines are free, and a proof that is right is good for one try more.
 */
export async function challengeFor(
  till: Till,
  orderId: string,
  proof: Proof | undefined,
): Promise<Challenge | undefined> {
  const found = await declinesOf(till.db, orderId)
  const { declines } = found
  if (declines < allowed(found)) return undefined
  const subject = `try ${orderId} ${declines}`
  if (proof) {
    const fault = await faultOf(till.proofKey, subject, proof)
    if (!fault) {
      // Of two at once both may go on: it is the same intent, and no more than one try more.
      await noteProof(till.db, orderId, declines)
      return undefined
    }
    till.log.info({ order: orderId, declines, fault }, 'proof.refused')
  }
  const trials = trialsFor(declines)
  till.log.info({ order: orderId, declines, trials }, 'proof.asked')
  return makeChallenge(till.proofKey, subject, trials)
}

/**
 * Whether cards are tested on an intent without asking us: whoever has its secret can confirm it at
 * Stripe. Only where it waits for another card after a decline, so nothing is under way.
 */
export async function isOverdrawn(
  db: Queryable,
  orderId: string,
  intent: Intent,
): Promise<boolean> {
  if (intent.status !== 'payable' || intent.last_try?.outcome !== 'declined') return false
  const found = await declinesOf(db, orderId)
  return found.declines >= allowed(found) + UNASKED_MAX
}

/** Asks for such an intent to be cancelled, in the caller's transaction. */
export async function withdrawOverdrawn(
  tx: Tx,
  { id, order_id }: Payment,
  intent: Intent,
): Promise<void> {
  if (!(await isOverdrawn(tx, order_id, intent))) return
  await enqueue(tx, withdrawQueue, { payment_id: id, order_id })
}

/** So many declines an order may have before its next try has to be worked for. */
function allowed({ proved }: Declines): number {
  return proved === null ? DECLINES_FREE : Math.max(DECLINES_FREE, proved + 1)
}
