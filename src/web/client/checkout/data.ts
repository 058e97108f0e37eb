import type { CheckoutData } from '../../storefront/pages/views.ts'

export type { CheckoutMessages } from '../../messages/checkout.ts'
/** What the server hands to the checkout page in its data block `#checkout-data`. */
export type { CheckoutData }

/** Who buys. The tickets go to `email`. */
export interface Guest {
  name: string
  email: string
  /** Left out where the venue does not ask for it. */
  phone?: string
}

/** Reads the page's data block; throws when the page has none, for then nothing can be sold. */
export function readCheckoutData(page: Document): CheckoutData {
  const block = page.getElementById('checkout-data')
  if (!block?.textContent) throw new Error('The page has no #checkout-data.')
  return JSON.parse(block.textContent) as CheckoutData
}

/** Puts `values` where `sentence` has {name} for each of them. */
export function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap)
}
