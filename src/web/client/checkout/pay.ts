import type { Stripe, StripeElements } from '@stripe/stripe-js'
import type { Fault, OrderApi, PaymentAnswer, ProofNeeded } from './api.ts'
import { watchForChallenge } from './challenge.ts'
import type { CheckoutData, Guest } from './data.ts'
import type { CheckoutEvent } from './machine.ts'
import { errored, readOutcome, type ConfirmationResult, type Outcome } from './outcome.ts'
import { solveProof, type Proof } from '../proof/solve_proof.ts'

/** Without an answer for so long, and no bank asking anything, the outcome counts as unknown. */
const confirmationMsMax = 45_000
const watchMs = 500
/** When our server or Stripe cannot be reached, it is asked again after these waits, in ms. */
const askAgainMs = [600, 1800]
/** Another tab may be declined while this one works, or the server be given another key. */
const proofsMax = 3

/** Everything that one try to pay needs. */
export interface Till {
  data: CheckoutData
  api: OrderApi
  stripe: Stripe
  elements: StripeElements
  /** Tells the wallet that waits for its payment, where there is one, that nothing comes of it. */
  turnDown?: (message?: string) => void
}

/** How a try ended: the event for the machine, and the fields that the server would not take. */
export interface TryResult {
  event: CheckoutEvent
  faults: Fault[]
  /** Stripe was not asked, and the page stays: a wallet that waits for its payment must be told. */
  isTurnedDown: boolean
}

/**
 * One try to pay, from the guest's name to the bank's answer. The Element has been submitted
 * already (Stripe wants that before anything asynchronous). The server asks Stripe what happened
 * before, so money that did arrive ends the story, and an intent that waits for the guest's bank
 * is taken up again and never confirmed a second time. Never throws.
 */
export async function payOnce(till: Till, guest: Guest): Promise<TryResult> {
  const saved = await till.api.saveGuest(guest)
  if (saved.state === 'refused') return turnedDown('invalid', saved.faults)
  const payment = await askForPayment(till.api)
  if (payment.state === 'no_answer') return turnedDown(notStarted())
  if (!('client_secret' in payment)) return ended(payment.state)
  // Without a name and an address for the tickets nothing is confirmed.
  if (saved.state === 'no_answer') return turnedDown(notStarted())

  let outcome = await confirmation(till, guest, payment)
  // A wallet's yes is good for one confirmation: its guest reads that nothing was charged.
  if (outcome.isWornOut && !till.turnDown) {
    const fresh = await askForPayment(till.api)
    if ('client_secret' in fresh) outcome = await confirmation(till, guest, fresh)
    else if (fresh.state !== 'no_answer') return ended(fresh.state)
  }
  if (outcome.report) void till.api.reportAttempt(outcome.report)
  return ended(outcome.event)
}

/** Why a try came to nothing before anything was confirmed. */
export function notStarted(): CheckoutEvent {
  return navigator.onLine ? 'not_started' : 'found_offline'
}

/** A try that ended before Stripe was asked for anything. */
export function turnedDown(event: CheckoutEvent, faults: Fault[] = []): TryResult {
  return { event, faults, isTurnedDown: true }
}

/** Works for the answer where the server wants that: the guest sees the overlay, as ever. */
async function askForPayment(api: OrderApi): Promise<Exclude<PaymentAnswer, ProofNeeded>> {
  let answer = await askPatiently(api)
  for (let n = 0; n < proofsMax && answer.state === 'proof_needed'; n++) {
    const proof = await solveProof(answer.challenge)
    if (!proof) break
    answer = await askPatiently(api, proof)
  }
  return answer.state === 'proof_needed' ? { state: 'no_answer' } : answer
}

/** A server that is just being restarted is no reason to trouble the guest. */
async function askPatiently(api: OrderApi, proof?: Proof): Promise<PaymentAnswer> {
  let answer = await api.openPayment(proof)
  for (const ms of askAgainMs) {
    if (answer.state !== 'no_answer' || !navigator.onLine) return answer
    await new Promise((resolve) => setTimeout(resolve, ms))
    answer = await api.openPayment(proof)
  }
  return answer
}

async function confirmation(
  { stripe, elements, data, turnDown }: Till,
  guest: Guest,
  payment: { state: 'payable' | 'requires_action'; client_secret: string },
): Promise<Outcome> {
  const clientSecret = payment.client_secret
  const startedMs = performance.now()
  const tookMs = () => performance.now() - startedMs
  // The bank's question is about another try, and a wallet would lie above it.
  if (payment.state === 'requires_action') turnDown?.()
  try {
    const result = await beforeTimeout(
      payment.state === 'requires_action'
        ? stripe.handleNextAction({ clientSecret })
        : stripe.confirmPayment({
            elements,
            clientSecret,
            confirmParams: {
              return_url: data.return_url,
              payment_method_data: { billing_details: { name: guest.name, email: guest.email } },
            },
            redirect: 'if_required',
          }),
    )
    return result === 'timeout' ? errored('timeout', tookMs()) : readOutcome(result, tookMs())
  } catch {
    // Stripe.js returns its errors; whatever it throws says nothing about the charge.
    return errored('stripe_js_threw', tookMs())
  }
}

/** `answer`, or 'timeout' once it is overdue. A guest at the bank's own page may take any time. */
function beforeTimeout(
  answer: Promise<ConfirmationResult>,
): Promise<ConfirmationResult | 'timeout'> {
  const challengeIsOpen = watchForChallenge()
  let waitedMs = 0
  let watch = 0
  const overdue = new Promise<'timeout'>((resolve) => {
    watch = window.setInterval(() => {
      waitedMs = challengeIsOpen() ? 0 : waitedMs + watchMs
      if (waitedMs >= confirmationMsMax) resolve('timeout')
    }, watchMs)
  })
  return Promise.race([answer, overdue]).finally(() => window.clearInterval(watch))
}

function ended(event: CheckoutEvent): TryResult {
  return { event, faults: [], isTurnedDown: false }
}
