import { setTimeout as sleep } from 'node:timers/promises'
import type { GuestOrder } from '../guest.ts'
import { ask } from './doorway.ts'
import { workFor, type PaymentAnswer } from '../proof.ts'
import { confirm, intentIn, type Confirmed } from './card.ts'
import type { Plan, Try } from './plan.ts'
import type { Stage } from './stage.ts'

/** How one try to pay ended, as the guest knows it. */
export type PaymentEnd =
  | 'paid'
  | 'processing'
  | 'declined'
  | 'expired'
  /** The tab was closed: at the bank's question, or right after confirming. */
  | 'left'
  | 'confirmed'
  /** Stripe, or what became of the payment, could not be found out. */
  | 'gave_up'

/** What the checkout page learns of an order before it confirms anything. */
export type Payability =
  | { state: 'payable' | 'requires_action'; client_secret: string }
  | { state: 'paid' | 'processing' | 'expired' | 'unknown' }

/** Presses of Retry while Stripe cannot be asked, with a pause between them. */
const ASKS_MAX = 8
const ASK_AGAIN_MS = 350
/** Answers that were lost are found out about so often in one try; then the guest goes to bed. */
const ROUNDS_MAX = 6

/**
 * Tries to pay once, as the page does: asks the server what has happened so far, confirms at
 * Stripe, answers the bank, and finds out what became of an answer that was lost, without ever
 * confirming twice on its own (F24, F29, F34).
 */
export async function payOnce(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  one: Try,
): Promise<PaymentEnd> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const payable = await clientSecretOf(stage, plan, order)
    if (payable.state === 'paid') stage.tally.told_paid.add(order.order_id)
    if (payable.state === 'unknown') return 'gave_up'
    if (!('client_secret' in payable)) return payable.state
    const { client_secret } = payable
    if (payable.state === 'payable' && plan.bank && round === 0)
      await askBankToWait(stage, plan.bank, client_secret)
    const confirmed =
      payable.state === 'requires_action'
        ? ({ outcome: 'requires_action' } as const)
        : await confirm(stage, client_secret, one.card)
    const end = await endOf(stage, plan, order, one, client_secret, confirmed)
    if (end) return end
  }
  return 'gave_up'
}

/** Undefined when it has to be found out. */
async function endOf(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  one: Try,
  client_secret: string,
  confirmed: Confirmed,
): Promise<PaymentEnd | undefined> {
  const { outcome } = confirmed
  if (outcome === 'declined') {
    await report(stage, plan, order, confirmed)
    return 'declined'
  }
  if (outcome === 'requires_action') return challenge(stage, plan, one, client_secret)
  if (outcome === 'succeeded' || outcome === 'processing')
    return plan.leaves === 'confirmed' ? 'confirmed' : paidOr(outcome)
  await sleep(ASK_AGAIN_MS)
  return undefined
}

const paidOr = (outcome: 'succeeded' | 'processing') =>
  outcome === 'succeeded' ? 'paid' : 'processing'

/** The bank asks the guest, who answers, or goes away. */
async function challenge(
  stage: Stage,
  plan: Plan,
  one: Try,
  client_secret: string,
): Promise<PaymentEnd | undefined> {
  if (plan.leaves === 'challenged' || one.challenge === 'leave') return 'left'
  await sleep(plan.pause_ms)
  const { challenge: answer } = one
  try {
    const intent = await stage.premises.sim.control.authenticate({
      payment_intent: intentIn(client_secret),
      answer,
    })
    if (intent.status === 'succeeded' || intent.status === 'requires_capture') return 'paid'
    return intent.status === 'processing' ? 'processing' : 'declined'
  } catch {
    // Nobody waits for this answer any more: another tab gave it, or the order has expired.
    return undefined
  }
}

/** What the server says about paying an order; it has asked Stripe first. */
export async function clientSecretOf(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
): Promise<Payability> {
  const askOnce = (json: object) =>
    ask(stage, {
      method: 'POST',
      path: `/api/orders/${order.order_id}/payment`,
      route: '/api/orders/:order_id/payment',
      json,
      bearer: order.secret,
      server: plan.server,
    })
  for (let n = 0; n < ASKS_MAX; n += 1) {
    const reply = await workFor(askOnce, challengeIn)
    const { status, text, code } = reply
    // Another tab was declined while this one worked, each time.
    if (challengeIn(reply)) continue
    if (status === 200) return JSON.parse(text) as Payability
    // Nobody is added to a party that is over, so nobody pays for that: the hold runs out.
    if (code === 'booking_over' || code === 'booking_disputed') return { state: 'expired' }
    if (code !== 'stripe_unreachable') {
      stage.tally.fault(`preparing to pay was answered ${status} ${code}`)
      return { state: 'unknown' }
    }
    stage.tally.count('told to try again')
    await sleep(ASK_AGAIN_MS)
  }
  stage.tally.count('gave up on Stripe')
  return { state: 'unknown' }
}

function challengeIn({ status, text }: { status: number; text: string }) {
  return status === 200 ? (JSON.parse(text) as PaymentAnswer).challenge : undefined
}

async function report(
  stage: Stage,
  plan: Plan,
  order: GuestOrder,
  declined: Confirmed,
): Promise<void> {
  const { status } = await ask(stage, {
    method: 'POST',
    path: `/api/orders/${order.order_id}/attempts`,
    route: '/api/orders/:order_id/attempts',
    json: { outcome: 'declined', ...declined.report },
    bearer: order.secret,
    server: plan.server,
  })
  if (status !== 204) stage.tally.fault(`reporting a decline was answered ${status}`)
}

/** The charge will be in processing for a while, and then end as the bank wants it. */
async function askBankToWait(
  stage: Stage,
  bank: NonNullable<Plan['bank']>,
  client_secret: string,
): Promise<void> {
  const { control } = stage.premises.sim
  const payment_intent = intentIn(client_secret)
  await control.holdPayments({ payment_intent })
  const settle = async () => {
    await sleep(bank.after_ms)
    await control.settlePayment({ payment_intent, ending: bank.ending }).catch(() => {
      // It never came to be in processing: it was declined, given up or abandoned.
    })
  }
  stage.later(settle())
}
