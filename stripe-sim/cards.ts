import type { Stripe } from 'stripe'

/** Why a charge fails, in Stripe's words. */
export type Decline = {
  code: 'card_declined' | 'expired_card' | 'incorrect_cvc' | 'processing_error'
  message: string
  decline_code?: string
  advice_code: NonNullable<Stripe.Charge.Outcome['advice_code']>
  param?: string
  /** Stripe's own Radar stopped it; the bank was never asked. */
  blocked?: true
}

/** What happens when a card is charged; a `challenge` comes first and then leads to `after`. */
export type CardOutcome =
  | { kind: 'approved' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'challenge'; after: CardOutcome }

export type TestCard = {
  number: string
  /** The test PaymentMethods without their `pm_card_`. */
  methods: string[]
  brand: 'amex' | 'discover' | 'mastercard' | 'visa'
  outcome: CardOutcome
}

const approved: CardOutcome = { kind: 'approved' }
const declinedMessage = 'Your card was declined.'

function declined(
  decline_code: string,
  advice_code: Decline['advice_code'] = 'try_again_later',
  message = declinedMessage,
): CardOutcome {
  return {
    kind: 'declined',
    decline: { code: 'card_declined', decline_code, advice_code, message },
  }
}

function refused(decline: Decline): CardOutcome {
  return { kind: 'declined', decline }
}

function visa(number: string, methods: string[], outcome: CardOutcome): TestCard {
  return { number, methods, brand: 'visa', outcome }
}

const insufficientFunds = declined(
  'insufficient_funds',
  'try_again_later',
  'Your card has insufficient funds.',
)
const radarBlock = refused({
  code: 'card_declined',
  decline_code: 'fraudulent',
  advice_code: 'do_not_try_again',
  message: declinedMessage,
  blocked: true,
})
const velocity = declined(
  'card_velocity_exceeded',
  'try_again_later',
  'Your card was declined for making repeated attempts too frequently or exceeding its amount ' +
    'limit.',
)
const expired = refused({
  code: 'expired_card',
  advice_code: 'do_not_try_again',
  message: 'Your card has expired.',
  param: 'exp_month',
})
const incorrectCvc = refused({
  code: 'incorrect_cvc',
  advice_code: 'confirm_card_data',
  message: "Your card's security code is incorrect.",
  param: 'cvc',
})
const processingError = refused({
  code: 'processing_error',
  advice_code: 'try_again_later',
  message: 'An error occurred while processing your card. Try again in a little bit.',
})

/**
 * Stripe's test cards as far as the simulator plays them, see https://docs.stripe.com/testing.
 * The dispute, fraud warning and refund cards are charged; what follows on them comes later.
 */
export const testCards: TestCard[] = [
  visa('4242424242424242', ['visa'], approved),
  visa('4000056655665556', ['visa_debit'], approved),
  { number: '5555555555554444', methods: ['mastercard'], brand: 'mastercard', outcome: approved },
  { number: '378282246310005', methods: ['amex'], brand: 'amex', outcome: approved },
  { number: '6011111111111117', methods: ['discover'], brand: 'discover', outcome: approved },
  visa('4000000000000002', ['visa_chargeDeclined', 'chargeDeclined'], declined('generic_decline')),
  visa(
    '4000000000009995',
    ['visa_chargeDeclinedInsufficientFunds', 'chargeDeclinedInsufficientFunds'],
    insufficientFunds,
  ),
  visa(
    '4000000000009987',
    ['visa_chargeDeclinedLostCard'],
    declined('lost_card', 'do_not_try_again'),
  ),
  visa(
    '4000000000009979',
    ['visa_chargeDeclinedStolenCard'],
    declined('stolen_card', 'do_not_try_again'),
  ),
  visa('4000000000000069', ['chargeDeclinedExpiredCard'], expired),
  visa('4000000000000127', ['chargeDeclinedIncorrectCvc'], incorrectCvc),
  visa('4000000000000119', ['chargeDeclinedProcessingError'], processingError),
  visa('4000000000006975', ['visa_chargeDeclinedVelocityLimitExceeded'], velocity),
  visa('4100000000000019', ['radarBlock'], radarBlock),
  visa('4000000000003220', ['threeDSecure2Required', 'threeDSecureRequired'], {
    kind: 'challenge',
    after: approved,
  }),
  visa('4000008400001629', ['threeDSecureRequiredChargeDeclined'], {
    kind: 'challenge',
    after: declined('generic_decline'),
  }),
  // The directory lookup itself breaks, so the guest never sees a challenge.
  visa('4000008400001280', ['threeDSecureRequiredProcessingError'], declined('generic_decline')),
  visa('4000008260003178', ['authenticationRequiredChargeDeclinedInsufficientFunds'], {
    kind: 'challenge',
    after: insufficientFunds,
  }),
  visa('4000000000000259', ['createDispute'], approved),
  visa('4000000000002685', ['createDisputeProductNotReceived'], approved),
  visa('4000000000005423', ['createIssuerFraudRecord'], approved),
  visa('4000000000007726', ['pendingRefund'], approved),
  visa('4000000000005126', ['refundFail'], approved),
]

// A real card in test mode is refused by Stripe in these words.
const liveCard = declined(
  'test_mode_live_card',
  'do_not_try_again',
  'Your card was declined. Your request was in test mode, but used a non test (live) card. ' +
    'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
)

const byNumber = new Map(testCards.map((card) => [card.number, card]))
const byMethod = new Map<string, TestCard>(
  testCards.flatMap((card) => card.methods.map((method) => [`pm_card_${method}`, card] as const)),
)

/** The test card of a number, if it is one. */
export function testCardOf(number: string): TestCard | undefined {
  return byNumber.get(number)
}

/** The test card behind a test PaymentMethod such as `pm_card_visa`. */
export function testCardOfMethod(method: string): TestCard | undefined {
  return byMethod.get(method)
}

/** What charging this card number leads to; numbers outside the table are declined. */
export function outcomeOf(number: string): CardOutcome {
  return byNumber.get(number)?.outcome ?? liveCard
}

/** Whether the last digit fits the others (the Luhn sum), as on every payment card. */
export function passesLuhn(number: string): boolean {
  const sum = Array.from(number, Number)
    .toReversed()
    .map((digit, index) => (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0)
  return /^\d{12,19}$/.test(number) && sum % 10 === 0
}

/** The brand that a number's first digits belong to. */
export function brandOf(number: string): string {
  if (number.startsWith('4')) return 'visa'
  if (/^3[47]/.test(number)) return 'amex'
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard'
  return /^6(011|4|5)/.test(number) ? 'discover' : 'unknown'
}
