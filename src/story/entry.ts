/** Something that happened to an order, at a moment, to one of its things. */
type Happened<What extends string, Detail> = What extends string
  ? {
      at: Date
      what: What
      /** The id of the order, payment, try, ticket … that it happened to. */
      subject: string
      detail: Detail
    }
  : never

interface Sum {
  amount_minor: number
  currency: string
}
interface Goods {
  name: string
  quantity: number
}
/** Moments in details are ISO texts. */
type Moment = string

/** An entry of an order's story. Names, mail addresses, secrets and tickets' codes are in none. */
export type StoryEntry =
  | Happened<'order.placed', Sum & { night: string }>
  | Happened<'order.line', Goods & { unit_price_minor: number; currency: string }>
  | Happened<'hold.made' | 'hold.extended', Goods & { expires_at: Moment }>
  | Happened<'hold.converted' | 'hold.expired' | 'hold.released', Goods>
  | Happened<'payment.opened', Sum & { ordinal: number; intent: string | null }>
  | Happened<'payment.authorised', Sum & { intent: string; capture_before: Moment }>
  | Happened<'payment.succeeded' | 'payment.stray', Sum & { intent: string }>
  | Happened<'payment.cancelled', { intent: string | null }>
  | Happened<'attempt.succeeded' | 'attempt.declined' | 'attempt.errored', Tried>
  | Happened<'webhook.handled' | 'webhook.ignored', Told>
  | Happened<'order.paid' | 'order.fulfilled' | 'order.expired' | 'order.refunded', object>
  | Happened<'fulfilment.failed', { retries: number; reason: string }>
  | Happened<'ticket.issued', { name: string; ordinal: number }>
  | Happened<'ticket.voided', { reason: string; refund: string | null }>
  | Happened<'ticket.admitted', { ticket: string; admitted_by: string }>
  | Happened<'entrance.made', { heads: number; admitted_by: string }>
  | Happened<'entrance.undone', { heads: number; undone_by: string }>
  | Happened<'booking.made', { heads: number; booked_by: string }>
  | Happened<'booking.ended', { state: string }>
  | Happened<'pass.issued', { ordinal: number }>
  | Happened<'pass.claimed', { ordinal: number }>
  | Happened<'pass.voided', { reason: string }>
  | Happened<'pass.admitted', { pass: string; admitted_by: string }>
  | Happened<'refund.requested', Sum & { reason: string; requested_by: string; payment: string }>
  | Happened<'refund.succeeded', Sum & { stripe_refund: string }>
  | Happened<'refund.failed', Sum & { failure_reason: string | null }>
  | Happened<'dispute.opened', Sum & { reason: string; evidence_due_at: Moment | null }>
  | Happened<'dispute.won' | 'dispute.lost', Sum & { stripe_status: string }>
  | Happened<'alert.opened', { kind: string; about: string; detail: Record<string, unknown> }>
  | Happened<'alert.resolved', { kind: string; about: string }>
  | Happened<'mail.queued' | 'mail.sent' | 'mail.bounced', { kind: string; about: string }>
  | Happened<'mail.held_back', { kind: string; about: string; why: 'address_not_allowed' }>
  | Happened<'job.asked_for', { queue: string; state: string; due_at: Moment; retries: number }>
  | Happened<'audit.noted', { action: string; actor: string; detail: Record<string, unknown> }>

/** A try to pay. */
interface Tried extends Sum {
  payment: string
  key: string
  source: string
  code: string | null
  decline_code: string | null
  advice_code: string | null
  card_brand: string | null
  card_last4: string | null
  since_first_ms: number
}

/** An event of Stripe's. */
interface Told {
  type: string
  object: string | null
  received_at: Moment
  /** Today the same: what could not be handled is not stored either. */
  handled_at: Moment
  /** When Stripe brought it; null where only the sweep has found it. */
  delivered_at: Moment | null
  /** Who was first. */
  found_by: 'delivery' | 'sweep'
}

/**
 * What may happen, cause before effect: everything that one transaction writes has the same time,
 * and is told in this sequence.
 */
export const SEQUENCE: StoryEntry['what'][] = [
  'order.placed',
  'order.line',
  'hold.made',
  'payment.opened',
  'webhook.handled',
  'webhook.ignored',
  'attempt.declined',
  'attempt.errored',
  'attempt.succeeded',
  'payment.authorised',
  'payment.succeeded',
  'payment.stray',
  'payment.cancelled',
  'hold.extended',
  'hold.converted',
  'order.paid',
  'fulfilment.failed',
  'ticket.issued',
  'booking.made',
  'pass.issued',
  'order.fulfilled',
  'order.expired',
  'hold.expired',
  'hold.released',
  'refund.requested',
  'ticket.voided',
  'pass.voided',
  'booking.ended',
  'refund.succeeded',
  'refund.failed',
  'order.refunded',
  'dispute.opened',
  'dispute.won',
  'dispute.lost',
  'ticket.admitted',
  'pass.claimed',
  'pass.admitted',
  'entrance.made',
  'entrance.undone',
  'audit.noted',
  'alert.opened',
  'alert.resolved',
  'mail.queued',
  'job.asked_for',
  'mail.sent',
  'mail.bounced',
  'mail.held_back',
]
