import type { Stripe } from 'stripe'
import { bookRefund } from '../balance/bookings.ts'
import { reviewFraudWarnings } from '../disputes/fraud_warnings.ts'
import { aftermathOf } from '../payments/cards.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { refusal, resourceMissing } from '../wire/errors.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParameterSchema, ParametersOf } from '../wire/parameters.ts'
import { alreadyRefunded, chargedBack, notCaptured, nothingToRefund, tooMuch } from './refusals.ts'
import { arrangeEnding } from './settlement.ts'

export const createParameters = {
  amount: 'integer',
  charge: 'string',
  expand: 'strings',
  instructions_email: 'string',
  metadata: 'metadata',
  payment_intent: 'string',
  reason: 'string',
  // These belong to customer balances and to Connect, of which the simulator has neither.
  currency: 'unsupported',
  customer: 'unsupported',
  origin: 'unsupported',
  refund_application_fee: 'unsupported',
  reverse_transfer: 'unsupported',
} as const satisfies ParameterSchema
type CreateParameters = ParametersOf<typeof createParameters>

const reasons = new Set(['duplicate', 'fraudulent', 'requested_by_customer'])

/**
 * Gives a charge back, or `amount` minor units of it (by default all that is left). The refund has
 * succeeded at once; on the test cards for that it is pending, or fails later. Throws 404 for an
 * unknown charge or intent, 400 for parameters that contradict and for what cannot be refunded:
 * a charge that is not captured, disputed, or refunded already.
 */
export function refund(
  simulator: Simulator,
  parameters: CreateParameters,
  cause: Cause,
): Stripe.Refund {
  const { amount: asked, reason } = parameters
  if (reason !== undefined && !reasons.has(reason)) {
    const known = 'duplicate, fraudulent, or requested_by_customer'
    throw refusal(`Invalid reason: must be one of ${known}`, 'reason')
  }
  if (asked !== undefined && asked < 1) {
    const message = 'This value must be greater than or equal to 1.'
    throw refusal(message, 'amount', 'parameter_invalid_integer')
  }
  const charge = chargeOf(simulator, parameters)
  const amount = checkedAmount(simulator, charge, asked)
  const made = newRefund(simulator, charge, { ...parameters, amount })
  const { amount_refunded, refunded } = charge
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount_captured
  simulator.ledger.refunds.add(made)
  bookRefund(simulator, made)
  emit(simulator, 'refund.created', made, cause)
  const whole = charge.refunded !== refunded && { refunded }
  emit(simulator, 'charge.refunded', charge, cause, { amount_refunded, ...whole })
  reviewFraudWarnings(simulator, charge, cause)
  arrangeEnding(simulator, made)
  return made
}

function chargeOf({ ledger }: Simulator, parameters: CreateParameters): Stripe.Charge {
  const { charge: chargeId, payment_intent: intentId } = parameters
  if (chargeId !== undefined && intentId !== undefined) {
    const message = 'You may only specify one of these parameters: charge, payment_intent.'
    throw refusal(message, 'charge', 'parameters_exclusive')
  }
  if (chargeId !== undefined) {
    const charge = ledger.charges.get(chargeId)
    if (charge === undefined) throw resourceMissing('charge', chargeId, 'id')
    return charge
  }
  if (intentId === undefined) {
    throw refusal(
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  }
  const intent = ledger.paymentIntents.get(intentId)
  if (intent === undefined) throw resourceMissing('payment_intent', intentId, 'payment_intent')
  const charge = ledger.charges.get(idOf(intent.latest_charge))
  if (charge === undefined) throw nothingToRefund(intentId)
  return charge
}

function checkedAmount(
  { ledger }: Simulator,
  charge: Stripe.Charge,
  asked: number | undefined,
): number {
  if (charge.status !== 'succeeded') throw nothingToRefund(idOf(charge.payment_intent))
  if (!charge.captured) throw notCaptured(charge)
  const disputes = ledger.disputes.by('charge', charge.id)
  if (disputes.some((dispute) => !dispute.is_charge_refundable)) throw chargedBack(charge)
  const rest = charge.amount_captured - charge.amount_refunded
  if (rest <= 0) throw alreadyRefunded(charge)
  if (asked !== undefined && asked > rest) throw tooMuch(asked, charge)
  return asked ?? rest
}

function newRefund(
  { ledger, clock }: Simulator,
  charge: Stripe.Charge,
  parameters: CreateParameters & { amount: number },
): Stripe.Refund {
  const card = ledger.cards.get(idOf(charge.payment_method))?.number
  const isPending = aftermathOf(card)?.kind === 'refund_pending'
  const { instructions_email } = parameters
  return {
    id: newId('re'),
    object: 'refund',
    amount: parameters.amount,
    balance_transaction: null,
    charge: charge.id,
    created: seconds(clock),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: {
        // The acquirer hands it out days later, when nobody simulates any more.
        reference_status: 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    ...(instructions_email !== undefined && { instructions_email }),
    metadata: mergedMetadata({}, parameters.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(isPending && { pending_reason: 'processing' }),
    reason: parameters.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: isPending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund
}
