import type { Stripe } from 'stripe'
import { isId, must } from '../kernel/index.ts'

/**
 * What Stripe says of one PaymentIntent, in our words. `payable` waits for a card,
 * `requires_action` for the guest's bank; `authorised` means that the bank has promised the money,
 * and only `succeeded` that it has come.
 */
export interface Intent {
  id: string
  status: 'payable' | 'requires_action' | 'processing' | 'succeeded' | 'cancelled' | 'authorised'
  amount_minor: number
  received_minor: number
  /** What could be captured now. */
  authorised_minor: number
  /** Until when; null unless it is authorised and was read with its charge. */
  capture_before: Date | null
  currency: string
  /** Lets a browser pay this one intent. Never stored, never logged. */
  client_secret: string | null
  /** From the metadata that we set; null on intents that are none of ours. */
  order_id: string | null
  payment_id: string | null
  /** By Stripe's clock; null where Stripe knows no such intent. */
  made_at: Date | null
  /** The newest try, as far as this snapshot tells. */
  last_try: Try | null
}

/** One try to pay, as Stripe tells it. */
export interface Try {
  /**
   * The charge or, where none was made, the payment method: the same in every report of the try.
   */
  key: string
  outcome: 'succeeded' | 'declined' | 'errored'
  code: string | null
  decline_code: string | null
  advice_code: string | null
  card_brand: string | null
  card_last4: string | null
  /** By Stripe's clock, to the second; null where this report does not tell. */
  made_at: Date | null
}

/** Whose intent it is, by our own books. */
export interface IntentOwner {
  order_id: string
  payment_id: string | null
}

const STATUS: Record<string, Intent['status']> = {
  requires_payment_method: 'payable',
  requires_confirmation: 'payable',
  requires_action: 'requires_action',
  processing: 'processing',
  requires_capture: 'authorised',
  succeeded: 'succeeded',
  canceled: 'cancelled',
}

/** Reads Stripe's object into ours. */
export function toIntent(intent: Stripe.PaymentIntent): Intent {
  return {
    id: intent.id,
    status: must(STATUS[intent.status], `meaning of ${intent.status}`),
    amount_minor: intent.amount,
    received_minor: intent.amount_received,
    authorised_minor: intent.status === 'requires_capture' ? intent.amount_capturable : 0,
    capture_before: intent.status === 'requires_capture' ? captureBefore(intent) : null,
    currency: intent.currency,
    client_secret: intent.client_secret,
    ...ownerNamed(intent.metadata),
    made_at: new Date(intent.created * 1000),
    last_try: lastTry(intent),
  }
}

/**
 * An intent that we know to be a payment's is that payment's, whatever its metadata says, which
 * anybody with the account's dashboard can change. Where we know of none, the metadata counts.
 */
export function ownedBy(intent: Intent, owner: IntentOwner): Intent {
  const { order_id, payment_id } = intent
  return {
    ...intent,
    order_id: owner.order_id || order_id,
    payment_id: owner.payment_id ?? payment_id,
  }
}

/** What stands for an intent that Stripe does not have. */
export function missingIntent(id: string, owner: IntentOwner): Intent {
  return {
    ...owner,
    id,
    status: 'cancelled',
    amount_minor: 0,
    received_minor: 0,
    authorised_minor: 0,
    capture_before: null,
    currency: '',
    client_secret: null,
    made_at: null,
    last_try: null,
  }
}

/**
 * Our ids in an object's metadata. Another shop in the same Stripe account may write an order_id,
 * too: only what has the form of ours is believed to be.
 */
export function ownerNamed(metadata: Stripe.Metadata | null | undefined): {
  order_id: string | null
  payment_id: string | null
} {
  const { order_id = '', payment_id = '' } = metadata ?? {}
  return {
    order_id: isId('ord', order_id) ? order_id : null,
    payment_id: isId('pay', payment_id) ? payment_id : null,
  }
}

/** Cards are held for about a week, and say for how long; other methods do not, and hold longer. */
const HELD_SECONDS = 7 * 24 * 60 * 60

function captureBefore(intent: Stripe.PaymentIntent): Date | null {
  const charge = intent.latest_charge
  if (!charge || typeof charge === 'string') return null
  const at_s = charge.payment_method_details?.card?.capture_before ?? charge.created + HELD_SECONDS
  return new Date(at_s * 1000)
}

function lastTry(intent: Stripe.PaymentIntent): Try | null {
  const error = intent.last_payment_error
  if (['succeeded', 'requires_capture'].includes(intent.status)) return succeededTry(intent)
  if (!error) return null
  const card = error.payment_method?.card
  const key = error.charge ?? error.payment_method?.id
  if (!key) return null
  return {
    key,
    outcome: isDecline(error) ? 'declined' : 'errored',
    code: error.code ?? null,
    decline_code: error.decline_code ?? null,
    advice_code: error.advice_code ?? null,
    card_brand: card?.brand ?? null,
    card_last4: card?.last4 ?? null,
    made_at: chargedAt(intent, key),
  }
}

/**
 * A guest who fails at their bank was declined, too, and the checkout page reports it so. So was a
 * try of any method that came as far as a charge, whose own news calls it nothing else.
 */
const isDecline = ({ type, code, charge }: Stripe.PaymentIntent.LastPaymentError) =>
  type === 'card_error' || code === 'payment_intent_authentication_failure' || Boolean(charge)

function chargedAt({ latest_charge }: Stripe.PaymentIntent, key: string): Date | null {
  const isKnown = typeof latest_charge === 'object' && latest_charge?.id === key
  return isKnown ? new Date(latest_charge.created * 1000) : null
}

/** The card that was charged, also where a wallet such as Apple Pay presented it. */
export function cardOf(charge: Stripe.Charge): Stripe.Charge.PaymentMethodDetails.Card | undefined {
  return charge.payment_method_details?.card
}

function succeededTry(intent: Stripe.PaymentIntent): Try | null {
  const charge = intent.latest_charge
  if (!charge) return null
  // Events carry the charge's id alone; a read that expands it tells the card too.
  const card = typeof charge === 'string' ? null : cardOf(charge)
  const key = typeof charge === 'string' ? charge : charge.id
  return {
    key,
    outcome: 'succeeded',
    code: null,
    decline_code: null,
    advice_code: null,
    card_brand: card?.brand ?? null,
    card_last4: card?.last4 ?? null,
    made_at: chargedAt(intent, key),
  }
}
