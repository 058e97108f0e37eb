/**
 * The moments at which a process may die in the story of the money, in the order of the story. The
 * crash tests walk this list: at every one of them a process is killed, and what it left behind
 * must end as if nothing had happened.
 */
export const steps = [
  /** Order, lines, hold and payment are written; not committed. */
  'place.written',
  /** The order stands; Stripe has not heard of it. */
  'place.committed',
  /** Stripe has made the intent; its id is known to nobody here (F12). */
  'place.intent_made',
  /** The intent's id is stored; the guest has no answer. */
  'place.intent_stored',
  /** The payment is marked as succeeded or authorised; not committed. */
  'settle.payment_booked',
  /** Stock was taken again for money that came late; not committed. */
  'settle.stock_retaken',
  /** The order is marked as paid; not committed. */
  'settle.order_paid',
  /** Another amount than what is due is booked, owner and guest are told; not committed. */
  'settle.mismatch_told',
  /** The money of an intent that was given up is booked; not committed. */
  'settle.stray_booked',
  /** Everything is committed; whoever brought the news has no answer (F37). */
  'settle.committed',
  /** The tickets are inserted, inside the savepoint. */
  'fulfil.tickets_issued',
  /** The order is fulfilled and its mail owed, inside the savepoint. */
  'fulfil.mail_owed',
  /** Issuing has failed and the next retry is asked for; not committed. */
  'fulfil.retry_planned',
  /** A retry is counted and not yet made; not committed. */
  'fulfil.retry_counted',
  /** A retry is committed; the queue does not know. */
  'fulfil.retried',
  /** The last retry has failed and the owner's alert is written; not committed. */
  'fulfil.stuck',
  /** Stripe has cancelled an intent on which cards were tested; nothing is written. */
  'withdraw.cancelled',
  /** That is written; not committed. */
  'withdraw.written',
  /** That is committed; the queue, or the page that asked, does not know. */
  'withdraw.recorded',
  /** Stripe has cancelled the intent of an order that ends; nothing is written. */
  'expire.cancelled',
  /** The cancelled payment is committed; the order is open and its stock held. */
  'expire.recorded',
  /** The order is expired and its stock back on sale; not committed. */
  'expire.holds_ended',
  /** The order has ended; the queue does not know. */
  'expire.committed',
  /** A refund is written, with all that follows from it; not committed. */
  'refund.booked',
  /** A refund is committed; Stripe has not heard of it. */
  'refund.requested',
  /** Stripe has given the money back; nothing is written. */
  'refund.sent',
  /** Stripe's answer is written; not committed. */
  'refund.written',
  /** Stripe's answer is committed; the queue does not know. */
  'refund.recorded',
  /** The dashboard's refund has taken the place of ours, the rest is asked for; not committed. */
  'refund.superseded',
  /** A refund has failed, at once or late: its money is owed, the owner told; not committed. */
  'refund.failed',
  /** That it has failed is committed; whoever brought the news has no answer. */
  'refund.failure_recorded',
  /** A dispute is written, its tickets stopped, the owner told; not committed. */
  'dispute.opened',
  /** The bank has decided, and what follows is written; not committed. */
  'dispute.closed',
  /** News of a dispute is committed; whoever brought it has no answer. */
  'dispute.recorded',
  /** An authorised order is given up, with all that follows from it; not committed. */
  'release.booked',
  /** A release is committed; Stripe has not heard of it. */
  'release.requested',
  /** Stripe has let the money go; nothing is written. */
  'release.cancelled',
  /** That is written; not committed. */
  'release.written',
  /** That is committed; the queue does not know. */
  'release.recorded',
  /** Stripe has captured a deposit; nothing is written. */
  'capture.taken',
  /** The captured money is written; not committed. */
  'capture.written',
  /** The captured money is committed; whoever asked for it does not know. */
  'capture.recorded',
  /** A night is called off; not committed. */
  'calloff.written',
  /** That is committed; whoever asked has no answer, and no order of it is called off. */
  'calloff.committed',
  /** An order of that night is called off, with all that follows from it; not committed. */
  'calloff.order_written',
  /** That is committed; the chore has not come to the next one. */
  'calloff.order_done',
  /** Tickets are of another night, their stock is not; not committed. */
  'move.tickets_moved',
  /** A party's orders and passes are of another night, its table is not; not committed. */
  'move.party_moved',
  /** All of a move is written; not committed. */
  'move.written',
  /** That is committed; whoever asked has no answer. */
  'move.committed',
  /** A guest is asked for the difference of a move, by an order of its own; not committed. */
  'offer.written',
  /** That is committed; whoever asked has no answer. */
  'offer.committed',
  /** An offer is taken back; its order is open, and Stripe has not heard of it. */
  'offer.withdrawn',
  /** The mail server has taken a mail; it is not noted. */
  'mail.accepted',
] as const
export type Step = (typeof steps)[number]

let armed: { name: string; passes: number } | undefined

/** Is `text` the name of a step, alone or with `#n` behind it for the n-th time? */
export function isStep(text: string): boolean {
  const { name, passes } = parse(text)
  return steps.some((one) => one === name) && Number.isInteger(passes) && passes > 0
}

/**
 * Lets this process die at a step, the n-th time it gets there; undefined lets it live. Only the
 * setting DIE_AT does this, which is refused together with live keys.
 */
export function dieAt(text: string | undefined): void {
  armed = text === undefined ? undefined : parse(text)
}

/**
 * Marks a moment at which the process may die. Does nothing, unless the process was told to die
 * here: then it is killed as the power going out would kill it, with no clean-up whatever.
 */
export function step(name: Step): void {
  if (armed?.name !== name) return
  armed.passes -= 1
  if (armed.passes === 0) process.kill(process.pid, 'SIGKILL')
}

function parse(text: string): { name: string; passes: number } {
  const [name = '', passes = '1'] = text.split('#')
  return { name, passes: Number(passes) }
}
