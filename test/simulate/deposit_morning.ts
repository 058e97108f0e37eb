import { setTimeout as sleep } from 'node:timers/promises'
import { resolveLapsed } from '../../src/checkout/index.ts'
import { isRefused } from '../../src/kernel/index.ts'
import type { LedgerDump } from '../../stripe-sim/index.ts'
import { ALL_BUT_HOLDS, moveBooksOn } from './clockwork.ts'
import { depositsOf, intentsInTheAir, undecidedOrders, type Deposit } from './deposit_books.ts'
import { diceOf } from './dice.ts'
import type { Stage } from './stage.ts'
import { readList } from './staff_api.ts'

/** Rounds of every chore, and what they ask for; a busy machine needs several of each. */
const SETTLED_MS_MAX = 180_000
/** A long night leaves more payments that are open, of which the sweep asks ten in a second. */
const ORDER_MS_MAX = 50
const LOOK_AGAIN_MS = 300
/** What is put off meanwhile, beyond the longest pause between two tries of a job. */
const STEP_SECONDS = 15 * 60
const LOOKS_PER_STEP = 12

/**
 * Waits, while nothing fails any more and before Stripe's clock moves past every promise and the
 * books past every hold, until what has ended at Stripe is known here, and no money is reserved but
 * for who is to be charged when doors open later, of which the owner knows. What is left of
 * anything else then is a fault: the clocks would make it look right. `orders` says how long it may
 * take.
 */
export async function settlePromises(stage: Stage, orders: number): Promise<void> {
  const until_ms = Date.now() + SETTLED_MS_MAX + orders * ORDER_MS_MAX
  for (let look = 0; ; look += 1) {
    if (look % LOOKS_PER_STEP === 0) await moveBooksOn(stage, STEP_SECONDS, ALL_BUT_HOLDS)
    const { payment_intents } = await stage.premises.sim.control.ledger()
    const deposits = await depositsOf(stage)
    const faults = [
      ...reservedFaults(deposits, payment_intents),
      ...(await unknownFaults(stage, payment_intents)),
    ]
    if (faults.length === 0) break
    if (Date.now() > until_ms) return faults.forEach((fault) => stage.tally.fault(fault))
    await sleep(LOOK_AGAIN_MS)
  }
  await readLedgers(stage)
}

type Intent = LedgerDump['payment_intents'][number]

function reservedFaults(deposits: Deposit[], intents: Intent[]): string[] {
  const reserved = intents.filter(({ status }) => status === 'requires_capture')
  return reserved.flatMap(({ id }) => {
    const deposit = deposits.find(({ intent }) => intent === id)
    if (deposit?.state !== 'authorised') return [`${id} is reserved and in no book`]
    if (deposit.order_state !== 'fulfilled')
      return [`${id} is reserved, and its order is ${deposit.order_state}`]
    if (deposit.doors_are_open) return [`${id} is reserved, and the doors are open`]
    const isTold = deposit.alerts.includes('authorisation_expiring open')
    return isTold ? [] : [`the owner does not know that the promise of ${id} ends`]
  })
}

/** What has come to an end at Stripe is known here, also where nobody has told us. */
async function unknownFaults(stage: Stage, intents: Intent[]): Promise<string[]> {
  const waiting = new Map(await intentsInTheAir(stage))
  return intents.flatMap(({ id, status }) => {
    const state = waiting.get(id)
    const isKnown = state === undefined || !ENDED.has(status)
    const isReserved = state === 'authorised' && status === 'requires_capture'
    return isKnown || isReserved ? [] : [`${id} is ${status} at Stripe, and ${state} here`]
  })
}

const ENDED = new Set(['succeeded', 'canceled', 'requires_capture'])

/** More heads of one party, of which a third is the most, cost less than any deposit. */
async function readLedgers(stage: Stage): Promise<void> {
  for (const { slug } of stage.nights) {
    const list = await readList(stage, slug)
    for (const { id, deposit, ledger } of list?.bookings ?? []) {
      if (deposit?.state !== 'authorised') continue
      stage.tally.count('deposits reserved in the morning')
      if (ledger.paid_minor >= (deposit.authorised_minor ?? 0))
        stage.tally.fault(`what is reserved for ${id} counts as paid`)
    }
  }
}

/**
 * The owner has heard of the promises that ended, and decides about most of them; whom nothing can
 * be issued for any more is never kept waiting.
 */
export async function decideInTheMorning(stage: Stage): Promise<void> {
  for (const { order_id, isIssued } of await undecidedOrders(stage)) {
    const dice = diceOf(stage.seed, 'decision', order_id)
    const how = isIssued ? dice.weighted({ keep: 4, cancel: 4, nothing: 2 }) : 'cancel'
    if (how === 'nothing') continue
    const decided = await resolveLapsed(stage.premises.till, { order_id, how, by: 'Pia' })
    if (!isRefused(decided)) stage.tally.count(`owner decides ${how}`)
  }
}
