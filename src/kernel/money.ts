import { keptFormatters } from './kept_formatters.ts'

/** An amount in the currency's smallest unit, as Stripe counts it: 500 JPY is 500, 5 EUR is 500. */
export interface Money {
  amount_minor: number
  /** ISO 4217 in lower case, as Stripe writes it. */
  currency: string
}

/** Stripe's zero-decimal currencies (docs.stripe.com/currencies). */
const ZERO_DECIMAL = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
)
/** Stripe's three-decimal currencies; card networks want the last digit to be 0. */
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '))

/**
 * How many digits follow the decimal point in Stripe's amounts of `currency`. By Stripe's table
 * and not by Intl's: ISK and UGX have no cents any more, yet Stripe goes on counting two digits.
 */
export function minorDigits(currency: string): 0 | 2 | 3 {
  if (ZERO_DECIMAL.has(currency)) return 0
  return THREE_DECIMAL.has(currency) ? 3 : 2
}

/**
 * `money` as a person of `locale` reads it, e.g. "24 €" or "24,50 €". Whole amounts lose ",00",
 * except `full`, for columns of figures.
 */
export function formatMoney(
  money: Money,
  locale: string,
  form: 'short' | 'full' = 'short',
): string {
  const digits = minorDigits(money.currency)
  const value = money.amount_minor / 10 ** digits
  const digitsMin = form === 'short' && Number.isInteger(value) ? 0 : digits
  return formatter(locale, money.currency, digitsMin, digits).format(value)
}

const kept = keptFormatters<Intl.NumberFormat>()

function formatter(
  locale: string,
  currency: string,
  digitsMin: number,
  digitsMax: number,
): Intl.NumberFormat {
  return kept(`${locale} ${currency} ${digitsMin}`, () => {
    const digits = { minimumFractionDigits: digitsMin, maximumFractionDigits: digitsMax }
    const style = { style: 'currency', currency: currency.toUpperCase() } as const
    return new Intl.NumberFormat(locale, { ...style, ...digits })
  })
}

/** `money` as schema.org and CSV want it: "24.50", no symbol, a point. */
export function decimalMoney(money: Money): string {
  const digits = minorDigits(money.currency)
  return (money.amount_minor / 10 ** digits).toFixed(digits)
}
