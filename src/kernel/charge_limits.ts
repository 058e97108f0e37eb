/**
 * The smallest charge that Stripe takes, in minor units, where it is not 50
 * (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).
 */
const SMALLEST: Record<string, number> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
}
const SMALLEST_ELSEWHERE = 50
/** Eight digits, in any currency. */
const LARGEST = 99_999_999

/** The smallest and the largest amount of one charge in `currency`, in minor units. */
export function chargeLimits(currency: string): { min: number; max: number } {
  return { min: SMALLEST[currency] ?? SMALLEST_ELSEWHERE, max: LARGEST }
}
