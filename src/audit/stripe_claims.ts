import type { Database } from '../kernel/index.ts'
import type { Gateway, IntentAtStripe } from '../payments/index.ts'
import type { Difference } from './difference.ts'
import { disputeDifferences } from './dispute_claims.ts'
import { payableDifferences } from './payable_claims.ts'
import {
  selectFirstPayment,
  selectMoneyOpened,
  selectPaymentsOf,
  selectToldUnknown,
  type PaymentFacts,
} from './payment_facts.sql.ts'

/** One window of days is compared at a time, so that memory stays bounded by a day's sales. */
const WINDOW_MS = 24 * 60 * 60 * 1000
/**
 * An intent is made up to a hold's length after its payment's row, or a while before it by another
 * computer's clock: so far apart may the two stand, and still be the same.
 */
const MARGIN_MS = 6 * 60 * 60 * 1000

/**
 * Every difference between our payments and Stripe's intents, both ways: money there that is not
 * booked here, money booked here that is not there, the same of money that a bank has promised,
 * refunds and disputes that do not agree. Reads only.
 */
export async function* stripeDifferences(
  db: Database,
  gateway: Gateway,
): AsyncGenerator<Difference> {
  const first = await selectFirstPayment(db)
  if (!first) return
  const end_ms = Date.now() + MARGIN_MS
  for (let from_ms = first.getTime() - MARGIN_MS; from_ms < end_ms; from_ms += WINDOW_MS) {
    yield* compareWindow(db, gateway, from_ms, from_ms + WINDOW_MS)
  }
  yield* disputeDifferences(db, gateway, new Date(first.getTime() - MARGIN_MS))
}

async function* compareWindow(
  db: Database,
  gateway: Gateway,
  from_ms: number,
  until_ms: number,
): AsyncGenerator<Difference> {
  const seen = new Set<string>()
  const [from, until] = [new Date(from_ms - MARGIN_MS), new Date(until_ms + MARGIN_MS)]
  let batch: IntentAtStripe[] = []
  for await (const intent of gateway.intentsMade(from, until)) {
    seen.add(intent.id)
    const isInside = intent.made_at.getTime() >= from_ms && intent.made_at.getTime() < until_ms
    // Those of the margin are the next window's.
    if (!isInside) continue
    batch.push(intent)
    if (batch.length < BATCH) continue
    yield* compareIntents(db, batch)
    batch = []
  }
  yield* compareIntents(db, batch)
  for (const payment of await selectMoneyOpened(db, new Date(from_ms), new Date(until_ms))) {
    if (!seen.has(payment.payment_intent_id)) yield notAtStripe(payment)
  }
}

const BATCH = 100

async function* compareIntents(
  db: Database,
  intents: IntentAtStripe[],
): AsyncGenerator<Difference> {
  const payments = await selectPaymentsOf(
    db,
    intents.map(({ id }) => id),
  )
  const byIntent = new Map(payments.map((payment) => [payment.payment_intent_id, payment]))
  const told = await selectToldUnknown(
    db,
    intents.map(({ id }) => id),
  )
  for (const intent of intents) {
    const payment = byIntent.get(intent.id)
    // What names no order of ours, and is no payment of ours, is another product's.
    if (!payment && !intent.order_id) continue
    if (told.has(intent.id)) continue
    const problem = problemOf(intent, payment)
    if (!problem) continue
    const order = payment?.order_id ?? intent.order_id
    yield {
      ...problem,
      subjects: {
        payment_intent: intent.id,
        ...(order && { order }),
        ...(payment && { payment: payment.id }),
      },
      detail: { stripe: intent, books: payment ?? null },
    }
  }
  yield* payableDifferences(db, intents, byIntent)
}

function problemOf(
  intent: IntentAtStripe,
  payment: PaymentFacts | undefined,
): Pick<Difference, 'claim' | 'todo'> | undefined {
  const hasMoney = intent.status === 'succeeded'
  const isBooked = payment?.state === 'succeeded' || payment?.state === 'stray'
  // Money for an order that nobody knows, and that was given back at Stripe, is nobody's business.
  const isBack = !payment && intent.refunded_minor === intent.received_minor
  if (hasMoney && !isBooked && !isBack) {
    return {
      claim: 'money that Stripe has received is booked here',
      todo: 'The sweep asks Stripe for it; if it stays, resend its event from Stripe.',
    }
  }
  if (intent.authorised_minor !== (payment?.authorised_minor ?? 0) && !payment?.is_promise_told) {
    return {
      claim: 'what a bank has promised is the same here and at Stripe',
      todo: 'The sweep asks Stripe for it; if it stays, compare the payment with Stripe.',
    }
  }
  if (!payment || !isBooked) return undefined
  if (!hasMoney || intent.received_minor !== payment.received_minor) {
    return {
      claim: 'money that is booked here is what Stripe has received',
      todo: 'Compare the payment with Stripe: tickets may stand without money.',
    }
  }
  const { refunded_minor, requested_minor } = payment
  // Stripe counts a refund from the moment that it is made, also while it is pending.
  const agrees =
    intent.refunded_minor >= refunded_minor &&
    intent.refunded_minor <= refunded_minor + requested_minor
  if (agrees) return undefined
  return {
    claim: 'what has gone back is the same here and at Stripe',
    todo: 'Compare the refunds of the payment with those in Stripe.',
  }
}

function notAtStripe(payment: PaymentFacts): Difference {
  return {
    claim: 'money that is booked here is what Stripe has received',
    subjects: { payment: payment.id, order: payment.order_id },
    detail: { stripe: null, books: payment },
    todo: 'Stripe does not know this payment: check whether the keys are those of the account.',
  }
}
