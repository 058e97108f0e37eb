import { enqueue } from '../../jobs/index.ts'
import type { Queryable, Tx } from '../../kernel/index.ts'
import { declinesNearby } from '../../orders/index.ts'
import { declinesOf, noteProof, type Intent, type Payment } from '../../payments/index.ts'
import { withdrawQueue, type Till } from '../till.ts'
import { faultOf, makeChallenge, type Challenge, type Proof } from './proof.ts'

/** How long what was declined nearby is remembered, from when its order was placed. */
export const NEARBY_SECONDS = 60 * 60
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
/** The same for each decline beyond what the neighbours have free: theirs are many guests. */
const TRIALS_MORE_NEARBY = 1
/** A quarter of a second on a computer, four on an old phone. */
const TRIALS_MAX = 200

/** How often cards were declined beyond what is free: on an order, and on others of its origin. */
export interface Beyond {
  declines: number
  nearby: number
}

/** How many trials the next try costs at the most: more after each decline, up to a maximum. */
export function trialsFor({ declines, nearby }: Beyond): number {
  const trials = TRIALS_FIRST + TRIALS_MORE * declines + TRIALS_MORE_NEARBY * nearby
  return Math.min(TRIALS_MAX, trials)
}

/**
 * The challenge that an order's page has to solve before its next try (F76); undefined when it may
 * go on: the first declines are free, unless many cards were declined where the order comes from,
 * and a proof that is right is good for one try more.
 */
export async function challengeFor(
  till: Till,
  orderId: string,
  proof: Proof | undefined,
): Promise<Challenge | undefined> {
  const { declines, allowed, beyond } = await standingOf(till, till.db, orderId)
  if (declines < allowed) return undefined
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
  const trials = trialsFor(beyond)
  till.log.info({ order: orderId, declines, trials }, 'proof.asked')
  return makeChallenge(till.proofKey, subject, trials)
}

/**
 * Whether cards are tested on an intent without asking us: whoever has its secret can confirm it at
 * Stripe. Only where it waits for another card after a decline, so nothing is under way.
 */
export async function isOverdrawn(
  till: Till,
  db: Queryable,
  orderId: string,
  intent: Intent,
): Promise<boolean> {
  if (intent.status !== 'payable' || intent.last_try?.outcome !== 'declined') return false
  const { declines, allowed } = await standingOf(till, db, orderId)
  return declines >= allowed + UNASKED_MAX
}

/** Asks for such an intent to be cancelled, in the caller's transaction. */
export async function withdrawOverdrawn(
  till: Till,
  tx: Tx,
  { id, order_id }: Payment,
  intent: Intent,
): Promise<void> {
  if (!(await isOverdrawn(till, tx, order_id, intent))) return
  await enqueue(tx, withdrawQueue, { payment_id: id, order_id })
}

/** An order's declines, and how many it may have before its next try has to be worked for. */
async function standingOf(
  till: Till,
  db: Queryable,
  orderId: string,
): Promise<{ declines: number; allowed: number; beyond: Beyond }> {
  const { declines, proved } = await declinesOf(db, orderId)
  const nearby = (await declinesNearby(db, orderId, NEARBY_SECONDS)) - till.freeDeclinesMax
  const free = nearby < 0 ? DECLINES_FREE : 0
  return {
    declines,
    allowed: proved === null ? free : Math.max(free, proved + 1),
    beyond: { declines: Math.max(0, declines - free), nearby: Math.max(0, nearby) },
  }
}
