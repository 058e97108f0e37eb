import { englishAlertRefusals } from './alert_refusals.ts'
import { englishMoveRefusals } from './move_refusals.ts'
import { englishGuestRefusals } from './guest_refusals.ts'
import { englishNightRefusals } from './night_refusals.ts'
import { englishPlanRefusals } from './plan_refusals.ts'
import { englishTermsRefusals } from './terms_refusals.ts'
import { englishSettingsRefusals } from './settings_refusals.ts'
import type { RefusalCode } from './refusal_codes.ts'
import type { RefusalDetail } from './refusal_detail.ts'

export { refusalCodes, type RefusalCode } from './refusal_codes.ts'

/** The sentences for all of them. A code without a sentence does not compile. */
export type RefusalSentences = Record<RefusalCode, (detail: RefusalDetail) => string>

export const englishRefusals: RefusalSentences = {
  ...englishAlertRefusals,
  ...englishMoveRefusals,
  ...englishGuestRefusals,
  ...englishNightRefusals,
  ...englishPlanRefusals,
  ...englishTermsRefusals,
  ...englishSettingsRefusals,
  already_admitted: ({ at, by }) =>
    `This ticket was let in already${at ? `, ${at}` : ''}${by ? `, by ${by}` : ''}.`,
  amount_differs: () =>
    'Another amount came than this order costs: nothing is issued for it. Refund it instead.',
  balance_exceeded: () => 'That is more than is still due for this table.',
  body_too_large: () => 'That was more than this page can take. Please try again.',
  booking_arrived: () => 'Somebody of this party has come already.',
  booking_disputed: () =>
    'Your bank wants the payment for this table back. Until that is settled nobody can be added. Please talk to your bank, or to us.',
  booking_locked: () => 'This booking is locked: unlock it before it is moved.',
  booking_not_arrived: () => 'Nobody of this party has come yet.',
  booking_over: ({ at }) => `This booking is over${at ? `, since ${at}` : ''}.`,
  booking_refunded: () =>
    'The money for this table has gone back, or is on its way: it is kept for nobody again.',
  booking_still_awaited: ({ at }) => `The table is kept for this party${at ? ` until ${at}` : ''}.`,
  booking_unassigned: () => 'This booking has no table at the moment.',
  booking_unknown: () => 'We could not find that booking. Check that the link is complete.',
  code_expired: () => 'That took too long. Please sign in again.',
  code_wrong: () => 'That code is not right, or it was used. Please try the next one.',
  comp_complete: () =>
    'This table is on the house, for as many as it was given for. Ask the venue for more places.',
  comp_decided: () => 'Somebody has decided about this comp already. Look at it again.',
  comp_not_given: () => 'This comp was not given, so there is nothing to take back.',
  comp_taken: () =>
    'This comp was asked for already, in another way. Reload the page to ask for a new one.',
  comp_unknown: () => 'We could not find that comp.',
  comp_used: () => 'Somebody has gone in on this comp already: it stays given.',
  deposit_not_authorised: () => 'No deposit is reserved for this order any more.',
  deposit_not_lapsed: () =>
    'The deposit of this order has not expired, or that is decided already.',
  deposit_refused: () => 'The bank did not give this deposit. Look at the payment in Stripe.',
  door_key_wrong: () => 'This door is not connected: its key is missing or wrong.',
  door_money_taken: ({ amount = 'the money' }) =>
    `Give back ${amount} that this party has paid at the door, and reverse the payment here, first.`,
  door_payment_taken: () =>
    'This payment was booked already, in another way. Reload the page to start a new one.',
  door_payment_unknown: () => 'We could not find that payment at the door for this booking.',
  email_invalid: () => 'Enter an e-mail address such as ada@example.com.',
  entrance_unknown: () => 'Nobody was let in by that.',
  forged_origin: () => 'This form was sent from another site. Please start again on this page.',
  guests_invalid: ({ max }) =>
    max === undefined ? 'Choose a whole number.' : `Choose a whole number from 1 to ${max}.`,
  hold_expired: () => 'The time to pay has run out, and what was held for you is on sale again.',
  input_invalid: () => 'This value is missing or has the wrong form.',
  internal: () => 'Something went wrong on our side. Please try again in a moment.',
  invitation_over: () =>
    'This link was used, or has ended. Ask an owner of the house for a new invitation; the first owner’s is printed at every start.',
  issue_failed: () =>
    'The tickets could not be issued this time either. What failed stands in the order’s story.',
  last_owner: () => 'The house needs an owner: make somebody else one first.',
  member_exists: () => 'Somebody with this address works here already.',
  member_name_invalid: () => 'Enter your name, up to 100 characters.',
  member_name_taken: () => 'Somebody here has this name already: add an initial to it.',
  member_unknown: () => 'This person does not work here any more.',
  name_invalid: () => 'Enter your name, up to 200 characters.',
  night_cancelled: () => 'This night is cancelled.',
  night_not_on_sale: () => 'This night is not on sale.',
  night_not_published: () => 'This night was never published, so there is nothing to call off.',
  night_over: () => 'This night is over.',
  night_title_differs: () => 'That is not the title of this night. Type it as it stands above.',
  night_unknown: () => 'We could not find that night.',
  not_enough_left: ({ left }) =>
    left === undefined
      ? 'There are not that many left.'
      : `Only ${left} left. Please choose fewer.`,
  not_open_yet: () => 'This box office has no venue yet: its owner makes it in the first steps.',
  not_permitted: () => 'Your role does not include this. Ask an owner of the house.',
  note_taken: () =>
    'This note was written already, in other words. Reload the page to write a new one.',
  nothing_chosen: () => 'Choose at least one ticket.',
  nothing_to_issue: () => 'This order does not wait for tickets.',
  nothing_to_keep: () => 'Nothing was booked for this order yet, so there is nothing to keep.',
  nothing_to_send: () => 'There is nothing to tell this guest by mail at the moment.',
  order_changed: () => 'This order was placed for something else. Start a new one.',
  order_not_payable: () => 'This order can no longer be paid.',
  order_taken: () => 'This order was already placed. Reload the page to start a new one.',
  order_unknown: () => 'We could not find that order. Check that the link is complete.',
  other_night: ({ night, at }) =>
    night === undefined || at === undefined
      ? 'This ticket is for another night.'
      : `This ticket is for another night: ${night}, doors ${at}.`,
  package_unknown: () => 'We could not find that package for this night.',
  page_unknown: () => 'We could not find that page. Check that the link is complete.',
  party_size_invalid: () => 'Choose how many of you are coming: a whole number from 1.',
  party_too_large: ({ max }) =>
    max === undefined
      ? 'This table has no room for so many.'
      : `This table has room for up to ${max}.`,
  pass_admitted: ({ at }) =>
    `This pass has let somebody in already${at ? `, ${at}` : ''}, and stays as it is.`,
  pass_claimed: () => 'Somebody else was faster: this pass has its guest already.',
  pass_name_invalid: () => 'Enter a name, up to 100 characters.',
  pass_replaced_too_often: ({ max }) =>
    max === undefined
      ? 'This pass has been replaced as often as it can be. Please talk to us.'
      : `This pass has been replaced ${max} times, and cannot be once more. Please talk to us.`,
  pass_unknown: () => 'We could not find that pass. Check that the link is complete.',
  pass_void: () => 'This pass is not valid any more.',
  password_guessable: () =>
    'This password is tried early. A few words that have nothing to do with each other are better.',
  password_invalid: ({ min }) => `Choose a password of ${min ?? 12} characters or more.`,
  password_needed: () => 'Give your password: this erases guests by itself.',
  password_wrong: () => 'That is not your password.',
  phone_invalid: () => 'Enter a phone number with its country code, such as +49 30 1234567.',
  quantity_invalid: ({ max }) =>
    max === undefined ? 'Choose a whole number.' : `Choose a whole number from 0 to ${max}.`,
  rate_limited: () => 'That was a lot of tries in a short time. Please wait a minute.',
  refund_disputed: () =>
    'The guest’s bank has taken this payment back, or may: it must not be given back twice.',
  refund_moved_on: ({ amount }) =>
    `Somebody has given money back meanwhile${amount ? `: ${amount} is left now` : ''}. Look again before you refund.`,
  refund_not_paid: () => 'Nothing was paid for this order.',
  refund_not_captured: () => 'Nothing was charged yet: a reserved deposit is released as a whole.',
  refund_nothing_left: () => 'Nothing is left to give back.',
  refund_taken: () => 'This refund was asked for another order. Reload the page and try again.',
  refund_too_much: () => 'That is more than is left of the payment.',
  sale_ended: () => 'The sale has ended.',
  sale_not_started: ({ at }) =>
    at === undefined ? 'The sale has not started yet.' : `The sale starts ${at}.`,
  sign_in_limited: ({ minutes = 15 }) =>
    `That was a lot of tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  sign_in_wrong: () => 'This address and password do not go together.',
  sold_out: () => 'These tickets are sold out.',
  metrics_token_wrong: () => 'The token for the metrics is missing or wrong.',
  bounce_key_wrong: () => 'The key of the mail server is missing or wrong.',
  staff_key_wrong: () => 'This device is not connected: its key is missing or wrong.',
  stripe_unreachable: () =>
    'We cannot reach the bank right now. You will not be charged twice. Please try again.',
  table_blocked: () => 'This table is blocked for the night.',
  table_kept: () => 'This table is kept for a party that waits for one of its size.',
  table_taken: () => 'Somebody else has just taken this table. Please choose another one.',
  table_unknown: () => 'We could not find that table for this night.',
  terms_changed: () =>
    'The table or its terms have changed while you were reading. Please look at them again.',
  ticket_disputed: () =>
    'This ticket is stopped: the guest’s bank wants the payment back. Send for the owner.',
  ticket_refunded: ({ at }) =>
    `This ticket was refunded${at ? `, ${at}` : ''}, and does not count any more.`,
  ticket_type_unknown: () => 'We could not find that kind of ticket for this night.',
  ticket_unknown: () => 'There is no such ticket.',
  ticket_voided: ({ at }) => `This ticket does not count any more${at ? `, since ${at}` : ''}.`,
  too_many: ({ max }) =>
    max === undefined
      ? 'That is too many for one order.'
      : `An order can hold up to ${max} tickets.`,
  too_many_of_kind: ({ max }) =>
    max === undefined ? 'That is too many of these.' : `Up to ${max} of these per order.`,
  too_many_unpaid: () =>
    'Too many orders that nobody has paid for yet come from your internet connection. Pay for yours first, or try again in a few minutes. Mobile data is another connection.',
  total_too_large: () => 'That is more than one card payment can carry. Please choose fewer.',
  total_too_small: () => 'That is less than a card payment can carry.',
  unavailable: () =>
    'We cannot look anything up right now. Nothing is lost, and you will not be charged twice. Please try again in a moment.',
  undo_money_back: () => 'Their money has gone back: whoever goes out now does not come in again.',
  email_works: () => 'This address takes mail: only an owner or a manager can change it.',
  undo_not_yours: () => 'A colleague has let them in: only they, or a manager, can take that back.',
  undo_too_late: () => 'The minute in which this could be taken back is over.',
  vip_not_offered: () => 'There are no VIP tables on this night.',
  webhook_unverified: () => 'This webhook was not signed by Stripe, or too long ago.',
  zone_full: () => 'No table that is large enough is left in this zone.',
}
