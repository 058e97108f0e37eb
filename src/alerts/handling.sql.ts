import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { AlertKind } from './alert.sql.ts'

/** What the inbox decides by: how an alert stands, and who has seen to it. */
export interface HandledAlert {
  id: string
  kind: AlertKind
  subject_id: string
  order_id: string | null
  state: 'open' | 'resolved'
  acknowledged_by: string | null
  assigned_to: string | null
  resolved_by: string | null
}

/** The alert with this id. */
export function selectHandled(db: Queryable, id: string): Promise<HandledAlert | undefined> {
  return row(
    db,
    'handled_alert',
    `select id, kind, subject_id, detail ->> 'order' as order_id, state, acknowledged_by,
            assigned_to, resolved_by
       from alerts where id = $1`,
    [id],
  )
}

/** Notes who has seen an alert first. No row: somebody has, or it is over. */
export function markAcknowledged(tx: Tx, id: string, by: string): Promise<number> {
  return touched(
    tx,
    'acknowledge_alert',
    `update alerts set acknowledged_at = now(), acknowledged_by = $2
      where id = $1 and acknowledged_at is null and state = 'open'`,
    [id, by],
  )
}

/** Gives an open alert to a member, or to nobody. No row: it is theirs, or over. */
export function markAssigned(tx: Tx, id: string, memberId: string | null): Promise<number> {
  return touched(
    tx,
    'assign_alert',
    `update alerts set assigned_to = $2
      where id = $1 and assigned_to is distinct from $2 and state = 'open'`,
    [id, memberId],
  )
}

/** open → resolved, by somebody of the venue. */
export function markResolvedBy(tx: Tx, id: string, by: string, reason: string): Promise<number> {
  return touched(
    tx,
    'resolve_alert_by_hand',
    `update alerts set state = 'resolved', resolved_at = now(), resolved_by = $2, reason = $3
      where id = $1 and state = 'open'`,
    [id, by, reason],
  )
}

/** Is there still a member with this id? Kept from leaving until the transaction ends. */
export async function lockMember(tx: Tx, id: string): Promise<boolean> {
  const found = await row(
    tx,
    'lock_assignee',
    `select id from identity.members where id = $1 for key share`,
    [id],
  )
  return found !== undefined
}
