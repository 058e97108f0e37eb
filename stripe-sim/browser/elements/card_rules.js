/**
 * The rules by which the Payment Element judges a card before it is sent, in Stripe's own words.
 * Each returns nothing when the value is fine, else `{code, message}`.
 */

const brands = [
  { name: 'amex', begins: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvcLength: 4 },
  { name: 'visa', begins: /^4/, lengths: [16], groups: [4, 4, 4, 4], cvcLength: 3 },
  {
    name: 'mastercard',
    begins: /^(5[1-5]|2[2-7])/,
    lengths: [16],
    groups: [4, 4, 4, 4],
    cvcLength: 3,
  },
  { name: 'discover', begins: /^6(011|4|5)/, lengths: [16], groups: [4, 4, 4, 4], cvcLength: 3 },
]
const unknownBrand = { name: '', lengths: [16], groups: [4, 4, 4, 4, 3], cvcLength: 3 }

/** The brand that a number's first digits belong to, with how its digits are grouped. */
export function brandOf(digits) {
  return brands.find(({ begins }) => begins.test(digits)) ?? unknownBrand
}

export function judgeNumber(digits) {
  const { lengths } = brandOf(digits)
  if (digits.length < Math.min(...lengths)) {
    return { code: 'incomplete_number', message: 'Your card number is incomplete.' }
  }
  if (passesLuhn(digits)) return undefined
  return { code: 'invalid_number', message: 'Your card number is invalid.' }
}

/** `digits` is MMYY. */
export function judgeExpiry(digits, present = new Date()) {
  if (digits.length < 4) {
    const message = "Your card's expiration date is incomplete."
    return { code: 'incomplete_expiry', message }
  }
  const { month, year } = expiryOf(digits)
  const [thisYear, thisMonth] = [present.getFullYear(), present.getMonth() + 1]
  if (month < 1 || month > 12) {
    const message = "Your card's expiration date is invalid."
    return { code: 'invalid_expiry_month', message }
  }
  if (year < thisYear) {
    const message = "Your card's expiration year is in the past."
    return { code: 'invalid_expiry_year_past', message }
  }
  if (year === thisYear && month < thisMonth) {
    const message = "Your card's expiration date is in the past."
    return { code: 'invalid_expiry_month_past', message }
  }
  if (year <= thisYear + 50) return undefined
  return { code: 'invalid_expiry_year', message: "Your card's expiration year is invalid." }
}

export function judgeCvc(digits, numberDigits) {
  if (digits.length >= brandOf(numberDigits).cvcLength) return undefined
  return { code: 'incomplete_cvc', message: "Your card's security code is incomplete." }
}

export function expiryOf(digits) {
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) }
}

function passesLuhn(digits) {
  let sum = 0
  for (const [index, digit] of [...digits].toReversed().map(Number).entries()) {
    const doubled = digit * 2
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
