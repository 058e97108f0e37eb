import { refusal } from '../wire/errors.ts'
import { checkLength } from '../wire/parameters.ts'

// See https://docs.stripe.com/get-started/account/statement-descriptors#requirements.
const length_max = 22

/** Refuses the descriptor that only other payment methods than cards take. Throws 400. */
export function refuseDescriptor(descriptor: string | undefined): void {
  if (descriptor === undefined || descriptor === '') return
  throw refusal(
    'The statement_descriptor parameter is not supported for the payment_method_type `card`. To ' +
      'continue supporting payment_method_type `card`, please pass in ' +
      '`statement_descriptor_suffix` or remove the `statement_descriptor` parameter altogether. ' +
      'Please see https://support.stripe.com/questions/' +
      'use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges for ' +
      'additional details.',
    'statement_descriptor',
  )
}

/**
 * The suffix of a card's statement descriptor; an empty one is null, none stays undefined. Throws
 * 400 for one that is too long or has a letter that Stripe does not take.
 */
export function checkedSuffix(suffix: string | undefined): string | null | undefined {
  if (suffix === undefined || suffix === '') return suffix === '' ? null : undefined
  const param = 'statement_descriptor_suffix'
  checkLength(suffix, length_max, param)
  if (/[A-Za-z]/.test(suffix) && !/[<>\\'"*]/.test(suffix)) return suffix
  const message =
    'The statement descriptor suffix must contain at least one letter and none of the ' +
    'following: <, >, \\, \', ", *.'
  throw refusal(message, param)
}
