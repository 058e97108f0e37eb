import type { Stripe } from 'stripe'
import { z } from 'zod'
import { canFail, fail, failureReasons, succeed } from '../refunds/settlement.ts'
import type { Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import { resourceMissing } from '../wire/errors.ts'

const settlement = z.strictObject({
  refund: z.string(),
  ending: z.enum(['succeed', 'fail']),
  failure_reason: z.enum(failureReasons).optional(),
})

/** What happens to refunds that nobody can ask for by API. */
export function refundControl(simulator: Simulator) {
  return {
    /**
     * Ends a pending refund, or fails one that had succeeded, at once. Throws for an unknown refund
     * and for one that cannot end so (any more).
     */
    async settleRefund(options: z.input<typeof settlement>): Promise<Stripe.Refund> {
      const { refund: id, ending, failure_reason } = validated(settlement, options, 'A settlement')
      const refund = simulator.ledger.refunds.get(id)
      if (refund === undefined) throw resourceMissing('refund', id, 'refund')
      const isPossible = ending === 'fail' ? canFail(refund) : refund.status === 'pending'
      if (!isPossible) {
        throw new Error(`The refund ${id} is ${refund.status} and cannot ${ending}.`)
      }
      if (ending === 'fail') fail(simulator, refund, failure_reason)
      else succeed(simulator, refund)
      return structuredClone(refund)
    },
  }
}
