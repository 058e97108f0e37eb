import type { OrderApi } from './api.ts'
import type { CheckoutEvent } from './machine.ts'

/**
 * The waits before each question, in ms: about 40 s altogether, by when a lost answer has reached
 * Stripe's own records. After that the guest is offered the order's page, which goes on asking.
 */
const pausesMs = [700, 1300, 2000, 3000, 5000, 8000, 10_000, 10_000]
/**
 * So many answers running must say that nothing arrived. One is not enough: the confirmation whose
 * answer was lost may still be on its way when the first question is asked.
 */
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
  for (const ms of pausesMs) {
    await pause(ms)
    const answer = await api.openPayment()
    if (answer.state === 'no_answer') unpaidAnswers = 0
    else if ('client_secret' in answer) unpaidAnswers++
    else return answer.state
    if (unpaidAnswers >= unpaidAnswersMin) return 'not_charged'
  }
  return 'gave_up'
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
