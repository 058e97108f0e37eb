import type { Stripe } from 'stripe'
import { checkAmount, checkCurrency } from './amounts.ts'
import { seconds } from './clock.ts'
import { emit } from './events.ts'
import * as allowed from './payment_intent_parameters.ts'
import { isOpen, notCancelable, notUpdatable } from './payment_intent_refusals.ts'
import { findPaymentMethod } from './payment_methods.ts'
import type { Cause, Simulator } from './simulator.ts'
import { refusal, unexpectedState } from './wire/errors.ts'
import type { ParametersOf } from './wire/parameters.ts'

type UpdateParameters = ParametersOf<typeof allowed.update>

/**
 * Changes an intent in place. What it costs and how it is paid can change only while it is open;
 * a description or metadata always. Throws 400 `payment_intent_unexpected_state`.
 */
export function update(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  parameters: UpdateParameters,
): Stripe.PaymentIntent {
  const { amount, currency, payment_method, metadata } = parameters
  for (const name of ['amount', 'currency', 'payment_method'] as const) {
    if (parameters[name] !== undefined && !isOpen(intent)) {
      throw unexpectedState(notUpdatable(name, intent), intent)
    }
  }
  const newCurrency = currency?.toLowerCase() ?? intent.currency
  checkCurrency(newCurrency)
  if (amount !== undefined) checkAmount(amount, newCurrency)
  const method = payment_method && findPaymentMethod(simulator, payment_method).id
  Object.assign(intent, { amount: amount ?? intent.amount, currency: newCurrency })
  intent.metadata = merged(intent.metadata, metadata)
  for (const name of ['description', 'receipt_email', 'statement_descriptor_suffix'] as const) {
    const text = parameters[name]
    if (text !== undefined) intent[name] = text === '' ? null : text
  }
  if (method) {
    simulator.ledger.authentications.delete(intent.id)
    const status = 'requires_confirmation'
    Object.assign(intent, { payment_method: method, next_action: null, status })
  }
  simulator.snapshots.touch()
  return intent
}

/** Ends an open intent for good. Throws 400 `payment_intent_unexpected_state`. */
export function cancel(
  simulator: Simulator,
  intent: Stripe.PaymentIntent,
  reason: string | null,
  cause: Cause,
): Stripe.PaymentIntent {
  if (!isOpen(intent)) throw unexpectedState(notCancelable(intent), intent)
  if (reason !== null && !allowed.cancellationReasons.includes(reason)) {
    const known = allowed.cancellationReasons.join(', ')
    throw refusal(`Invalid cancellation_reason: must be one of ${known}`, 'cancellation_reason')
  }
  simulator.ledger.authentications.delete(intent.id)
  Object.assign(intent, {
    canceled_at: seconds(simulator.clock),
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  })
  simulator.snapshots.touch()
  emit(simulator, 'payment_intent.canceled', intent, cause)
  return intent
}

/** Lays changes over metadata, as Stripe does: keys with an empty value go. */
export function merged(
  metadata: Record<string, string>,
  changes: Record<string, string> | '' | undefined,
): Record<string, string> {
  if (changes === '') return {}
  const entries = Object.entries({ ...metadata, ...changes })
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
