/** What the test wallet shows: its cards, the lines of the bill and their prices. */

// Each plays what its number plays in the Payment Element, see https://docs.stripe.com/testing.
const expiry = { exp_month: 12, exp_year: 2050 }
export const testCards = [
  { number: '4242424242424242', title: 'Visa •••• 4242', outcome: 'succeeds' },
  { number: '5555555555554444', title: 'Mastercard •••• 4444', outcome: 'succeeds' },
  { number: '4000000000000002', title: 'Visa •••• 0002', outcome: 'is declined' },
  { number: '4000000000009995', title: 'Visa •••• 9995', outcome: 'has insufficient funds' },
  { number: '4000000000003220', title: 'Visa •••• 3220', outcome: 'asks for 3-D Secure' },
].map((card) => ({ ...card, ...expiry }))

/** Writes the lines of the bill, and the total below them. Amounts are in minor units. */
export function lineList(list, lines, { amount, currency, business }) {
  for (const line of lines) list.append(...row(line.name, priceOf(line.amount, currency)))
  if (amount === undefined) return
  const [term, total] = row(business ? `Pay ${business}` : 'Total', priceOf(amount, currency))
  total.className = 'total'
  list.append(term, total)
}

// Stripe counts these in hundredths, although people have no such coins any more.
const hundredths = new Set(['isk', 'ugx'])

/** An amount in minor units, as people write it. */
export function priceOf(amount, currency) {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const { maximumFractionDigits } = format.resolvedOptions()
  return format.format(amount / 10 ** (hundredths.has(currency) ? 2 : maximumFractionDigits))
}

function row(name, value) {
  const term = document.createElement('dt')
  const description = document.createElement('dd')
  term.textContent = name
  description.textContent = value
  return [term, description]
}
