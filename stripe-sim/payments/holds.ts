import type { Stripe } from 'stripe'
import { bookCharge } from '../balance/bookings.ts'
import { afterCharge } from '../disputes/after_charge.ts'
import { seconds } from '../state/clock.ts'
import { newId } from '../state/ids.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { refusal, unexpectedState } from '../wire/errors.ts'
import type { ParametersOf } from '../wire/parameters.ts'
import { statementOf } from './booking.ts'
import { checkedSuffix, refuseDescriptor } from './descriptors.ts'
import type * as allowed from './intent_parameters.ts'
import { attached, notCapturable, overCapture } from './intent_refusals.ts'
import { mergedMetadata } from '../wire/metadata.ts'

type CaptureParameters = ParametersOf<typeof allowed.capture>

export const holdExpiry = 'authorization.expire'

/**
 * Takes the money that a confirmation has held, or `amount_to_capture` minor units of it; the rest
 * is released. Throws 400 `payment_intent_unexpected_state` where nothing is held and
 * `amount_too_large` for more than that.
 */
export function capture(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: CaptureParameters,
  cause: Cause,
): Stripe.PaymentIntent {
  if (intent.status !== 'requires_capture') throw unexpectedState(notCapturable(intent), intent)
  refuseDescriptor(parameters.statement_descriptor)
  if (parameters.final_capture === false) throw noMulticapture(intent)
  const suffix = checkedSuffix(parameters.statement_descriptor_suffix)
  const amount = amountOf(intent, parameters.amount_to_capture)
  const charge = heldCharge(simulator, intent)
  intent.metadata = mergedMetadata(intent.metadata, parameters.metadata)
  if (suffix !== undefined) {
    Object.assign(intent, { statement_descriptor_suffix: suffix })
    const calculated_statement_descriptor = statementOf(suffix)
    Object.assign(charge, { statement_descriptor_suffix: suffix, calculated_statement_descriptor })
  }
  Object.assign(charge, { amount_captured: amount, captured: true })
  Object.assign(intent, { amount_capturable: 0, amount_received: amount, status: 'succeeded' })
  simulator.agenda.forget(holdExpiry, intent.id)
  simulator.snapshots.touch()
  bookCharge(simulator, charge)
  const before = { amount_captured: 0, balance_transaction: null, captured: false }
  emit(simulator, 'charge.captured', charge, cause, before)
  emit(simulator, 'payment_intent.succeeded', intent, cause)
  afterCharge(simulator, charge, cause)
  return intent
}

/**
 * Gives the guest back what was held. As at Stripe it looks like a refund of money that was never
 * taken: the charge stays `captured: false`, and nothing is booked. Returns the charge.
 */
export function releaseHold(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  reason: 'expired_uncaptured_charge' | null,
): Stripe.Charge {
  const { ledger, agenda } = simulator
  const charge = heldCharge(simulator, intent)
  Object.assign(charge, { amount_refunded: charge.amount, refunded: true })
  intent.amount_capturable = 0
  ledger.refunds.add(releaseOf(simulator, charge, reason))
  agenda.forget(holdExpiry, intent.id)
  return charge
}

function heldCharge({ ledger }: Simulator, intent: Stripe.PaymentIntent): Stripe.Charge {
  return ledger.charges.get(idOf(intent.latest_charge)) as Stripe.Charge
}

function amountOf(intent: Stripe.PaymentIntent, asked: number | undefined): number {
  if (asked === undefined) return intent.amount_capturable
  if (asked < 0) {
    throw attached(refusal('Invalid non-negative integer', 'amount_to_capture'), intent)
  }
  if (asked === 0) {
    // It is Stripe that names the other parameter here.
    const message = 'This value must be greater than or equal to 1.'
    throw attached(refusal(message, 'amount', 'parameter_invalid_integer'), intent)
  }
  if (asked > intent.amount_capturable) throw overCapture(intent)
  return asked
}

// Several captures of one hold are for accounts that Stripe has enabled for it.
function noMulticapture(intent: Stripe.PaymentIntent): Error {
  const message =
    'You cannot set `final_capture` to false because multicapture is not available for this ' +
    'PaymentIntent.'
  return attached(refusal(message, 'final_capture'), intent)
}

function releaseOf(
  { clock }: Simulator,
  charge: Stripe.Charge,
  reason: 'expired_uncaptured_charge' | null,
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: charge.amount,
    balance_transaction: null,
    charge: charge.id,
    created: seconds(clock),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { type: 'reversal' }, type: 'card' },
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund
}
