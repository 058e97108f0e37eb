import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

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
  /** Stripe reports money for an order that this database does not know. */
  | 'order_unknown'
  /** The hold of an unpaid order could not be ended after every retry: its stock stays taken. */
  | 'hold_stuck'
  /** A mail could not be delivered after every retry. */
  | 'mail_undelivered'

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
export function markResolved(tx: Tx, kind: AlertKind, subjectId: string): Promise<number> {
  return touched(
    tx,
    'resolve_alert',
    `update alerts set state = 'resolved', resolved_at = now()
      where kind = $1 and subject_id = $2 and state = 'open'`,
    [kind, subjectId],
  )
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
