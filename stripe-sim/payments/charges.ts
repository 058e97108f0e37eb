import type { Stripe } from 'stripe'
import { referredCustomer } from '../customers/finding.ts'
import { idOf } from '../state/ledger.ts'
import type { Cause, Simulator } from '../state/simulator.ts'
import { emit } from '../webhooks/events.ts'
import { previousAttributes } from '../webhooks/previous_attributes.ts'
import { refusal, resourceMissing } from '../wire/errors.ts'
import { listOf, listPage, listParameters } from '../wire/lists.ts'
import { mergedMetadata } from '../wire/metadata.ts'
import type { ParameterSchema, ParametersOf } from '../wire/parameters.ts'
import { route } from '../wire/routes.ts'
import { changedShipping, shippingParameters } from './shipping.ts'

const path = '/v1/charges'
const listed = {
  ...listParameters,
  customer: 'string',
  payment_intent: 'string',
  transfer_group: 'unsupported',
} as const satisfies ParameterSchema
const updated = {
  expand: 'strings',
  customer: 'string',
  description: 'emptyable',
  fraud_details: { user_report: ['', 'fraudulent', 'safe'] },
  metadata: 'metadata',
  receipt_email: 'emptyable',
  shipping: shippingParameters,
  transfer_group: 'unsupported',
} as const satisfies ParameterSchema
const captured = {
  expand: 'strings',
  amount: 'integer',
  receipt_email: 'string',
  statement_descriptor: 'string',
  statement_descriptor_suffix: 'string',
  application_fee: 'unsupported',
  application_fee_amount: 'unsupported',
  transfer_data: 'unsupported',
  transfer_group: 'unsupported',
} as const satisfies ParameterSchema

export const routes = [
  route('GET', `${path}/:id`, { expand: 'strings' }, ({ simulator, id }) =>
    chargeOf(simulator, id),
  ),
  route('GET', path, listed, ({ simulator, parameters }) => {
    const { charges } = simulator.ledger
    const { customer, payment_intent: intent } = parameters
    const isOf = (charge: Stripe.Charge): boolean =>
      customer === undefined || charge.customer === customer
    const wanted =
      intent !== undefined
        ? listOf(charges.by('payment_intent', intent))
        : customer === undefined
          ? charges
          : listOf(charges.by('customer', customer))
    return listPage({ url: path, kind: 'charge' }, wanted, parameters, isOf)
  }),
  route('POST', `${path}/:id`, updated, ({ simulator, id, parameters, cause }) =>
    update(simulator, chargeOf(simulator, id), parameters, cause),
  ),
  route('POST', `${path}/:id/capture`, captured, ({ simulator, id }) => {
    throw notCapturable(chargeOf(simulator, id))
  }),
]

function chargeOf({ ledger }: Simulator, id: string): Stripe.Charge {
  const charge = ledger.charges.get(id)
  if (charge === undefined) throw resourceMissing('charge', id, 'id')
  return charge
}

function update(
  simulator: Simulator,
  charge: Stripe.Charge,
  parameters: ParametersOf<typeof updated>,
  cause: Cause,
): Stripe.Charge {
  const { ledger, snapshots } = simulator
  const changes = changesOf(simulator, charge, parameters)
  const previous = previousAttributes(charge, { ...charge, ...changes })
  Object.assign(charge, changes)
  if (changes.customer !== undefined) ledger.charges.refile('customer', charge)
  snapshots.touch()
  emit(simulator, 'charge.updated', charge, cause, previous)
  return charge
}

function changesOf(
  simulator: Simulator,
  charge: Stripe.Charge,
  parameters: ParametersOf<typeof updated>,
): Partial<Stripe.Charge> {
  const { customer, description, fraud_details, metadata, receipt_email, shipping } = parameters
  if (customer !== undefined) referredCustomer(simulator, customer)
  if (customer !== undefined && charge.customer !== null) {
    throw refusal('Cannot change the customer of a charge that already has one.', 'customer')
  }
  const sentTo = changedShipping(charge.shipping, shipping)
  return {
    ...(customer !== undefined && { customer }),
    ...(description !== undefined && { description: description || null }),
    ...(fraud_details !== undefined && { fraud_details: reportOf(charge, fraud_details) }),
    ...(metadata !== undefined && { metadata: mergedMetadata(charge.metadata, metadata) }),
    ...(receipt_email !== undefined && { receipt_email: receipt_email || null }),
    ...(sentTo !== undefined && { shipping: sentTo }),
  }
}

function reportOf(
  charge: Stripe.Charge,
  { user_report }: { user_report?: '' | 'fraudulent' | 'safe' },
): Stripe.Charge.FraudDetails {
  const { user_report: _, ...others } = charge.fraud_details ?? {}
  return { ...others, ...(user_report && { user_report }) }
}

// Every charge here belongs to an intent, and Stripe wants that to be captured in its place.
function notCapturable(charge: Stripe.Charge): Error {
  const { id, payment_intent } = charge
  if (charge.captured) {
    const message = `Charge ${id} has already been captured.`
    return refusal(message, undefined, 'charge_already_captured')
  }
  if (charge.refunded) {
    const message =
      `Charge ${id} cannot be captured because the charge has expired (a charge must be captured ` +
      'within 7 days). You will need to create a new charge to retry the payment.'
    return refusal(message, undefined, 'charge_expired_for_capture')
  }
  return refusal(
    `This uncaptured Charge was created by a PaymentIntent (${idOf(payment_intent)}). You must ` +
      'capture the PaymentIntent instead. For more information, see ' +
      'https://stripe.com/docs/payments/place-a-hold-on-a-payment-method',
  )
}
