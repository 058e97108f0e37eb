import * as declines from './declines.ts'

/** Whether a guest who is not there (`off_session`) is spared the challenge. */
type Exemption = 'always' | 'once_saved'

/** What happens when a card is charged; a `challenge` comes first and then leads to `after`. */
export type CardOutcome =
  | SettledOutcome
  | { kind: 'challenge'; after: SettledOutcome; exempt?: Exemption }

/** How the charge itself ends, when nothing has to be asked any more. */
export type SettledOutcome =
  | { kind: 'approved' }
  | { kind: 'declined'; decline: declines.Decline; authentication?: 'processing_error' }

/** What a successful charge of a card leads to by itself, later. */
export type Aftermath =
  | { kind: 'dispute'; reason: 'fraudulent' | 'product_not_received' }
  | { kind: 'fraud_warning' | 'refund_fails' | 'refund_pending' }

type Brand = 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'visa'

export type TestCard = {
  number: string
  /** The test PaymentMethods without their `pm_card_`. */
  methods: string[]
  brand: Brand
  outcome: CardOutcome
  aftermath?: Aftermath
}

const approved: SettledOutcome = { kind: 'approved' }

function declined(decline: declines.Decline): SettledOutcome {
  return { kind: 'declined', decline }
}

function challenged(after: SettledOutcome, exempt?: Exemption): CardOutcome {
  return { kind: 'challenge', after, ...(exempt && { exempt }) }
}

function visa(number: string, methods: string[], outcome: CardOutcome): TestCard {
  return { number, methods, brand: 'visa', outcome }
}

function troubled(number: string, method: string, aftermath: Aftermath): TestCard {
  return { ...visa(number, [method], approved), aftermath }
}

/**
 * Stripe's test cards as far as the simulator plays them, see https://docs.stripe.com/testing.
 * The dispute, fraud warning and refund cards are charged; their aftermath comes later.
 */
export const testCards: TestCard[] = [
  visa('4242424242424242', ['visa'], approved),
  visa('4000056655665556', ['visa_debit'], approved),
  { number: '5555555555554444', methods: ['mastercard'], brand: 'mastercard', outcome: approved },
  { number: '378282246310005', methods: ['amex'], brand: 'amex', outcome: approved },
  { number: '6011111111111117', methods: ['discover'], brand: 'discover', outcome: approved },
  { number: '3056930009020004', methods: ['diners'], brand: 'diners', outcome: approved },
  { number: '36227206271667', methods: [], brand: 'diners', outcome: approved },
  { number: '3566002020360505', methods: ['jcb'], brand: 'jcb', outcome: approved },
  { number: '6200000000000005', methods: ['unionpay'], brand: 'unionpay', outcome: approved },
  visa(
    '4000000000000002',
    ['visa_chargeDeclined', 'chargeDeclined'],
    declined(declines.genericDecline),
  ),
  visa(
    '4000000000009995',
    ['visa_chargeDeclinedInsufficientFunds', 'chargeDeclinedInsufficientFunds'],
    declined(declines.insufficientFunds),
  ),
  visa('4000000000009987', ['visa_chargeDeclinedLostCard'], declined(declines.lostCard)),
  visa('4000000000009979', ['visa_chargeDeclinedStolenCard'], declined(declines.stolenCard)),
  visa('4000000000000069', ['chargeDeclinedExpiredCard'], declined(declines.expiredCard)),
  visa('4000000000000127', ['chargeDeclinedIncorrectCvc'], declined(declines.incorrectCvc)),
  visa('4000000000000119', ['chargeDeclinedProcessingError'], declined(declines.processingError)),
  visa(
    '4000000000006975',
    ['visa_chargeDeclinedVelocityLimitExceeded'],
    declined(declines.velocityExceeded),
  ),
  visa('4100000000000019', ['radarBlock'], declined(declines.radarBlock)),
  visa('4000000000003220', ['threeDSecure2Required', 'threeDSecureRequired'], challenged(approved)),
  visa(
    '4000008400001629',
    ['threeDSecureRequiredChargeDeclined'],
    challenged(declined(declines.genericDecline)),
  ),
  // The directory lookup itself breaks, so the guest never sees a challenge.
  visa('4000008400001280', ['threeDSecureRequiredProcessingError'], {
    kind: 'declined',
    decline: declines.genericDecline,
    authentication: 'processing_error',
  }),
  visa('4000000000003055', ['threeDSecureOptional'], approved),
  visa('4000002500003155', ['authenticationRequiredOnSetup'], challenged(approved, 'once_saved')),
  visa('4000002760003184', ['authenticationRequired'], challenged(approved)),
  visa(
    '4000003800000446',
    ['authenticationRequiredSetupForOffSession'],
    challenged(approved, 'always'),
  ),
  visa(
    '4000008260003178',
    ['authenticationRequiredChargeDeclinedInsufficientFunds'],
    challenged(declined(declines.insufficientFunds)),
  ),
  troubled('4000000000000259', 'createDispute', { kind: 'dispute', reason: 'fraudulent' }),
  troubled('4000000000002685', 'createDisputeProductNotReceived', {
    kind: 'dispute',
    reason: 'product_not_received',
  }),
  troubled('4000000000005423', 'createIssuerFraudRecord', { kind: 'fraud_warning' }),
  troubled('4000000000007726', 'pendingRefund', { kind: 'refund_pending' }),
  troubled('4000000000005126', 'refundFail', { kind: 'refund_fails' }),
]

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
  return byNumber.get(number)?.outcome ?? declined(declines.liveCard)
}

/** What charging this card number leads to when the guest has authenticated. */
export function afterChallenge(number: string): SettledOutcome {
  const outcome = outcomeOf(number)
  return outcome.kind === 'challenge' ? outcome.after : outcome
}

/**
 * Whether this card's bank can be asked to challenge the guest, where
 * `payment_method_options.card.request_three_d_secure` wants it: that of the American Express card
 * cannot, and a card that Radar blocks or whose lookup breaks never gets that far.
 */
export function takesChallenges(number: string): boolean {
  const card = byNumber.get(number)
  if (card === undefined || card.brand === 'amex') return false
  if (card.outcome.kind !== 'declined') return true
  return card.outcome.decline.stoppedBy === undefined && card.outcome.authentication === undefined
}

/** What a charge of this card number leads to later, if it is a test card for that. */
export function aftermathOf(number: string | undefined): Aftermath | undefined {
  return byNumber.get(number ?? '')?.aftermath
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
export function brandOf(number: string): Brand | 'unknown' {
  return brands.find(([begins]) => begins.test(number))?.[1] ?? 'unknown'
}

const brands: [RegExp, Brand][] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^6(011|4[4-9]|5)/, 'discover'],
  [/^3(0[0-5]|095|[689])/, 'diners'],
  [/^35(2[89]|[3-8])/, 'jcb'],
  [/^(62|81)/, 'unionpay'],
]
