import type { OrderApi } from './api.ts'
import type { CheckoutEvent } from './machine.ts'

/**
 * The waits before each question, in ms: about 40 s altogether, by when a lost answer has reached
 * Stripe's own records. After that the guest is offered the order's page, which goes on asking.
 */
const pausesMs = [700, 1300, 2000, 3000, 5000, 8000, 10_000, 10_000]
/**
 * A confirmation that is still running at Stripe looks like one that never came. "You were not
 * charged" is believed only so long after its answer was lost, in ms: a card network answers in
 * the name of a bank that has been silent for ten seconds, so by then there is a charge or none.
 */
const believedAfterMs = 12_000
/** And only from so many answers running: a confirmation may be late in reaching Stripe. */
const unpaidAnswersMin = 2

/**
 * Finds out what became of a payment whose outcome nobody knows, by asking the server, which asks
 * Stripe. Nothing is confirmed here. Returns the event for the checkout's machine; never throws.
 */
export async function findOut(
  api: Pick<OrderApi, 'openPayment'>,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<CheckoutEvent> {
  let unpaidAnswers = 0
  let waitedMs = 0
  for (const ms of pausesMs) {
    await pause(ms)
    waitedMs += ms
    const answer = await api.openPayment()
    if (answer.state === 'no_answer') unpaidAnswers = 0
    else if ('client_secret' in answer || answer.state === 'proof_needed') unpaidAnswers++
    else return answer.state
    if (unpaidAnswers >= unpaidAnswersMin && waitedMs >= believedAfterMs) return 'not_charged'
  }
  return 'gave_up'
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
