import type { LedgerDump } from '../../stripe-sim/index.ts'
import { isHeldUp } from './held_up.ts'
import type { Remains } from './stage.ts'

/** An alert of the night, with what it is about. */
interface Alert {
  kind: string
  state: 'open' | 'resolved'
  subject_id: string
  /** The intent, the order and the refund that it is about, where there is one. */
  intent: string | null
  order_id: string | null
  refund_state: string | null
  /** Why a refund has failed. */
  reason: string | null
  stripe_refund_id: string | null
  /** Whether money of the booking that it is about was taken at the door and not given back. */
  has_door_money: boolean
}

/**
 * The audit lets an open alert excuse much, since a person has been told. So every alert of a night
 * must have a reason that Stripe's ledger knows, what heals by itself must have healed, and what
 * the owner has to hear of must be told.
 */
export async function alertFaults(stage: Remains, ledger: LedgerDump): Promise<string[]> {
  const alerts = await alertsOf(stage)
  const groundless = alerts.filter((alert) => !hasReason(alert, ledger))
  return [
    ...groundless.map(
      ({ kind, state, subject_id }) => `an alert ${kind} is ${state}: ${subject_id}`,
    ),
    ...untold(alerts, ledger),
  ]
}

/** What nothing in a night may bring about, not even for a moment. */
const NEVER = new Set([
  'amount_mismatch',
  'order_unknown',
  'duplicate_admitted',
  // Nobody asks for a promise but for tables, and no bank breaks one before its time is over.
  'authorisation_unexpected',
  'capture_failed',
  'release_failed',
  // Every address exists.
  'mail_bounced',
  'webhook_endpoint_disabled',
  'webhooks_unverified',
  'clock_wrong',
])
/** What may come about and has to clear itself. */
const HEALS = new Set([
  'fulfilment_stuck',
  'hold_stuck',
  'mail_undelivered',
  'webhooks_silent',
  'event_failed',
  'money_unbooked',
  'chore_failing',
  'work_waiting',
  'stripe_unreachable',
  'many_declines',
])

function hasReason(alert: Alert, ledger: LedgerDump): boolean {
  const { kind, state, subject_id, intent } = alert
  if (NEVER.has(kind)) return false
  if (HEALS.has(kind)) return state === 'resolved'
  const refunds = ledger.refunds.filter(({ payment_intent }) => payment_intent === intent)
  const disputed = ledger.disputes.find(({ id }) => id === subject_id)
  const paid = ledger.payment_intents.find(({ id }) => id === intent)
  switch (kind) {
    case 'unexpected_charge':
      return state === 'resolved' && wasChargedTwice(alert, ledger)
    case 'refund_due':
      return state === 'resolved' || isOrderHeldUp(alert, ledger)
    case 'refund_failed':
      // One that could not be sent for long was sent in the end.
      if (alert.reason === 'not_sent' && state === 'resolved') return true
      return alert.refund_state === 'failed' && wasRefusedOrFailed(alert, ledger)
    case 'refund_outside':
    case 'refund_reduced':
      return refunds.some(({ metadata }) => !metadata?.['refund_id'])
    case 'dispute_open':
      return (state === 'open') === (disputed?.status === 'needs_response')
    case 'dispute_lost':
      return state === 'open' && disputed?.status === 'lost'
    case 'fraud_warning':
      return ledger.early_fraud_warnings.some(({ payment_intent }) => payment_intent === intent)
    case 'authorisation_expiring':
      return state === 'resolved' && paid?.capture_method === 'manual'
    case 'authorisation_expired':
      return paid?.capture_method === 'manual' && paid.status === 'canceled'
    case 'door_money_kept':
      return (state === 'open') === alert.has_door_money
    case 'captured_less':
      return paid?.status === 'succeeded' && paid.amount_received < paid.amount
    default:
      return false
  }
}

function wasChargedTwice({ order_id }: Alert, { payment_intents }: LedgerDump): boolean {
  const paid = payment_intents.filter(
    ({ status, metadata }) => status === 'succeeded' && metadata['order_id'] === order_id,
  )
  return paid.length > 0
}

/** Money of an order cannot go back: its bank wants it back itself, or has not taken a refund. */
function isOrderHeldUp({ order_id }: Alert, ledger: LedgerDump): boolean {
  return ledger.payment_intents.some(
    ({ id, metadata }) => metadata['order_id'] === order_id && isHeldUp(id, ledger),
  )
}

/** A refund fails at Stripe, or Stripe refuses it, since the money is gone another way already. */
function wasRefusedOrFailed(alert: Alert, { refunds, disputes }: LedgerDump): boolean {
  const { stripe_refund_id, intent } = alert
  if (stripe_refund_id !== null)
    return refunds.some(({ id, status }) => id === stripe_refund_id && status === 'failed')
  const isOutside = refunds.some(
    ({ payment_intent, metadata }) => payment_intent === intent && !metadata?.['refund_id'],
  )
  return isOutside || disputes.some(({ payment_intent }) => payment_intent === intent)
}

/** What has happened at Stripe and the owner has heard nothing of. */
function untold(alerts: Alert[], ledger: LedgerDump): string[] {
  const told = (kind: string, key: keyof Alert, id: unknown) =>
    alerts.some((alert) => alert.kind === kind && alert[key] === id)
  const disputes = ledger.disputes.flatMap(({ id, status }) => {
    const kinds = status === 'lost' ? ['dispute_open', 'dispute_lost'] : ['dispute_open']
    return kinds.filter((kind) => !told(kind, 'subject_id', id)).map((kind) => `${kind}: ${id}`)
  })
  const warnings = ledger.early_fraud_warnings
    .filter(({ payment_intent }) => !told('fraud_warning', 'intent', payment_intent))
    // What was given back before the warning was known can be spared no dispute.
    .filter(({ payment_intent }) => keptAtStripe(payment_intent, ledger) > 0)
    .map(({ id }) => `fraud_warning: ${id}`)
  return [...disputes, ...warnings].map((what) => `the owner was not told of ${what}`)
}

/** What is left of an intent's money when all its refunds are through. */
function keptAtStripe(intent: unknown, { payment_intents, refunds }: LedgerDump): number {
  const received = payment_intents.find(({ id }) => id === intent)?.amount_received ?? 0
  return refunds
    .filter(({ payment_intent, status }) => payment_intent === intent && status === 'succeeded')
    .reduce((left, { amount }) => left - amount, received)
}

async function alertsOf({ premises }: Remains): Promise<Alert[]> {
  const { rows } = await premises.db.query<Alert>({
    text: `select a.kind, a.state, a.subject_id, p.payment_intent_id as intent,
                  coalesce(p.order_id, o.id) as order_id, r.state as refund_state,
                  r.stripe_refund_id, a.detail ->> 'reason' as reason,
                  exists (select from door_payments d where d.booking_id = a.subject_id
                    and d.kind <> 'comp' and d.reversed_at is null) as has_door_money
             from alerts a
             left join refunds r on r.id = a.subject_id
             left join orders o on o.id = coalesce(a.detail ->> 'order', a.subject_id)
             left join lateral (
               select * from payments p
                where p.id in (a.subject_id, r.payment_id)
                   or a.kind like 'refund_outside' and p.order_id = o.id and p.state = 'succeeded'
                limit 1) p on true
            order by a.id`,
  })
  return rows
}
