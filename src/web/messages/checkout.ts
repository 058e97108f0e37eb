/**
 * What the guest reads at checkout. These travel to the browser as JSON, so they are plain text
 * with {amount}, {time} and {count} where the client puts its values.
 */
export interface CheckoutMessages {
  guest_heading: string
  payment_heading: string
  name_label: string
  name_invalid: string
  email_label: string
  email_hint: string
  email_invalid: string
  phone_label: string
  phone_hint: string
  phone_invalid: string
  pay: string
  try_again: string
  terms: string
  loading: string
  processing: string
  processing_hint: string
  checking: string
  checking_hint: string
  payment_failed: string
  retry: string
  notifications: string
  not_paid_yet: string
  not_charged: string
  unresolved: string
  check_again: string
  hold_countdown: string
  hold_announcement: string
  hold_ending: string
  more_time: string
  more_time_hint: string
  more_time_given: string
  more_time_failed: string
  hold_expired_title: string
  hold_expired: string
  choose_again: string
  paid: string
  over: string
  to_order: string
  offline: string
  form_not_loaded: string
  unreachable: string
  wallets_heading: string
  wallets_or: string
}

export const englishCheckout: CheckoutMessages = {
  guest_heading: 'Your details',
  payment_heading: 'Payment',
  name_label: 'Name',
  name_invalid: 'Enter your name, up to 200 characters.',
  email_label: 'E-mail',
  email_hint: 'Your tickets go to this address.',
  email_invalid: 'Enter an e-mail address such as ada@example.com.',
  phone_label: 'Phone',
  phone_hint: 'Should you be late, we call before your table is given away.',
  phone_invalid: 'Enter a phone number with its country code, such as +49 30 1234567.',
  pay: 'Pay {amount}',
  try_again: 'Try again',
  terms: 'By paying you buy these tickets from {venue}. All fees are included.',
  loading: 'Loading the payment form…',
  processing: 'Processing your payment…',
  processing_hint: 'Please keep this page open.',
  checking: 'Checking with your bank. You will not be charged twice.',
  checking_hint: 'This page finds out by itself.',
  payment_failed: 'Payment failed. Please try again.',
  retry: 'Retry',
  notifications: 'Notifications',
  not_paid_yet: 'Not paid yet, held until {time}',
  not_charged: 'You were not charged. You can try again.',
  unresolved: 'We could not reach your bank yet. Your order page has the answer.',
  check_again: 'Check again',
  hold_countdown: 'Held for you for {time}',
  hold_announcement: 'Your tickets are held for another {time}.',
  hold_ending: 'Less than {time} left. Your tickets go back on sale after that.',
  more_time: 'I need more time',
  more_time_hint: 'If you need longer, press “I need more time”.',
  more_time_given: 'Held for you until {time} now.',
  more_time_failed: 'Not yet. Ask again',
  hold_expired_title: 'Your time to pay has run out',
  hold_expired: 'Your tickets are on sale again. You can choose them once more if any are left.',
  choose_again: 'Choose tickets again',
  paid: 'Paid. Taking you to your tickets…',
  over: 'There is nothing to pay any more. Taking you on…',
  to_order: 'Go to your order',
  offline: 'You are offline. Your tickets stay held for now; try again when you are back.',
  form_not_loaded: 'The payment form could not be loaded. Check your connection and reload.',
  unreachable: 'We cannot reach the bank right now. Please try again in a moment.',
  // The wallets' buttons, and what stands between them and the fields.
  wallets_heading: 'Express checkout',
  wallets_or: 'or pay another way',
}
