import type { Stripe } from 'stripe'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'

/** Changes a customer in place and tells it by `customer.updated`, if anything does change. */
export function changeCustomer(
  simulator: Simulator,
  customer: Stripe.Customer,
  changes: Partial<Stripe.Customer>,
  cause: Cause,
): Stripe.Customer {
  const before = { ...customer }
  Object.assign(customer, changes)
  for (const [name, value] of Object.entries(customer)) {
    if (value === undefined) Reflect.deleteProperty(customer, name)
  }
  const previous = previousAttributes(before, customer)
  if (Object.keys(previous).length === 0) return customer
  simulator.snapshots.touch()
  emit(simulator, 'customer.updated', customer, cause, previous)
  return customer
}

/**
 * Deletes a customer for good. What is left can still be retrieved; a payment method that was
 * attached keeps the customer's id and cannot be used any more.
 */
export function deleteCustomer(
  simulator: Simulator,
  customer: Stripe.Customer,
  cause: Cause,
): Stripe.DeletedCustomer {
  emit(simulator, 'customer.deleted', customer, cause)
  const { id, object } = customer
  // In its place: what comes before and after it in lists stays so.
  for (const name of Object.keys(customer)) Reflect.deleteProperty(customer, name)
  simulator.snapshots.touch()
  return Object.assign(customer as object, { id, object, deleted: true as const })
}
