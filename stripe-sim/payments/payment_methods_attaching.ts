import type { Stripe } from 'stripe'
import { changeCustomer } from '../customers/changes.ts'
import { isDeleted, referredCustomer } from '../customers/finding.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { ApiError, refusal, resourceMissing } from '../wire/errors.ts'
import { outcomeOf, testCardOfMethod } from './cards.ts'
import { spendPaymentMethod, testPaymentMethod } from './payment_methods.ts'
import { passedChecks } from './payment_methods_cards.ts'

/**
 * Saves a PaymentMethod (or a new one of `pm_card_…`) to a customer. The bank is asked, so a card
 * that it declines throws 402 `card_error`. To the same customer once more changes nothing; throws
 * 400 where it belongs to another one or is used up, and where the customer is unknown, 404 for an
 * unknown method. Source: https://docs.stripe.com/api/payment_methods/attach.
 */
export function attach(
  simulator: Simulator,
  id: string,
  customerId: string | undefined,
  cause: Cause,
): Stripe.PaymentMethod {
  const known = simulator.ledger.paymentMethods.get(id)
  const unknown = resourceMissing('PaymentMethod', id, 'payment_method')
  if (known === undefined && testCardOfMethod(id) === undefined) throw unknown
  if (customerId === undefined) throw missingCustomer()
  const customer = referredCustomer(simulator, customerId)
  if (known?.customer === customer.id) return known
  return attachTo(simulator, savable(simulator, id, unknown), customer, cause)
}

/**
 * The PaymentMethod of an id (a new one for `pm_card_…`), if it can be saved to a customer. Throws
 * `unknown` for no id of one, and what `attach` throws for one that cannot. Changes nothing then.
 */
export function savable(simulator: Simulator, id: string, unknown: ApiError): Stripe.PaymentMethod {
  const { paymentMethods, cards } = simulator.ledger
  const known = paymentMethods.get(id)
  const number = known ? cards.get(id)?.number : testCardOfMethod(id)?.number
  if (known) checkFree(simulator, known)
  if (number !== undefined) checkAccepted(number)
  const method = known ?? testPaymentMethod(simulator, id)
  if (method === null) throw unknown
  return method
}

/** Saves a PaymentMethod that a bank has accepted to a customer, and tells so by an event. */
export function attachTo(
  simulator: Simulator,
  method: Stripe.PaymentMethod,
  customer: Stripe.Customer,
  cause: Cause,
): Stripe.PaymentMethod {
  method.customer = customer.id
  if (method.card) method.card.checks = passedChecks(method.card.checks)
  simulator.ledger.paymentMethods.refile('customer', method)
  simulator.snapshots.touch()
  emit(simulator, 'payment_method.attached', method, cause)
  return method
}

/** Takes a PaymentMethod from its customer, for good: it cannot be used again. Throws 400. */
export function detach(
  simulator: Simulator,
  method: Stripe.PaymentMethod,
  cause: Cause,
): Stripe.PaymentMethod {
  const from = idOf(method.customer)
  if (from === '') {
    throw refusal(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    )
  }
  method.customer = null
  simulator.ledger.paymentMethods.refile('customer', method)
  spendPaymentMethod(simulator, method)
  emit(simulator, 'payment_method.detached', method, cause, { customer: from })
  const customer = simulator.ledger.customers.get(from)
  if (customer === undefined || customer.deleted === true) return method
  const { invoice_settings: settings } = customer
  if (settings.default_payment_method !== method.id) return method
  const invoice_settings = { ...settings, default_payment_method: null }
  changeCustomer(simulator, customer, { invoice_settings }, cause)
  return method
}

function checkFree(simulator: Simulator, method: Stripe.PaymentMethod): void {
  const { cards } = simulator.ledger
  if (method.customer !== null && !isDeleted(simulator, idOf(method.customer))) {
    throw refusal(
      'The payment method you provided has already been attached to a customer.',
      'payment_method',
    )
  }
  if (cards.get(method.id)?.spent === true || method.customer !== null) {
    throw refusal(
      'This PaymentMethod was previously used without being attached to a Customer or was ' +
        'detached from a Customer, and may not be used again.',
      'payment_method',
    )
  }
}

// A challenge comes with a payment, not with this.
function checkAccepted(number: string): void {
  const outcome = outcomeOf(number)
  if (outcome.kind !== 'declined') return
  const { code, decline_code, message, param } = outcome.decline
  const more = { ...(decline_code && { decline_code }), ...(param && { param }) }
  throw new ApiError(402, { type: 'card_error', code, message, ...more }, { executed: true })
}

function missingCustomer(): ApiError {
  const message = 'Must provide customer or customer_account.'
  return refusal(message, undefined, 'parameter_missing')
}
