import { setTimeout as sleep } from 'node:timers/promises'
import { mendIssuing } from './books.ts'
import { choresNotDone, moveBooksOn, nowInBooks, unfinished } from './clockwork.ts'
import { decideInTheMorning, settlePromises } from './deposit_morning.ts'
import type { Stage } from './stage.ts'

/** Beyond what a bank's question, a late webhook and every pause of ours wait for. */
const SLEEP_SECONDS = 3 * 60 * 60
/** What was put off once more meanwhile is waited for in smaller steps. */
const STEP_SECONDS = 15 * 60
/**
 * What is left after so many of them waits for Stripe: an answer that it keeps under a key, be it
 * one that says nothing, is given again for a day.
 */
const STEPS_MAX = 6
const LONG_STEP_SECONDS = 4 * 60 * 60
/** Everything that can end has ended by then, also on a busy machine. */
const MORNING_MS_MAX = 300_000
/** An order's webhooks, mails and refunds, of which a long night has left many to the morning. */
const ORDER_MS_MAX = 500
/** Between two moves of the clock: work that is under way is let come to its end. */
const STEP_MS_MAX = 4_000
/** A chore goes round all there is, such as a hundred disputes, of which it asks ten a second. */
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
  await settlePromises(stage, orders)
  const most_ms = MORNING_MS_MAX + orders * ORDER_MS_MAX
  const deadline_ms = Date.now() + most_ms
  for (let calm = 0, steps = 0; calm < CALM_STEPS; steps += 1) {
    const step = steps > STEPS_MAX ? LONG_STEP_SECONDS : STEP_SECONDS
    const seconds = steps === 0 ? SLEEP_SECONDS : step
    await control.advanceClock({ seconds })
    await control.idle({ timeout_ms: most_ms })
    await moveBooksOn(stage, seconds)
    await decideInTheMorning(stage)
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
