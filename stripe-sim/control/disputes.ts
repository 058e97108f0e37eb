import type { Stripe } from 'stripe'
import { z } from 'zod'
import { endDispute, isOpen } from '../disputes/decision.ts'
import { createFraudWarning } from '../disputes/fraud_warnings.ts'
import { disputable, disputeReasons, openDispute } from '../disputes/opening.ts'
import { idOf } from '../state/ledger.ts'
import { noCause, type Simulator } from '../state/simulator.ts'
import { validated } from '../state/validation.ts'
import { resourceMissing } from '../wire/errors.ts'

const target = { charge: z.string().optional(), payment_intent: z.string().optional() }
const oneTarget = { path: ['charge'], message: 'give a charge or a payment_intent, one of them' }
const opening = z
  .strictObject({
    ...target,
    reason: z.enum(disputeReasons).default('fraudulent'),
    amount: z.int().min(1).optional(),
  })
  .refine(hasOneTarget, oneTarget)
const closing = z.strictObject({ dispute: z.string(), ending: z.enum(['won', 'lost']) })
const warning = z.strictObject(target).refine(hasOneTarget, oneTarget)

/** What banks do about charges that have long succeeded. */
export function disputeControl(simulator: Simulator) {
  return {
    /**
     * Lets the guest dispute a captured charge, by default as fraudulent and for all (in minor
     * units) that is not refunded. Throws when there is not so much left to dispute.
     */
    async createDispute(options: z.input<typeof opening>): Promise<Stripe.Dispute> {
      const { reason, amount: asked, ...of } = validated(opening, options, 'A dispute')
      const charge = chargeOf(simulator, of)
      const { default_minor, max_minor } = disputable(simulator, charge)
      const amount = asked ?? default_minor
      if (amount < 1 || amount > max_minor) {
        const given = asked === undefined ? 'what is not refunded' : asked
        throw new Error(
          `The charge ${charge.id} cannot be disputed for ${given}: give an amount of 1 to ` +
            `${max_minor}, or none for the ${default_minor} that are not refunded.`,
        )
      }
      return structuredClone(openDispute(simulator, charge, { reason, amount }))
    },
    /** Lets the bank decide a dispute at once. Throws for one that is decided. */
    async closeDispute(options: z.input<typeof closing>): Promise<Stripe.Dispute> {
      const { dispute: id, ending } = validated(closing, options, 'The end of a dispute')
      const dispute = simulator.ledger.disputes.get(id)
      if (dispute === undefined) throw resourceMissing('dispute', id, 'dispute')
      if (!isOpen(dispute)) throw new Error(`The dispute ${id} is ${dispute.status} already.`)
      endDispute(simulator, dispute, ending, noCause)
      return structuredClone(dispute)
    },
    /** Lets the bank warn that a captured charge may be fraud. */
    async createFraudWarning(
      options: z.input<typeof warning>,
    ): Promise<Stripe.Radar.EarlyFraudWarning> {
      const charge = chargeOf(simulator, validated(warning, options, 'A fraud warning'))
      return structuredClone(createFraudWarning(simulator, charge))
    },
  }
}

// Both would be a riddle, and neither names anything.
function hasOneTarget(of: { charge?: unknown; payment_intent?: unknown }): boolean {
  return (of.charge === undefined) !== (of.payment_intent === undefined)
}

function chargeOf(
  { ledger }: Simulator,
  { charge, payment_intent }: { charge?: string | undefined; payment_intent?: string | undefined },
): Stripe.Charge {
  const intent = ledger.paymentIntents.get(payment_intent ?? '')
  const id = charge ?? idOf(intent?.latest_charge)
  const found = ledger.charges.get(id)
  if (found?.captured === true) return found
  throw new Error(`There is no captured charge ${charge ?? `of ${payment_intent}`}.`)
}
