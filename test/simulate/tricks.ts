import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { expireInBooks } from '../late_money.ts'
import { giveUpByHand } from './books.ts'
import { confirm } from './card.ts'
import { clientSecretOf } from './paying.ts'
import type { Plan } from './plan.ts'
import { giveAway } from './staff.ts'
import type { Stage } from './stage.ts'
import { tableHeldBy } from './table_books.ts'

/** A confirmation whose answer is lost is repeated so often; Stripe charges once (F29). */
const CONFIRMATIONS_MAX = 25
const AGAIN_MS = 150
/** Time for others to take what the hand has put back on sale. */
const LATE_MS = 1_500

/**
 * Plays what the product lets nobody do, and what its rules are there for all the same: a hand in
 * the books brings about money that comes too late, or twice.
 */
export async function playTrick(stage: Stage, plan: Plan, order: GuestOrder): Promise<void> {
  const first = await clientSecretOf(stage, plan, order)
  if (!('client_secret' in first)) return
  stage.tally.count(`tricks ${plan.trick}`)
  if (plan.trick === 'late_money') {
    const table = await tableHeldBy(stage, order)
    // The product itself cancels the intent first: only this lets money come too late (F42, F43).
    await expireInBooks(stage.premises, order)
    if (plan.party && table) await giveAway(stage, plan, table)
    await sleep(LATE_MS + plan.pause_ms)
    await confirmStubbornly(stage, first.client_secret)
    return
  }
  await giveUpByHand(stage, order)
  const second = await clientSecretOf(stage, plan, order)
  const secrets = [first, second].flatMap((one) =>
    'client_secret' in one ? one.client_secret : [],
  )
  if (plan.number % 2 === 0) secrets.reverse()
  for (const secret of secrets) await confirmStubbornly(stage, secret)
}

async function confirmStubbornly(stage: Stage, client_secret: string): Promise<void> {
  for (let n = 0; n < CONFIRMATIONS_MAX; n += 1) {
    const { outcome } = await confirm(stage, client_secret, 'visa')
    if (outcome !== 'unknown') return
    await sleep(AGAIN_MS)
  }
}
