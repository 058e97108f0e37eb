import { refusal } from '../wire/errors.ts'

// The smallest charge of each settlement currency, in minor units, as
// https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts lists them.
const minimum_minor: Record<string, number> = {
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
}
const maximum_minor = 99_999_999
const zeroDecimal = new Set(['jpy'])

/** Checks that the simulator knows the currency. Throws 400. */
export function checkCurrency(currency: string): void {
  if (Object.hasOwn(minimum_minor, currency)) return
  const known = Object.keys(minimum_minor).join(', ')
  throw refusal(
    `Invalid currency: ${currency}. Stripe currently supports these currencies: ${known}`,
    'currency',
  )
}

/**
 * Checks an amount in minor units against what Stripe takes. Throws `parameter_invalid_integer`,
 * `amount_too_small` or `amount_too_large`, each a 400 that names `amount`.
 */
export function checkAmount(amount_minor: number, currency: string): void {
  if (amount_minor < 1) {
    const message =
      'The amount must be greater than or equal to the minimum charge amount allowed for your ' +
      'account and the currency set ' +
      '(https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). If you want to ' +
      'save a Payment Method for future use without an immediate payment, use a Setup Intent ' +
      'instead: https://docs.stripe.com/payments/setup-intents'
    throw refusal(message, 'amount', 'parameter_invalid_integer')
  }
  const smallest = minimum_minor[currency] ?? 50
  if (amount_minor < smallest) {
    const message = `Amount must be at least ${written(smallest, currency)} ${currency}`
    throw refusal(message, 'amount', 'amount_too_small')
  }
  if (amount_minor > maximum_minor) {
    const message = `Amount must be no more than ${written(maximum_minor, currency)} ${currency}`
    throw refusal(message, 'amount', 'amount_too_large')
  }
}

/** An amount in minor units for people to read, such as `€12.50`. */
export function written(amount_minor: number, currency: string): string {
  const amount = zeroDecimal.has(currency) ? amount_minor : amount_minor / 100
  const format =
    formats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency })
  formats.set(currency, format)
  return format.format(amount)
}

// Making one costs a hundred times as much as using it, and the switchboard uses it for every row.
const formats = new Map<string, Intl.NumberFormat>()
