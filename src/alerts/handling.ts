import {
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { AlertKind } from './alert.sql.ts'
import {
  lockMember,
  markAcknowledged,
  markAssigned,
  markResolvedBy,
  selectHandled,
  type HandledAlert,
} from './handling.sql.ts'

/** Somebody of the venue. */
interface Person {
  id: string
  name: string
}

/**
 * What nothing heals, or the owner may decide to leave as it is: resolved by hand. The books are
 * excused by none of these, so whoever resolves one hides nothing from the audit.
 */
export const resolvedByHand: readonly AlertKind[] = [
  'dispute_lost',
  'captured_less',
  'duplicate_admitted',
  'refund_outside',
  'fraud_warning',
  'mail_undelivered',
  'mail_bounced',
  'event_failed',
]

type Unknown = Refused<'alert_unknown'>

/** Notes that somebody has seen an alert. The first one counts, whoever comes after. */
export function acknowledge(db: Database, by: Person, id: string): Promise<HandledAlert | Unknown> {
  return transaction(db, async (tx) => {
    const isFirst = (await markAcknowledged(tx, id, by.name)) === 1
    const alert = await selectHandled(tx, id)
    if (!alert) return refuse('alert_unknown', 'alert')
    if (isFirst) await note(tx, 'alert.acknowledged', alert, by)
    return alert
  })
}

/** Gives an open alert to a member, or to nobody. */
export function assign(
  db: Database,
  by: Person,
  id: string,
  memberId: string | null,
): Promise<HandledAlert | Refused<'alert_unknown' | 'alert_over' | 'member_unknown'>> {
  return transaction(db, async (tx) => {
    if (memberId !== null && !(await lockMember(tx, memberId)))
      return refuse('member_unknown', 'member')
    const isNew = (await markAssigned(tx, id, memberId)) === 1
    const alert = await selectHandled(tx, id)
    if (!alert) return refuse('alert_unknown', 'alert')
    if (alert.assigned_to !== memberId) return refuse('alert_over', 'alert')
    if (isNew) await note(tx, 'alert.assigned', alert, by, { to: memberId ?? 'nobody' })
    return alert
  })
}

/**
 * Resolves by hand what nothing heals, for a reason that is kept beside the alert: the audit trail
 * takes no free text. One that is resolved already stays as it is.
 */
export function resolveByHand(
  db: Database,
  by: Person,
  id: string,
  reason: string,
): Promise<HandledAlert | Refused<'alert_unknown' | 'alert_heals_itself'>> {
  return transaction(db, async (tx) => {
    const known = await selectHandled(tx, id)
    if (!known) return refuse('alert_unknown', 'alert')
    if (!resolvedByHand.includes(known.kind)) return refuse('alert_heals_itself', 'alert')
    if ((await markResolvedBy(tx, id, by.name, reason)) === 1)
      await note(tx, 'alert.resolved', known, by)
    return (await selectHandled(tx, id)) ?? known
  })
}

async function note(
  tx: Tx,
  action: string,
  { id, kind, subject_id, order_id }: HandledAlert,
  by: Person,
  more: Record<string, string> = {},
): Promise<void> {
  const order = order_id === null ? {} : { order: order_id }
  const detail = { kind, about: subject_id, by: by.id, ...order, ...more }
  await noteInAuditTrail(tx, { action, subject_id: id, actor: by.name, detail })
}
