import type { Stripe } from 'stripe'

/** Why a payment fails, in Stripe's words. */
export type Decline = {
  code:
    | 'authentication_required'
    | 'card_declined'
    | 'expired_card'
    | 'incorrect_cvc'
    | 'processing_error'
  message: string
  decline_code?: string
  advice_code?: NonNullable<Stripe.Charge.Outcome['advice_code']>
  network_decline_code?: string
  param?: string
  /** Who stopped it where that was not the bank: Stripe's own Radar, or test mode itself. */
  stoppedBy?: 'radar' | 'test_mode'
}

/**
 * What the test cards are declined with, see https://docs.stripe.com/testing#declined-payments and
 * https://docs.stripe.com/declines/codes. A network decline code is what the bank itself answered
 * (ISO 8583); Stripe shows 01 for the generic decline and 54 for the expired card, the others are
 * those that the networks define for the same reason.
 */
export const genericDecline: Decline = declined('generic_decline', 'try_again_later', '01')
export const insufficientFunds: Decline = {
  ...declined('insufficient_funds', 'try_again_later', '51'),
  message: 'Your card has insufficient funds.',
}
export const lostCard: Decline = declined('lost_card', 'do_not_try_again', '41')
export const stolenCard: Decline = declined('stolen_card', 'do_not_try_again', '43')
export const velocityExceeded: Decline = {
  ...declined('card_velocity_exceeded', 'try_again_later', '65'),
  message:
    'Your card was declined for making repeated attempts too frequently or exceeding its amount ' +
    'limit.',
}
export const expiredCard: Decline = {
  code: 'expired_card',
  advice_code: 'confirm_card_data',
  network_decline_code: '54',
  message: 'Your card has expired.',
  param: 'exp_month',
}
export const incorrectCvc: Decline = {
  code: 'incorrect_cvc',
  advice_code: 'confirm_card_data',
  network_decline_code: 'N7',
  message: "Your card's security code is incorrect.",
  param: 'cvc',
}
export const processingError: Decline = {
  code: 'processing_error',
  advice_code: 'try_again_later',
  message: 'An error occurred while processing your card. Try again in a little bit.',
}
export const radarBlock: Decline = {
  ...declined('fraudulent', 'do_not_try_again'),
  stoppedBy: 'radar',
}

/** A real card in test mode. */
export const liveCard: Decline = {
  ...declined('test_mode_live_card', 'do_not_try_again'),
  message:
    'Your card was declined. Your request was in test mode, but used a non test (live) card. ' +
    'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
  stoppedBy: 'test_mode',
}

/** The guest would have to authenticate but is not there (`off_session`). */
export const authenticationRequired: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
}

/** The guest would have to authenticate, which the request has ruled out. */
export const authenticationNotHandled: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_not_handled',
  message:
    'This payment required an authentication action to complete, but `error_on_requires_action` ' +
    "was set. When you're ready, you can upgrade your integration to handle actions at " +
    'https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.',
}

function declined(
  decline_code: string,
  advice_code: NonNullable<Decline['advice_code']>,
  network_decline_code?: string,
): Decline {
  const network = network_decline_code !== undefined && { network_decline_code }
  const message = 'Your card was declined.'
  return { code: 'card_declined', decline_code, advice_code, ...network, message }
}
