import { row, rows, send, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** Something that the owner must know. */
export interface Alert {
  id: string
  kind: AlertKind
  subject_id: string
  detail: Record<string, string | number>
  state: 'open' | 'resolved'
  opened_at: Date
}

export type AlertKind =
  /** Paid, and the tickets could not be issued after every retry (F09). */
  | 'fulfilment_stuck'
  /** What Stripe received is not what the order costs (F48). */
  | 'amount_mismatch'
  /** Money arrived for an order that cannot have tickets any more: a refund is due (F43). */
  | 'refund_due'
  /** A payment succeeded that was given up, or whose order has its tickets or refund (F17, F25). */
  | 'unexpected_charge'
  /** A payment has succeeded at Stripe, and cannot be written into the books. */
  | 'money_unbooked'
  /** Stripe reports money for an order that this database does not know. */
  | 'order_unknown'
  /** The hold of an unpaid order should have ended long ago: its stock stays taken. */
  | 'hold_stuck'
  /** A refund did not reach the guest: the money is with the venue again (F62). */
  | 'refund_failed'
  /** Part of a payment was given back in Stripe's own dashboard: its tickets still count (F64). */
  | 'refund_outside'
  /** A refund of the dashboard came before one of ours, of which only the rest is sent (F64). */
  | 'refund_reduced'
  /** A guest's bank wants the money back; evidence is due by a date (F65). */
  | 'dispute_open'
  /** The guest's bank has taken the money back for good. */
  | 'dispute_lost'
  /** The card's issuer believes that a payment is a fraud. */
  | 'fraud_warning'
  /** A card was authorised for an order that is to be charged at once: nothing was issued (F50). */
  | 'authorisation_unexpected'
  /** An authorisation ends before the doors open, soon: it has to be captured before (F54). */
  | 'authorisation_expiring'
  /** An authorisation has ended uncaptured, and its booking stands without money (F54). */
  | 'authorisation_expired'
  /** The bank did not give what it had authorised. */
  | 'capture_failed'
  /** Less was captured than was authorised: what was to be credited is due at the door. */
  | 'captured_less'
  /** So many cards were declined on one order that they may be stolen ones, being tried (F76). */
  | 'many_declines'
  /** An authorisation could not be released after every retry. */
  | 'release_failed'
  /** A booking was called off, and the house has money of it that was taken at the door. */
  | 'door_money_kept'
  /** One ticket too many has let somebody in, so it was not voided (F35). */
  | 'duplicate_admitted'
  /** A mail has been owed for long, however often it was tried. */
  | 'mail_undelivered'
  /** A mail has come back: its address takes none. */
  | 'mail_bounced'
  /** Nothing comes from Stripe though payments do (F04). */
  | 'webhooks_silent'
  /** Stripe's endpoint for us is disabled or missing, or lacks events that we need (F04). */
  | 'webhook_endpoint_disabled'
  /** Stripe's webhooks are not signed by any secret that we have (F13). */
  | 'webhooks_unverified'
  /** They are signed, but by a clock that differs from ours by more than the tolerance (F14). */
  | 'clock_wrong'
  /** Something that the house does again and again by itself keeps failing. */
  | 'chore_failing'
  /** Work that is due is taken up by nobody. */
  | 'work_waiting'
  /** Stripe gives no answer, so that what asks it again and again keeps failing (F73). */
  | 'stripe_unreachable'
  /** An event could not be handled for as long as it was tried. */
  | 'event_failed'

/** Opens an alert; no row when one of the kind is open for the subject. */
export function insertAlert(
  tx: Tx,
  id: string,
  kind: AlertKind,
  subjectId: string,
  detail: object,
): Promise<{ id: string } | undefined> {
  return row(
    tx,
    'insert_alert',
    `insert into alerts (id, kind, subject_id, detail) values ($1, $2, $3, $4)
     on conflict (kind, subject_id) where state = 'open' do nothing returning id`,
    [id, kind, subjectId, detail],
  )
}

/** open → resolved. */
export function markResolved(tx: Tx, kind: AlertKind, subjectId: string): Promise<void> {
  return send(
    tx,
    'resolve_alert',
    `update alerts set state = 'resolved', resolved_at = now()
      where kind = $1 and subject_id = $2 and state = 'open'`,
    [kind, subjectId],
  )
}

const resolveAllQuery = `update alerts set state = 'resolved', resolved_at = now()
  where kind = any($1) and subject_id = any($2) and state = 'open'`

/** open → resolved, for all of `kinds` about any of the subjects. */
export function markAllResolved(
  db: Queryable,
  kinds: AlertKind[],
  subjectIds: string[],
): Promise<number> {
  return touched(db, 'resolve_alerts', resolveAllQuery, [kinds, subjectIds])
}

/** The same with the caller's transaction, which does not wait for it. */
export function sendAllResolved(tx: Tx, kinds: AlertKind[], subjectIds: string[]): Promise<void> {
  return send(tx, 'send_resolve_alerts', resolveAllQuery, [kinds, subjectIds])
}

/** The open alerts of these kinds, by their ids, which is by age. */
export function selectOpenAlerts(
  db: Queryable,
  kinds: AlertKind[],
  limit: number,
  afterId = '',
): Promise<Pick<Alert, 'id' | 'kind' | 'subject_id'>[]> {
  return rows(
    db,
    'open_alerts',
    `select id, kind, subject_id from alerts
      where state = 'open' and kind = any($1) and id > $3
      order by id limit $2`,
    [kinds, limit, afterId],
  )
}

/** Whether an alert of this kind is open about any of the subjects. */
export async function selectIsOpen(
  db: Queryable,
  kind: AlertKind,
  subjectIds: string[],
): Promise<boolean> {
  const found = await row<{ id: string }>(
    db,
    'is_alert_open',
    `select id from alerts where state = 'open' and kind = $1 and subject_id = any($2) limit 1`,
    [kind, subjectIds],
  )
  return found !== undefined
}

/** Whether an alert of this kind was ever opened about the subject. */
export async function selectWasTold(
  db: Queryable,
  kind: AlertKind,
  subjectId: string,
): Promise<boolean> {
  const found = await row<{ id: string }>(
    db,
    'was_told',
    `select id from alerts where kind = $1 and subject_id = $2 limit 1`,
    [kind, subjectId],
  )
  return found !== undefined
}

/** Whether an alert of this kind is open, or was within the last `seconds`. */
export async function selectWasOpen(
  db: Queryable,
  kind: AlertKind,
  seconds: number,
): Promise<boolean> {
  const found = await row<{ id: string }>(
    db,
    'was_open',
    `select id from alerts where kind = $1
        and (state = 'open' or resolved_at > now() - make_interval(secs => $2)) limit 1`,
    [kind, seconds],
  )
  return found !== undefined
}

/** The alert with this id. */
export function selectAlert(db: Queryable, id: string): Promise<Alert | undefined> {
  return row(
    db,
    'alert',
    `select id, kind, subject_id, detail, state, opened_at from alerts where id = $1`,
    [id],
  )
}
