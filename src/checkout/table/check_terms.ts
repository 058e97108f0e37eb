import type { TableTerms } from '../../catalog/index.ts'
import { chargeLimits, refuse, type Refused } from '../../kernel/index.ts'
import { leastCharged, leastWorth } from './terms.ts'

export type AmountRefusal = 'below_card_minimum' | 'worth_below_card_minimum' | 'over_card_maximum'

/**
 * Refuses terms by which a card could not pay, at the field that is to blame: a guest who books on
 * them would be refused only at the end. Of a table that is off sale only what is set counts.
 */
export function refuseAmounts(
  terms: TableTerms,
  currency: string,
): Refused<AmountRefusal> | undefined {
  const { min, max } = chargeLimits(currency)
  const low = (field: string) =>
    refuse('below_card_minimum', field, { amount_minor: min, currency })
  const { deposit_minor, extra_guest_price_minor: extra } = terms
  if (deposit_minor !== null && deposit_minor < min) return low('deposit_minor')
  // Who brings more guests later on pays for them alone.
  if (extra > 0 && extra < min) return low('extra_guest_price_minor')
  const guests = terms.guests_max - terms.guests_included
  if (terms.table_price_minor + guests * extra + terms.minimum_spend_minor > max)
    return refuse('over_card_maximum', 'table_price_minor', { amount_minor: max, currency })
  if (!terms.is_on_sale || leastCharged(terms) >= min) return undefined
  if (terms.charge === 'full') return low('table_price_minor')
  if (leastWorth(terms) >= min) return low('deposit_percent')
  const least = { amount_minor: min, currency }
  return refuse('worth_below_card_minimum', 'minimum_spend_minor', least)
}

/** The same for the price of a package. */
export function refusePackagePrice(
  price_minor: number,
  currency: string,
): Refused<AmountRefusal> | undefined {
  const { min } = chargeLimits(currency)
  const least = { amount_minor: min, currency }
  return price_minor < min ? refuse('below_card_minimum', 'price_minor', least) : undefined
}
