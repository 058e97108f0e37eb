import type { AlertKind } from '../../../alerts/index.ts'
import type { StoryEntry } from '../../../story/index.ts'

type DetailOf<What> = Extract<StoryEntry, { what: What }>['detail']
type Tried = DetailOf<'attempt.declined'>

/** Writes money and moments as whoever reads wants them, by the venue's clock. */
export interface StoryPen {
  money: (of: { amount_minor: number; currency: string }) => string
  moment: (at: string) => string
}

/** One sentence for everything that can happen to an order. A kind without one does not compile. */
export type StorySentences = {
  [What in StoryEntry['what']]: (detail: DetailOf<What>, pen: StoryPen) => string
}

/** The words of an order's story. */
export interface StoryWords {
  sentences: StorySentences
  /** Why a card was declined, by Stripe's code; `other` names the code. */
  declines: Record<string, string>
  /** What an alert is about an order for. */
  alerts: Partial<Record<AlertKind, string>>
  mails: Record<string, string>
  /** What somebody has done, by the audit trail's name of it. */
  deeds: Record<string, string>
}

/** Which card was tried: "visa ••4242"; nothing where that is not known. */
export function cardOf({ card_brand, card_last4 }: Pick<Tried, 'card_brand' | 'card_last4'>) {
  return card_last4 ? `${card_brand ?? ''} ••${card_last4}`.trim() : undefined
}

const declines: StoryWords['declines'] = {
  authentication_required: 'the bank wants the guest to confirm it',
  card_not_supported: 'the card does not allow this kind of payment',
  card_velocity_exceeded: 'too many payments with this card',
  do_not_honor: 'the bank gives no reason',
  expired_card: 'the card has expired',
  fraudulent: 'suspected fraud',
  generic_decline: 'the bank gives no reason',
  incorrect_cvc: 'the security code is wrong',
  incorrect_number: 'the card’s number is wrong',
  insufficient_funds: 'not enough money on the card',
  lost_card: 'the card was reported lost',
  processing_error: 'a fault at the bank',
  stolen_card: 'the card was reported stolen',
}

const alerts: StoryWords['alerts'] = {
  fulfilment_stuck: 'paid, and every automatic try to issue has failed',
  amount_mismatch: 'another amount came than the order costs',
  refund_due: 'money came when nothing was left for it',
  unexpected_charge: 'a payment that the order did not need',
  money_unbooked: 'a payment could not be written into the books',
  order_unknown: 'Stripe names an order that is not known here',
  hold_stuck: 'the order’s stock stays reserved',
  refund_failed: 'a refund did not reach the guest',
  refund_outside: 'a part was refunded in Stripe; the tickets still count',
  refund_reduced: 'a refund in Stripe came before ours',
  dispute_open: 'the guest’s bank wants the money back',
  dispute_lost: 'the bank has taken the money back for good',
  fraud_warning: 'the card’s bank suspects fraud',
  authorisation_unexpected: 'a card was reserved that was to be charged',
  authorisation_expiring: 'the reserved deposit ends soon',
  authorisation_expired: 'the reserved deposit has ended',
  capture_failed: 'the bank did not give the deposit',
  captured_less: 'less was taken of the deposit than was reserved',
  many_declines: 'so many declined cards that they may be stolen ones',
  release_failed: 'the reserved deposit could not be let go',
  door_money_kept: 'money taken at the door is still in the house',
  duplicate_admitted: 'more people went in than were paid for',
  mail_undelivered: 'a mail cannot be delivered',
  mail_bounced: 'a mail has come back',
}

const mails: StoryWords['mails'] = {
  confirmation: 'the confirmation with the tickets',
  looked_after: 'that the order is looked after',
  refund: 'about the money that goes back',
  guests_added: 'the passes of more guests',
  order_moved: 'about its other night',
  move_offered: 'the link to pay the difference of a move',
  booking_moved: 'about another table',
  booking_cancelled: 'that the booking is called off',
  booking_unsent: 'about money that the bank did not take',
  deposit_charged: 'that the deposit was charged',
  deposit_released: 'that the deposit is free again',
  comp_withdrawn: 'that the house took it back',
  reissued: 'a new code',
  resent: 'what it calls for, once more',
  alert: 'to the venue, about an alert',
}

const deeds: StoryWords['deeds'] = {
  'booking.arrived': 'The party has arrived.',
  'booking.cancelled': 'The booking was called off.',
  'booking.locked': 'The booking was locked to its table.',
  'booking.moved': 'The party was moved to another table.',
  'booking.unlocked': 'The booking was unlocked.',
  'comp.approved': 'Approved: it is on the house.',
  'comp.asked': 'Asked for it, on the house.',
  'comp.refused': 'Refused to give it.',
  'comp.withdrawn': 'Took it back.',
  'deposit.captured': 'The deposit was taken.',
  'deposit.released': 'The deposit was let go.',
  'deposit.waived': 'The booking was kept without its deposit.',
  'door_payment.reversed': 'A payment at the door was reversed.',
  'door_payment.taken': 'A payment was taken at the door.',
  'mail.resent': 'The mail was sent again.',
  'order.email_corrected': 'The e-mail address was corrected.',
  'order.issue_tried': 'Issuing was tried by hand.',
  'order.moved': 'The order was moved to another night.',
  'order.move_offered': 'The guest was asked to pay the difference of a move.',
  'order.move_withdrawn': 'The link to pay the difference of a move was taken back.',
  'order.noted': 'Note.',
  'pass.erased': 'The name on a pass was erased.',
  'pass.exported': 'What is known of a pass’s holder was handed out.',
  'pass.kept': 'A pass was kept.',
  'pass.renamed': 'The name on a pass was corrected.',
  'order.renamed': 'The guest’s name was corrected.',
  'order.erased': 'The guest was erased; the books stay.',
  'order.exported': 'What is known of the guest was handed out.',
  'order.reissued': 'A new code was made; the old one counts no more.',
  'pass.revoked': 'A pass was revoked.',
  'refund.requested': 'A refund was asked for.',
  'ticket.duplicate_admitted': 'A ticket too many has let somebody in.',
  'ticket.voided': 'A ticket too many was made void.',
}

const reasonOf = ({ decline_code, code }: Tried) => {
  const known = declines[decline_code ?? ''] ?? declines[code ?? '']
  return known ?? decline_code ?? code ?? 'no reason given'
}
const withCard = (it: Tried) => (cardOf(it) ? ` with ${cardOf(it)}` : '')
const mailOf = (kind: string) => mails[kind] ?? kind.replaceAll('_', ' ')
const alertOf = (kind: string) =>
  (alerts as Record<string, string>)[kind] ?? 'something needs a look'
const heads = (count: number) => (count === 1 ? '1 person' : `${count} people`)

/** From which night an order was moved, and to which. */
const nightsOf = ({ from_night: from, to_night: to }: Record<string, unknown>) =>
  typeof from === 'string' && typeof to === 'string' ? ` ${from} → ${to}.` : ''

const sentences: StorySentences = {
  'order.placed': (it, { money }) =>
    it.amount_minor === 0
      ? `Given on the house, for ${it.night}.`
      : `Ordered for ${it.night}: ${money(it)}.`,
  'order.line': (it) => `${it.quantity} × ${it.name}.`,
  'hold.made': (it, { moment }) =>
    `${it.quantity} × ${it.name} held until ${moment(it.expires_at)}.`,
  'hold.extended': (it, { moment }) =>
    `The guest got more time for ${it.quantity} × ${it.name}: until ${moment(it.expires_at)}.`,
  'hold.converted': (it) => `${it.quantity} × ${it.name} sold.`,
  'hold.expired': (it) => `The time ran out: ${it.quantity} × ${it.name} back on sale.`,
  'hold.released': (it) => `${it.quantity} × ${it.name} given up, and back on sale.`,
  'payment.opened': (it, { money }) =>
    it.ordinal === 1 ? `Payment opened: ${money(it)}.` : `Another payment opened: ${money(it)}.`,
  'payment.authorised': (it, { money, moment }) =>
    `${money(it)} reserved on the card until ${moment(it.capture_before)}.`,
  'payment.succeeded': (it, { money }) => `Paid: ${money(it)}.`,
  'payment.stray': (it, { money }) => `${money(it)} came that the order did not need.`,
  'payment.cancelled': () => 'The payment was given up: it can no longer be paid.',
  'attempt.succeeded': (it, { money }) => `The bank accepted ${money(it)}${withCard(it)}.`,
  'attempt.declined': (it, { money }) => `Declined: ${money(it)}${withCard(it)} (${reasonOf(it)}).`,
  'attempt.errored': (it, { money }) =>
    `A try to pay ${money(it)}${withCard(it)} broke off (${reasonOf(it)}).`,
  'webhook.handled': (it) => `Stripe told of it: ${it.type}.`,
  'webhook.ignored': (it) => `Stripe told of it, and nothing was to be done: ${it.type}.`,
  'order.paid': () => 'The order is paid.',
  'order.fulfilled': () => 'The guest has everything that was ordered.',
  'order.expired': () => 'The order ended unpaid.',
  'order.refunded': () => 'All of its money has gone back.',
  'fulfilment.failed': (it) =>
    it.retries === 0
      ? `Issuing failed: ${it.reason}.`
      : `Issuing failed again, at retry ${it.retries}: ${it.reason}.`,
  'ticket.issued': (it) => `Ticket ${it.ordinal} issued: ${it.name}.`,
  'ticket.voided': (it) =>
    ({
      refunded: 'A ticket is void: its money goes back.',
      withdrawn: 'A ticket is void: the house took it back.',
    })[it.reason] ?? 'A ticket too many is void.',
  'ticket.admitted': (it) => `A ticket was let in, by ${it.admitted_by}.`,
  'entrance.made': (it) => `Let in by ${it.admitted_by}: ${heads(it.heads)}.`,
  'entrance.undone': (it) => `Taken back by ${it.undone_by}: ${heads(it.heads)} outside again.`,
  'booking.made': (it) => `Table booked for ${heads(it.heads)}.`,
  'booking.ended': (it) =>
    ({
      cancelled: 'The booking is called off.',
      no_show: 'Nobody of the party came.',
      released: 'The party has left its table.',
    })[it.state] ?? 'The booking is over.',
  'pass.issued': (it) => `Pass ${it.ordinal} issued.`,
  'pass.claimed': (it) => `Pass ${it.ordinal} has its guest.`,
  'pass.voided': () => 'A pass is void.',
  'pass.admitted': (it) => `A pass was let in, by ${it.admitted_by}.`,
  'refund.requested': (it, { money }) =>
    it.reason === 'owner'
      ? `Refund of ${money(it)} asked for by ${it.requested_by}.`
      : `${money(it)} goes back${it.reason === 'moved' ? ': the other night costs less' : ' by itself'}.`,
  'refund.succeeded': (it, { money }) => `${money(it)} has gone back to the guest.`,
  'refund.failed': (it, { money }) =>
    `The refund of ${money(it)} failed${it.failure_reason ? ` (${it.failure_reason})` : ''}: the money is with the venue.`,
  'dispute.opened': (it, { money, moment }) =>
    `The guest’s bank wants ${money(it)} back${it.evidence_due_at ? `; evidence is due ${moment(it.evidence_due_at)}` : ''}.`,
  'dispute.won': (it, { money }) => `The dispute about ${money(it)} is won.`,
  'dispute.lost': (it, { money }) => `The dispute is lost: the bank has taken ${money(it)}.`,
  'alert.opened': (it) => `Alert: ${alertOf(it.kind)}.`,
  'alert.resolved': (it) => `Resolved: ${alertOf(it.kind)}.`,
  'mail.queued': (it) => `A mail is due: ${mailOf(it.kind)}.`,
  'mail.bounced': (it) => `Mail came back: ${mailOf(it.kind)}.`,
  'mail.held_back': (it) =>
    `Mail held back, since this is a staging copy and its address is not allowed: ${mailOf(it.kind)}.`,
  'mail.sent': (it) => `Mail sent: ${mailOf(it.kind)}.`,
  'job.asked_for': (it, { moment }) =>
    `Next step by itself: ${it.queue}, ${moment(it.due_at)}${it.retries ? `, tried ${it.retries} times` : ''}.`,
  'audit.noted': (it) => `${it.actor}: ${deeds[it.action] ?? it.action}${nightsOf(it.detail)}`,
}

export const englishStory: StoryWords = { sentences, declines, alerts, mails, deeds }
