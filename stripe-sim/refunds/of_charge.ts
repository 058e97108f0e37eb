import type { Collection } from '../state/collection.ts'
import { listOf, listPage, listParameters, type List, type Listing } from '../wire/lists.ts'

/** What lists of that which belongs to a charge can be narrowed down by. */
export const ofChargeParameters = {
  ...listParameters,
  charge: 'string',
  payment_intent: 'string',
} as const

type OfCharge = { id: string; created: number; charge: unknown; payment_intent?: unknown }
type Narrowing = Listing & { charge?: string; payment_intent?: string }

/** One page of what belongs to a charge, to an intent's charges, or to any; see `listPage`. */
export function pageOfCharge<Item extends OfCharge>(
  names: { url: string; kind: string },
  items: Collection<Item, 'charge' | 'payment_intent'>,
  parameters: Narrowing,
): List<Item> {
  const { charge, payment_intent } = parameters
  const fits = (item: Item): boolean =>
    payment_intent === undefined || item.payment_intent === payment_intent
  if (charge !== undefined)
    return listPage(names, listOf(items.by('charge', charge)), parameters, fits)
  if (payment_intent === undefined) return listPage(names, items, parameters)
  return listPage(names, listOf(items.by('payment_intent', payment_intent)), parameters)
}
