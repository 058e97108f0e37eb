/**
 * The rules by which the Payment Element judges a card before it is sent, in Stripe's own words.
 * Each returns nothing when the value is fine, else `{code, message}`.
 */

const four = [4, 4, 4, 4, 3]
const brands = [
  { name: 'amex', short: 'AMEX', begins: /^3[47]/, lengths: [15], groups: [4, 6, 5] },
  { name: 'diners', short: 'DINERS', begins: /^3(0[0-5]|095|[689])/, lengths: [14, 16] },
  { name: 'jcb', short: 'JCB', begins: /^35(2[89]|[3-8])/, lengths: [16] },
  { name: 'visa', short: 'VISA', begins: /^4/, lengths: [16] },
  { name: 'mastercard', short: 'MC', begins: /^(5[1-5]|2[2-7])/, lengths: [16] },
  { name: 'discover', short: 'DISC', begins: /^6(011|4[4-9]|5)/, lengths: [16] },
  { name: 'unionpay', short: 'UPAY', begins: /^(62|81)/, lengths: [16, 17, 18, 19] },
]
const unknownBrand = { name: 'unknown', short: '', lengths: [16] }

/** The brand that a number's first digits belong to. */
export function brandOf(digits) {
  return brands.find(({ begins }) => begins.test(digits)) ?? unknownBrand
}

/** The number as it is written: no longer than its brand allows, in the brand's groups. */
export function writtenNumber(digits) {
  const { name, lengths, groups = four } = brandOf(digits)
  const kept = digits.slice(0, Math.max(...lengths))
  const sizes = name === 'diners' && kept.length <= 14 ? [4, 6, 4] : groups
  let start = 0
  return sizes
    .map((size) => kept.slice(start, (start += size)))
    .filter(Boolean)
    .join(' ')
}

/** An American Express code has four digits, and may be given with three. */
export function cvcLengthMax(numberDigits) {
  return brandOf(numberDigits).name === 'amex' ? 4 : 3
}

export function judgeNumber(digits) {
  const { lengths } = brandOf(digits)
  if (!lengths.includes(digits.length)) {
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
  const month = Number(digits.slice(0, 2))
  const year = 2000 + Number(digits.slice(2, 4))
  const [thisYear, thisMonth] = [present.getFullYear(), present.getMonth() + 1]
  if (month < 1 || month > 12) {
    const message = "Your card's expiration month is invalid."
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

export function judgeCvc(digits) {
  if (digits.length >= 3) return undefined
  return { code: 'incomplete_cvc', message: "Your card's security code is incomplete." }
}

function passesLuhn(digits) {
  let sum = 0
  for (const [index, digit] of [...digits].toReversed().map(Number).entries()) {
    const doubled = digit * 2
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
