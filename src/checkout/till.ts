import type { Database, Log } from '../kernel/index.ts'
import type { Gateway } from '../payments/index.ts'

/** What the story of the money needs from outside: our books, Stripe, and a log. */
export interface Till {
  db: Database
  gateway: Gateway
  log: Log
  /** How long a placed order keeps its stock without being paid for. */
  holdSeconds: number
  /** How much longer a guest may have who asks for it. */
  holdExtensionSeconds: number
  /** How many places one visitor may hold without having paid for them (F76). */
  unpaidPlacesMax: number
  /** The same for whoever works for it. */
  workedPlacesMax: number
  /** How many cards of one origin may be declined within an hour before its tries cost work. */
  freeDeclinesMax: number
  /** What challenges for proofs of work are signed with. */
  proofKey: string
  /** The pauses before the automatic retries of issuing tickets; as many as there are retries. */
  fulfilRetrySeconds: number[]
}

/** The queues of the story. */
export const expireQueue = 'order.expire'
export const fulfilQueue = 'order.fulfil'
export const refundQueue = 'refund.send'
export const releaseQueue = 'deposit.release'
export const withdrawQueue = 'payment.withdraw'
/** The mail with the tickets, once per order. */
export const confirmationMail = 'confirmation'
/** The mail for a guest who has paid and has no tickets yet, once per order. */
export const lookedAfterMail = 'looked_after'
/** The mail that tells a guest of money on its way back, once per refund. */
export const refundMail = 'refund'
/** The mail with the passes of guests who join for nothing, once per entry of the audit trail. */
export const guestsAddedMail = 'guests_added'
/** The mail about another table, or none for now, once per entry of the audit trail. */
export const bookingMovedMail = 'booking_moved'
/** The mail about an order that is for another night now, once per entry of the audit trail. */
export const orderMovedMail = 'order_moved'
/** The mail that asks a guest for the difference of a move, once per order of one. */
export const moveOfferedMail = 'move_offered'
/** The mail about a booking that is called off, once per booking. */
export const cancelledMail = 'booking_cancelled'
/** The mail about a night that does not take place, once per order. */
export const nightCancelledMail = 'night_cancelled'
/** The mail about money of such a booking that a bank did not take, once per refund. */
export const unsentMail = 'booking_unsent'
/** The mail that tells a guest that a reserved deposit has been charged, once per payment. */
export const chargedMail = 'deposit_charged'
/** The mail that tells a guest of a reserved deposit that is free again, once per payment. */
export const releasedMail = 'deposit_released'
/** The mail that tells a guest that the house has taken a comp back, once per order. */
export const compWithdrawnMail = 'comp_withdrawn'
/** The mail with the new code of a ticket or pass, once per entry of the audit trail. */
export const reissuedMail = 'reissued'
/** What a guest's order calls for, sent once more, once per entry of the audit trail. */
export const resentMail = 'resent'
