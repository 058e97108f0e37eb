import type { Alert } from '../alerts/index.ts'
import { rows, type Queryable } from '../kernel/index.ts'

/** An alert as the inbox shows it to one member. */
export interface InboxAlert extends Alert {
  resolved_at: Date | null
  acknowledged_at: Date | null
  acknowledged_by: string | null
  assigned_to: string | null
  /** The name of the member that it is assigned to. */
  assignee: string | null
  resolved_by: string | null
  reason: string | null
  is_read: boolean
}

/** A page of alerts in one state, below an id and down to another. */
interface Page {
  /** Who looks on. */
  member_id: string
  state: Alert['state']
  below_id: string
  from_id: string
  limit: number
}

/** Alerts in one state, the newest first. */
export function selectAlerts(db: Queryable, page: Page): Promise<InboxAlert[]> {
  const { member_id, state, below_id, from_id, limit } = page
  return rows<InboxAlert>(
    db,
    'inbox_alerts',
    `${columns} where a.state = $2 and a.id < $3 and a.id >= $5
      order by a.id desc limit $4`,
    [member_id, state, below_id, limit, from_id],
  )
}

/** Those of them that are assigned to whoever looks on. */
export function selectOwnAlerts(db: Queryable, page: Page): Promise<InboxAlert[]> {
  const { member_id, state, below_id, from_id, limit } = page
  return rows<InboxAlert>(
    db,
    'inbox_own_alerts',
    `${columns} where a.assigned_to = $1 and a.state = $2 and a.id < $3
        and a.id >= $5
      order by a.id desc limit $4`,
    [member_id, state, below_id, limit, from_id],
  )
}

/** One alert. */
export function selectInboxAlert(db: Queryable, memberId: string, id: string) {
  return rows<InboxAlert>(db, 'inbox_alert', `${columns} where a.id = $2`, [memberId, id])
}

const columns = `select a.id, a.kind, a.subject_id, a.detail, a.state, a.opened_at, a.resolved_at,
       a.acknowledged_at, a.acknowledged_by, a.assigned_to, m.name as assignee, a.resolved_by,
       a.reason, (r.alert_id is not null) as is_read
  from alerts a
  left join identity.members m on m.id = a.assigned_to
  left join alert_reads r on r.alert_id = a.id and r.member_id = $1`
