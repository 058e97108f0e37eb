import { setTimeout as sleep } from 'node:timers/promises'
import { mendIssuing } from './books.ts'
import { choresNotDone, moveBooksOn, nowInBooks, unfinished } from './clockwork.ts'
import type { Stage } from './stage.ts'

/** Beyond what a bank's question, a late webhook and every pause of ours wait for. */
const SLEEP_SECONDS = 3 * 60 * 60
/** What was put off once more meanwhile is waited for in smaller steps. */
const STEP_SECONDS = 15 * 60
/** Everything that can end has ended by then, also on a busy machine. */
const MORNING_MS_MAX = 120_000
/** An order's webhooks, mails and refunds, of which a long night has left many to the morning. */
const ORDER_MS_MAX = 500
/** Between two moves of the clock: work that is under way is let come to its end. */
const STEP_MS_MAX = 4_000
/** A chore goes round all there is, as a hundred disputes, of which it asks ten in a second. */
const CHORES_MS_MAX = 60_000
const LOOK_AGAIN_MS = 150
/** A round of the sweep may have begun before the last thing happened; the next one has not. */
const CALM_STEPS = 2

/**
 * Lets the night end: nothing goes wrong any more, time is moved on, at Stripe and in the books,
 * and everything that waits comes. Resolves when nothing is left to be done, and the whole sweep
 * has looked and found nothing; throws with what is left when that takes too long for `orders`.
 */
export async function waitForMorning(stage: Stage, orders: number): Promise<void> {
  const { control } = stage.premises.sim
  await control.clearFaults()
  await control.configure({ latency: null })
  await mendIssuing(stage)
  await stage.shifts.allUp()
  await control.releaseWebhooks()
  await letBanksDecide(stage)
  const most_ms = MORNING_MS_MAX + orders * ORDER_MS_MAX
  const deadline_ms = Date.now() + most_ms
  let seconds = SLEEP_SECONDS
  for (let calm = 0; calm < CALM_STEPS;) {
    await control.advanceClock({ seconds })
    await control.idle({ timeout_ms: most_ms })
    await moveBooksOn(stage, seconds)
    seconds = STEP_SECONDS
    const left = await whatIsLeft(stage)
    calm = left.length === 0 ? calm + 1 : 0
    if (Date.now() > deadline_ms) throw new Error(`The night does not end: ${left.join('; ')}`)
  }
}

/**
 * A charge may have come to be in processing when its bank had looked for it already, since the
 * confirmation was lost and sent again: it would stay there for ever.
 */
async function letBanksDecide({ premises }: Stage): Promise<void> {
  const { control } = premises.sim
  for (const { id, status } of (await control.ledger()).payment_intents) {
    if (status === 'processing')
      await control.settlePayment({ payment_intent: id, ending: 'succeed' })
  }
}

async function whatIsLeft(stage: Stage): Promise<string[]> {
  const since = await nowInBooks(stage)
  const began_ms = Date.now()
  for (;;) {
    const work = await unfinished(stage)
    const left = [...work, ...(await choresNotDone(stage, since))]
    const most_ms = work.length > 0 ? STEP_MS_MAX : CHORES_MS_MAX
    if (left.length === 0 || Date.now() - began_ms > most_ms) return left
    await sleep(LOOK_AGAIN_MS)
  }
}
