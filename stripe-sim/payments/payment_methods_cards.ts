import { createHash } from 'node:crypto'
import type { Stripe } from 'stripe'
import { brandOf, passesLuhn, testCardOfMethod } from './cards.ts'
import type { Simulator } from '../state/simulator.ts'
import { ApiError, missingParameter, referenceMissing, refusal } from '../wire/errors.ts'
import type { ParametersOf, ParameterSchema } from '../wire/parameters.ts'

const wallets = ['apple_pay', 'google_pay', 'link'] as const

export const cardParameters = {
  number: 'string',
  exp_month: 'integer',
  exp_year: 'integer',
  cvc: 'string',
  networks: { preferred: ['', 'cartes_bancaires', 'mastercard', 'visa'] },
  token: 'string',
  // Said by the test wallet of the Express Checkout Element, and by nobody else.
  wallet: { type: wallets },
} as const satisfies ParameterSchema
export type CardParameters = ParametersOf<typeof cardParameters>

/** A card as it was given, before anything is made of it. */
export type CardDetails = {
  number: string
  exp_month: number
  exp_year: number
  has_cvc: boolean
  preferred_network?: string
  wallet?: (typeof wallets)[number]
}

/**
 * Reads a card from its number and date, or from one of Stripe's test tokens (`tok_visa`). Throws
 * 402 `card_error` for a wrong number, date or security code (`incorrect_number`,
 * `invalid_expiry_month`, `invalid_expiry_year`, `invalid_cvc`), 400 for a token that is none.
 */
export function readCard(simulator: Simulator, card: CardParameters): CardDetails {
  const { number, exp_month, exp_year, cvc, token, wallet, networks } = card
  const more = {
    ...(wallet?.type !== undefined && { wallet: wallet.type }),
    ...(networks?.preferred && { preferred_network: networks.preferred }),
  }
  if (token !== undefined) return { ...cardOfToken(simulator, token), ...more }
  if (number === undefined) throw missingParameter('card[number]')
  if (exp_month === undefined) throw missingParameter('card[exp_month]')
  if (exp_year === undefined) throw missingParameter('card[exp_year]')
  const digits = number.replaceAll(/[ -]/g, '')
  if (!passesLuhn(digits)) {
    throw cardError('incorrect_number', 'Your card number is incorrect.', 'number')
  }
  const expiry = readExpiry(simulator, exp_month, exp_year)
  const cvcLength = brandOf(digits) === 'amex' ? /^\d{3,4}$/ : /^\d{3}$/
  if (cvc !== undefined && !cvcLength.test(cvc)) {
    throw cardError('invalid_cvc', "Your card's security code is invalid.", 'cvc')
  }
  return { number: digits, ...expiry, has_cvc: cvc !== undefined, ...more }
}

/** A test card as Stripe itself knows it, behind `pm_card_visa` or `tok_visa`. */
export function testCardDetails(simulator: Simulator, number: string): CardDetails {
  const exp_year = new Date(simulator.clock.now()).getUTCFullYear() + 1
  return { number, exp_month: 12, exp_year, has_cvc: true }
}

/** Checks a date; two digits of a year are of this century. Throws 402 for one in the past. */
export function readExpiry(
  simulator: Simulator,
  exp_month: number,
  given_year: number,
): { exp_month: number; exp_year: number } {
  const exp_year = given_year >= 0 && given_year < 100 ? 2000 + given_year : given_year
  const present = new Date(simulator.clock.now())
  const [year, month] = [present.getUTCFullYear(), present.getUTCMonth() + 1]
  if (exp_month < 1 || exp_month > 12) {
    throw cardError('invalid_expiry_month', "Your card's expiration month is invalid.", 'exp_month')
  }
  const isPast = exp_year < year || (exp_year === year && exp_month < month)
  if (isPast || exp_year > year + 50) {
    throw cardError('invalid_expiry_year', "Your card's expiration year is invalid.", 'exp_year')
  }
  return { exp_month, exp_year }
}

/** A card as a PaymentMethod shows it. Its security code is unchecked until a bank sees it. */
export function cardOf(card: CardDetails): Stripe.PaymentMethod.Card {
  const brand = brandOf(card.number)
  return {
    brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: card.has_cvc ? 'unchecked' : null,
    },
    country: 'US',
    display_brand: brand,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: fingerprintOf(card.number),
    funding: card.number === '4000056655665556' ? 'debit' : 'credit',
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [brand], preferred: card.preferred_network ?? null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: walletOf(card),
  }
}

/** What the checks are once a bank has seen the card: what was unchecked has passed. */
export function passedChecks(
  checks: Stripe.PaymentMethod.Card.Checks | null,
): Stripe.PaymentMethod.Card.Checks | null {
  return checks?.cvc_check === 'unchecked' ? { ...checks, cvc_check: 'pass' } : checks
}

// `tok_visa` stands for the same card as `pm_card_visa`, see https://docs.stripe.com/testing.
function cardOfToken(simulator: Simulator, token: string): CardDetails {
  if (!token.startsWith('tok_')) throw refusal(`Invalid token id: ${token}`, 'card[token]')
  const card = testCardOfMethod(`pm_card_${token.slice('tok_'.length)}`)
  if (card === undefined) throw referenceMissing('token', token, 'card[token]')
  return testCardDetails(simulator, card.number)
}

function walletOf({ number, wallet }: CardDetails): Stripe.PaymentMethod.Card.Wallet | null {
  if (wallet === undefined) return null
  // Google's and Apple's wallets stand for the card with a number of their own.
  const dynamic_last4 = wallet === 'link' ? null : number.slice(-4)
  return { type: wallet, dynamic_last4, [wallet]: {} }
}

function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: 'card_error', code, message, param }, { executed: true })
}

// The same card has the same fingerprint, whoever pays with it.
function fingerprintOf(number: string): string {
  return createHash('sha256').update(number).digest('base64url').slice(0, 16)
}
