import type { Stripe } from 'stripe'

const paymentIntent = [
  'payment_intent.created',
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.amount_capturable_updated',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'payment_intent.succeeded',
] as const
const charge = [
  'charge.succeeded',
  'charge.pending',
  'charge.failed',
  'charge.captured',
  'charge.expired',
  'charge.refunded',
  'charge.updated',
] as const
// `charge.refund.updated` is the older name under which Stripe still tells of a changed refund.
const refund = [
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refund.updated',
] as const
const dispute = [
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
] as const
const fraudWarning = [
  'radar.early_fraud_warning.created',
  'radar.early_fraud_warning.updated',
] as const
const customer = ['customer.created', 'customer.updated', 'customer.deleted'] as const
const paymentMethod = [
  'payment_method.attached',
  'payment_method.detached',
  'payment_method.updated',
] as const

/** Every type of event that the simulator can generate. */
export const eventTypes = [
  ...paymentIntent,
  ...charge,
  ...refund,
  ...dispute,
  ...fraudWarning,
  ...customer,
  ...paymentMethod,
] as const
export type EventType = (typeof eventTypes)[number]

type Types<Names extends readonly string[]> = Names[number]

/** The kind of object that an event of a type carries. */
export type ObjectOf<Type extends EventType> =
  Type extends Types<typeof paymentIntent>
    ? Stripe.PaymentIntent
    : Type extends Types<typeof charge>
      ? Stripe.Charge
      : Type extends Types<typeof refund>
        ? Stripe.Refund
        : Type extends Types<typeof dispute>
          ? Stripe.Dispute
          : Type extends Types<typeof fraudWarning>
            ? Stripe.Radar.EarlyFraudWarning
            : Type extends Types<typeof customer>
              ? Stripe.Customer
              : Stripe.PaymentMethod

/** Whether an event type is meant by a name such as `charge.failed`, `charge.*` or `*`. */
export function matchesType(pattern: string, type: string): boolean {
  return pattern === type || (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
}
