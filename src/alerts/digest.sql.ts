import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Alert } from './alert.sql.ts'

/** Any number that nothing else in this database locks by. */
const LOCK = 7_300_531

/** How an alert is told: alone, or by a digest. */
export interface Told {
  digest_id: string | null
}

/** Waits until nobody else decides how an alert is told, or closes a digest. */
export async function lockTelling(tx: Tx): Promise<void> {
  await row(tx, 'lock_alert_telling', 'select pg_advisory_xact_lock($1)', [LOCK])
}

/** How an alert is told; undefined while that is undecided. */
export function selectTold(db: Queryable, alertId: string): Promise<Told | undefined> {
  return row(db, 'alert_told', `select digest_id from alert_mails where alert_id = $1`, [alertId])
}

/** Decides how an alert is told. */
export function insertTold(tx: Tx, alertId: string, digestId: string | null): Promise<number> {
  return touched(
    tx,
    'tell_alert',
    `insert into alert_mails (alert_id, digest_id, decided_at) values ($1, $2, clock_timestamp())`,
    [alertId, digestId],
  )
}

/**
 * How many alerts were told alone within the last `seconds`, and after how many seconds from now
 * the first of them is longer ago.
 */
export async function selectLately(
  tx: Tx,
  seconds: number,
): Promise<{ count: number; over_in_seconds: number }> {
  const found = await row<{ count: number; over_in_seconds: number }>(
    tx,
    'alerts_told_lately',
    `select count(*)::int as count,
            greatest(0, $1 - extract(epoch from clock_timestamp() - min(decided_at)))::float8
              as over_in_seconds
       from alert_mails
      where digest_id is null and decided_at > clock_timestamp() - make_interval(secs => $1)`,
    [seconds],
  )
  return found ?? { count: 0, over_in_seconds: 0 }
}

/** The digest that more may join. */
export function selectOpenDigest(tx: Tx): Promise<{ id: string } | undefined> {
  return row(tx, 'open_alert_digest', `select id from alert_digests where closed_at is null`)
}

/** Begins a digest that is due in so many seconds. */
export function insertDigest(tx: Tx, id: string, seconds: number): Promise<number> {
  return touched(
    tx,
    'begin_alert_digest',
    `insert into alert_digests (id, due_at)
     values ($1, clock_timestamp() + make_interval(secs => $2))`,
    [id, seconds],
  )
}

/** Closes a digest: what comes later joins the next one. No row: it is closed. */
export function markClosed(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'close_alert_digest',
    `update alert_digests set closed_at = now() where id = $1 and closed_at is null`,
    [id],
  )
}

/** The alerts that a digest tells of, the first one first. */
export function selectDigested(db: Queryable, id: string): Promise<Alert[]> {
  return rows<Alert>(
    db,
    'digested_alerts',
    `select a.id, a.kind, a.subject_id, a.detail, a.state, a.opened_at
       from alert_mails m join alerts a on a.id = m.alert_id
      where m.digest_id = $1 order by a.id`,
    [id],
  )
}
