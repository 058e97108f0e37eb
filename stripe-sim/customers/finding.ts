import type { Stripe } from 'stripe'
import type { Simulator } from '../state/simulator.ts'
import { referenceMissing, resourceMissing } from '../wire/errors.ts'

/** The customer that a path names. Throws 404 for one that is unknown or deleted. */
export function customerAt(simulator: Simulator, id: string): Stripe.Customer {
  const customer = living(simulator, id)
  if (customer === null) throw resourceMissing('customer', id, 'id')
  return customer
}

/** The customer that a parameter names. Throws 400 for one that is unknown or deleted. */
export function referredCustomer(
  simulator: Simulator,
  id: string,
  param = 'customer',
): Stripe.Customer {
  const customer = living(simulator, id)
  if (customer === null) throw referenceMissing('customer', id, param)
  return customer
}

/** Whether a customer was, and is no more. */
export function isDeleted(simulator: Simulator, id: string): boolean {
  return simulator.ledger.customers.get(id)?.deleted === true
}

function living(simulator: Simulator, id: string): Stripe.Customer | null {
  const customer = simulator.ledger.customers.get(id)
  return customer === undefined || customer.deleted === true ? null : customer
}
