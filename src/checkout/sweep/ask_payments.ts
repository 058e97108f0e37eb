import { openAlert } from '../../alerts/index.ts'
import type { Chore } from '../../jobs/index.ts'
import { inLogScope, isDatabaseAway, rest, transaction, wordsOf } from '../../kernel/index.ts'
import { lockOrder } from '../../orders/index.ts'
import {
  claimAsking,
  findPayment,
  ownerOf,
  paymentsToAsk,
  StripeUnreachable,
  type Intent,
  type Payment,
} from '../../payments/index.ts'
import { record } from '../record.ts'
import type { Till } from '../till.ts'
import { noteEarlierTries } from './earlier_tries.ts'

/** Soon enough for a guest who waits; where nothing is due a round is one statement. */
const PAUSE_SECONDS = 2
/** The page that a guest returns to asks by itself, at once: this is for those who are gone. */
const ASK_SECONDS_MIN = 10
const ASK_SECONDS_MAX = 3600
/** A payment that is open for ten minutes is asked about every minute, one of ten hours hourly. */
const ASK_AGE_SHARE = 0.1
/** A page may have asked a moment ago, since the list was made. */
const ASKED_JUST_NOW_SECONDS = 3
/** A round takes some seconds, and the next one begins with the longest unasked. */
const BATCH = 50
/** At most ten questions in a second: Stripe takes 25 in test mode, and guests need theirs. */
const BETWEEN_MS = 100

/**
 * Asks Stripe about every payment that is not final, young ones often and old ones rarely, and
 * writes down what it says: so money is found without any event and without the guest (F02, F03).
 * When Stripe gives no answer the whole round ends, and the next one comes later (F67, F68): much
 * later only if Stripe has answered nothing in it, since one payment must not keep the others from
 * being asked about.
 */
export function askPayments(till: Till, pauseSecondsMax: number): Chore {
  const asking = {
    seconds_min: Math.min(ASK_SECONDS_MIN, pauseSecondsMax),
    seconds_max: Math.min(ASK_SECONDS_MAX, pauseSecondsMax),
    age_share: ASK_AGE_SHARE,
  }
  return {
    name: 'ask_payments',
    pause_seconds: PAUSE_SECONDS,
    round: async (_note, signal) => {
      const due = await paymentsToAsk(till.db, asking, BATCH)
      let answers = 0
      for (const payment of due) {
        if (signal.aborted) return
        const ids = { order: payment.order_id, payment: payment.id }
        const asked = await inLogScope(ids, () =>
          askOne(till, payment, asking.seconds_min).catch(unlessAnswered(till, answers)),
        )
        if (asked === 'cut short') return
        if (asked) answers += 1
        if (asked) await rest(BETWEEN_MS, signal)
      }
      return { isUnfinished: due.length === BATCH }
    },
  }
}

/** What has failed was claimed, so the next round asks about all the others before it. */
function unlessAnswered(till: Till, answers: number): (error: unknown) => 'cut short' {
  return (error) => {
    if (answers === 0 || !(error instanceof StripeUnreachable)) throw error
    till.log.warn({ err: error }, 'sweep.asking_cut_short')
    return 'cut short'
  }
}

/** False when there was nothing to ask any more. */
async function askOne(till: Till, payment: Payment, secondsMin: number): Promise<boolean> {
  const justNow = Math.min(ASKED_JUST_NOW_SECONDS, secondsMin)
  if ((await claimAsking(till.db, payment.id, justNow)) === 0) return false
  let intent: Intent | undefined
  try {
    intent = await till.gateway.readIntent(payment.payment_intent_id ?? '', ownerOf(payment))
    // Perhaps the keys of another account were put in: nobody waits, so nothing is given up for it.
    const read = intent
    if (read.made_at) {
      await noteEarlierTries(till, payment, read)
      await transaction(till.db, (tx) => record(till, tx, read, 'sweep'))
    }
  } catch (error) {
    if (error instanceof StripeUnreachable) throw error
    // Only this one: it was claimed, so the others come before it next time.
    till.log.error({ err: error }, 'sweep.ask_failed')
    // A guest has paid, and has nothing: that is not waited with until everything was tried.
    if (intent?.status === 'succeeded' && !isDatabaseAway(error))
      await tellOfUnbooked(till, payment, error)
  }
  return true
}

/** Behind the order's lock: nothing would clear the alert of one that has just been booked. */
async function tellOfUnbooked(till: Till, { id, order_id }: Payment, error: unknown) {
  await transaction(till.db, async (tx) => {
    await lockOrder(tx, order_id)
    const payment = await findPayment(tx, id)
    if (payment?.state !== 'open' && payment?.state !== 'processing') return
    await openAlert(tx, 'money_unbooked', id, { order: order_id, error: wordsOf(error) })
  })
}
