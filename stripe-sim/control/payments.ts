import type { Stripe } from 'stripe'
import { z } from 'zod'
import { holdPayments } from '../faults/payment_holds.ts'
import { settlePayment } from '../payments/attempts.ts'
import { authenticate } from '../payments/authentication.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'

const hold = z.strictObject({
  times: z.number().int().min(1).default(1),
  payment_intent: z.string().optional(),
})
const settlement = z.strictObject({
  payment_intent: z.string(),
  ending: z.enum(['succeed', 'fail']),
})
const answer = z.strictObject({
  payment_intent: z.string(),
  answer: z.enum(['complete', 'fail', 'abandon']),
})

/** What happens to payments that nobody can ask for by API. */
export function paymentControl(simulator: Simulator) {
  return {
    /** Leaves the next `times` (1) successful charges, of one intent or any, in `processing`. */
    async holdPayments(which: z.input<typeof hold> = {}): Promise<void> {
      const { times, payment_intent } = validated(hold, which, 'A hold on payments')
      holdPayments(simulator.faults, times, payment_intent)
    },
    /** Ends a payment that was left in `processing`. */
    async settlePayment(order: z.input<typeof settlement>): Promise<Stripe.PaymentIntent> {
      const { payment_intent, ending } = validated(settlement, order, 'A settlement')
      return structuredClone(settlePayment(simulator, payment_intent, ending))
    },
    /** Answers a 3-D Secure challenge in place of the guest; who abandons it has failed. */
    async authenticate(order: z.input<typeof answer>): Promise<Stripe.PaymentIntent> {
      const { payment_intent, answer: given } = validated(answer, order, 'An authentication')
      return structuredClone(authenticate(simulator, payment_intent, given))
    },
  }
}
