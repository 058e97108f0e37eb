import { row, touched, type Queryable } from '../kernel/index.ts'

/** A badge says "99+" where there are more, so no more are counted. */
const COUNTED_MAX = 100

/** How many open alerts a member has not read yet, up to 100. */
export async function selectUnread(db: Queryable, memberId: string): Promise<number> {
  const found = await row<{ unread: number }>(
    db,
    'unread_alerts',
    `select count(*)::int as unread from (
       select from alerts a where a.state = 'open' and not exists (
         select from alert_reads r where r.alert_id = a.id and r.member_id = $1)
        order by a.id desc limit ${COUNTED_MAX}) as counted`,
    [memberId],
  )
  return found?.unread ?? 0
}

/** How many alerts are open, and how many of them are a member's own, up to 100 each. */
export async function selectOpenCounts(
  db: Queryable,
  memberId: string,
): Promise<{ open: number; mine: number }> {
  const found = await row<{ open: number; mine: number }>(
    db,
    'open_alert_counts',
    `select (select count(*)::int from (
               select from alerts where state = 'open'
                order by id desc limit ${COUNTED_MAX}) as counted) as open,
            (select count(*)::int from (
               select from alerts where state = 'open' and assigned_to = $1
                order by id desc limit ${COUNTED_MAX}) as counted) as mine`,
    [memberId],
  )
  return found ?? { open: 0, mine: 0 }
}

/** Notes that a member has read an alert. No row: they had, or there is none. */
export function markRead(db: Queryable, memberId: string, alertId: string): Promise<number> {
  return touched(
    db,
    'read_alert',
    `insert into alert_reads (member_id, alert_id) select $1, id from alerts where id = $2
     on conflict do nothing`,
    [memberId, alertId],
  )
}

/** Notes that a member has read all that are open, up to the newest one that they have seen. */
export function markAllRead(db: Queryable, memberId: string, upToId: string): Promise<number> {
  return touched(
    db,
    'read_all_alerts',
    `insert into alert_reads (member_id, alert_id)
     select $1, id from alerts where state = 'open' and id <= $2
     on conflict do nothing`,
    [memberId, upToId],
  )
}
