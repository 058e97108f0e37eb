import { formatMoney } from '../kernel/index.ts'
import type { StoryEntry } from './entry.ts'

type DetailOf<What> = Extract<StoryEntry, { what: What }>['detail']
type Word = string | number | null | false
/** Writes a moment by the venue's clock. */
type Clock = (moment: string) => string

/** What an entry says to a person, beyond its name, its time and its subject. */
export function sentenceOf({ what, detail }: StoryEntry, clock: Clock): string {
  const say = SAY[what] as (detail: StoryEntry['detail'], clock: Clock) => Word[]
  return say(detail, clock)
    .filter((word) => word !== null && word !== false && word !== '')
    .join(', ')
}

const SAY: { [What in StoryEntry['what']]: (detail: DetailOf<What>, clock: Clock) => Word[] } = {
  'order.placed': (it) => [it.night, sum(it)],
  'order.line': (it) => [goods(it), `${sum({ ...it, amount_minor: it.unit_price_minor })} each`],
  'hold.made': (it, clock) => [goods(it), `until ${clock(it.expires_at)}`],
  'hold.extended': (it, clock) => [goods(it), `until ${clock(it.expires_at)}`],
  'hold.converted': (it) => [goods(it)],
  'hold.expired': (it) => [goods(it)],
  'hold.released': (it) => [goods(it)],
  'payment.opened': (it) => [`no. ${it.ordinal}`, sum(it), it.intent],
  'payment.authorised': (it, clock) => [
    `${sum(it)} reserved`,
    `until ${clock(it.capture_before)}`,
    it.intent,
  ],
  'payment.succeeded': (it) => [`${sum(it)} received`, it.intent],
  'payment.stray': (it) => [`${sum(it)} received though it was given up`, it.intent],
  'payment.cancelled': (it) => [it.intent],
  'attempt.succeeded': (it) => tried(it),
  'attempt.declined': (it) => tried(it),
  'attempt.errored': (it) => tried(it),
  'webhook.handled': (it, clock) => told(it, clock),
  'webhook.ignored': (it, clock) => told(it, clock),
  'order.paid': () => [],
  'order.fulfilled': () => [],
  'order.expired': () => [],
  'order.refunded': () => [],
  'fulfilment.failed': (it) => [
    it.retries === 0 ? 'the first try' : `retry ${it.retries}`,
    it.reason,
  ],
  'ticket.issued': (it) => [it.name, `no. ${it.ordinal}`],
  'ticket.voided': (it) => [it.reason, it.refund],
  'ticket.admitted': (it) => [it.ticket, `at ${it.admitted_by}`],
  'entrance.made': (it) => [`${it.heads} let in`, `at ${it.admitted_by}`],
  'entrance.undone': (it) => [`${it.heads} outside again`, `by ${it.undone_by}`],
  'booking.made': (it) => [`for ${it.heads}`, `by ${it.booked_by}`],
  'booking.ended': (it) => [it.state],
  'pass.issued': (it) => [`no. ${it.ordinal}`],
  'pass.claimed': (it) => [`no. ${it.ordinal}`],
  'pass.voided': (it) => [it.reason],
  'pass.admitted': (it) => [it.pass, `at ${it.admitted_by}`],
  'refund.requested': (it) => [sum(it), it.reason, `by ${it.requested_by}`, `of ${it.payment}`],
  'refund.succeeded': (it) => [sum(it), it.stripe_refund],
  'refund.failed': (it) => [sum(it), it.failure_reason],
  'dispute.opened': (it, clock) => [
    sum(it),
    it.reason,
    it.evidence_due_at && `evidence due ${clock(it.evidence_due_at)}`,
  ],
  'dispute.won': (it) => [sum(it), it.stripe_status],
  'dispute.lost': (it) => [sum(it), it.stripe_status],
  'alert.opened': (it) => [it.kind, `about ${it.about}`, ...named(it.detail)],
  'alert.resolved': (it) => [it.kind, `about ${it.about}`],
  'mail.queued': (it) => [it.kind, `about ${it.about}`],
  'mail.bounced': (it) => [it.kind, `about ${it.about}`],
  'mail.held_back': (it) => [it.kind, `about ${it.about}`, it.why],
  'mail.sent': (it) => [it.kind, `about ${it.about}`],
  'job.asked_for': (it, clock) => [
    it.queue,
    it.state,
    `due ${clock(it.due_at)}`,
    it.retries > 0 && `tried ${it.retries} times`,
  ],
  'audit.noted': (it) => [it.action, `by ${it.actor}`, ...named(it.detail)],
}

function sum(money: { amount_minor: number; currency: string }): string {
  return formatMoney(money, 'en', 'full')
}

const goods = ({ name, quantity }: { name: string; quantity: number }) => `${quantity} × ${name}`

function tried(it: DetailOf<'attempt.succeeded'>): Word[] {
  const card = it.card_brand && `${it.card_brand} …${it.card_last4 ?? '????'}`
  const seconds = (it.since_first_ms / 1000).toFixed(3)
  return [
    sum(it),
    card,
    it.code,
    it.decline_code,
    it.advice_code && `advice ${it.advice_code}`,
    `told by ${it.source}`,
    `${seconds} s after the first try`,
    it.key,
    `of ${it.payment}`,
  ]
}

function told(it: DetailOf<'webhook.handled'>, clock: Clock): Word[] {
  const isLate = it.found_by === 'sweep' && it.delivered_at !== null
  return [
    it.type,
    it.found_by === 'sweep' ? 'found by the sweep' : 'delivered',
    isLate && `delivered ${clock(it.delivered_at ?? '')}`,
    it.handled_at !== it.received_at && `done ${clock(it.handled_at)}`,
    it.object,
  ]
}

const named = (detail: Record<string, unknown>) =>
  Object.entries(detail).map(([name, value]) => `${name} ${String(value)}`)
