import type { AlertKind } from '../../../alerts/index.ts'
import type { StoryEntry } from '../../../story/index.ts'

/** What a person of the venue can do with an order, wherever it is shown. */
export interface ActionOrder {
  order_id: string
  guest_name: string | null
  total_minor: number
  /** What can still be given back. */
  left_minor: number
  /** That much is only reserved on the card: it is let go as a whole, and nothing was charged. */
  is_reserved: boolean
  /** It was paid for the move of another order. */
  is_difference: boolean
  /** What was paid for its own moves, and goes back with all of it. */
  differences_minor: number
  /** How many are in on it. */
  inside: number
  currency: string
  /** The guest's own page. */
  page_url: string
  /** The payment in Stripe's dashboard; null before Stripe knows one. */
  stripe_url: string | null
  /** What whoever asks may do, and the order allows. */
  can: ('issue' | 'refund' | 'move' | 'resend' | 'note')[]
}

/** What became of "issue now". */
export interface IssueAnswer {
  outcome: 'issued' | 'issued_already' | 'sent_back'
}

/** What became of a refund that was asked for. */
export interface RefundAnswer {
  outcome: 'requested' | 'released'
  amount_minor: number
  currency: string
}

/** What became of "send again". */
export interface ResendAnswer {
  outcome: 'sent' | 'sent_lately'
}

/** A step of an order's story, as a person reads it. */
export interface StoryStep {
  at: string
  what: StoryEntry['what']
  subject: string
  sentence: string
  /** What somebody has written in their own words; null on everything else. */
  words: string | null
  tone: 'good' | 'bad' | 'plain'
  /** One of the many steps in between, which only somebody who looks for a fault reads. */
  is_detail: boolean
}

/** An order with everything that somebody who helps its guest has to know. */
export interface OrderAnswer {
  order_id: string
  kind: 'ga' | 'vip' | 'vip_guests'
  state: 'open' | 'paid' | 'fulfilled' | 'expired' | 'refund_due' | 'refunded' | 'withdrawn'
  fulfilment: 'pending' | 'done' | 'stuck' | null
  retries: number
  placed_at: string
  night: { title: string; doors_at: string }
  guest: { name: string | null; email: string | null; phone: string | null }
  /** Whoever asks may correct the guest's name. */
  can_rename: boolean
  lines: { name: string; quantity: number; unit_price_minor: number }[]
  money: OrderMoney
  /** Of what the house gives: why, and who stands for it. */
  comp: OrderComp | null
  /** Differences of moves that its guest was asked for, the newest first; or what it pays for. */
  offers: OrderOffer[]
  tickets: OrderTicket[]
  booking: OrderBooking | null
  payments: OrderPayment[]
  refunds: OrderRefund[]
  mails: OrderMail[]
  alerts: { id: string; kind: AlertKind; opened_at: string; sentence: string }[]
  story: StoryStep[]
  actions: ActionOrder
}

export interface OrderMoney {
  currency: string
  total_minor: number
  paid_minor: number
  refunded_minor: number
  /** Asked for, and not yet at the guest's bank. */
  under_way_minor: number
  left_minor: number
  disputed_minor: number
}

export interface OrderComp {
  id: string
  reason: string
  asked_by: string
  asked_at: string
  approved_by: string
  approved_at: string
  withdrawn_by: string | null
  withdrawn_at: string | null
  /** Whoever asks may take it back, and nobody has gone in on it. */
  can_withdraw: boolean
}

/** The difference of a move that a guest pays first, by an order of its own. */
export interface OrderOffer {
  offer_id: string
  /** The order that moves. */
  moved_order_id: string
  state: 'waiting' | 'paid' | 'moved' | 'expired' | 'withdrawn' | 'sent_back'
  from_night: string
  to_night: string
  doors_at: string
  amount_minor: number
  currency: string
  asked_by: string
  asked_at: string
  withdrawn_by: string | null
  /** Until when it can be paid; null once it cannot. */
  expires_at: string | null
  pay_url: string
  /** Whoever asks may take it back, and it waits. */
  can_withdraw: boolean
}

/** A ticket, or a pass of a VIP party. */
export interface OrderTicket {
  id: string
  name: string
  ordinal: number
  state: 'valid' | 'voided'
  admitted_at: string | null
  /** What it would give back; null where it cannot be refunded by itself. */
  worth_minor: number | null
  /** How often its code was replaced: of two who do it at once the second has seen fewer. */
  replacements: number
  can: ('reissue' | 'rename')[]
}

export interface OrderBooking {
  id: string
  state: 'confirmed' | 'arrived' | 'seated' | 'released' | 'cancelled' | 'no_show'
  table: string | null
  heads: number
  inside: number
  arrive_by: string
}

export interface OrderPayment {
  id: string
  state: 'open' | 'processing' | 'authorised' | 'succeeded' | 'cancelled' | 'stray'
  amount_minor: number
  received_minor: number | null
  refunded_minor: number
  currency: string
  opened_at: string
  tries: number
  card: string | null
  stripe_url: string | null
}

export interface OrderRefund {
  id: string
  state: 'requested' | 'succeeded' | 'failed'
  amount_minor: number
  currency: string
  requested_by: string
  requested_at: string
  failure_reason: string | null
}

export interface OrderMail {
  id: string
  kind: string
  queued_at: string
  sent_at: string | null
  is_undelivered: boolean
  /** Its address takes no mail. */
  is_bounced: boolean
  /** Not sent, since this copy may not write to its address. */
  is_held_back: boolean
}
