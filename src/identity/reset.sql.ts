import { row, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A link that a member has asked for who has forgotten the password. */
export interface PasswordReset {
  id: string
  member_id: string
  /** What opens it, encrypted. */
  sealed: string
  locale: string
}

export function insertReset(tx: Tx, reset: PasswordReset): Promise<number> {
  return touched(
    tx,
    'insert_password_reset',
    `insert into identity.password_resets (id, member_id, sealed, locale) values ($1, $2, $3, $4)`,
    [reset.id, reset.member_id, reset.sealed, reset.locale],
  )
}

export function selectReset(db: Queryable, id: string): Promise<PasswordReset | undefined> {
  return row<PasswordReset>(
    db,
    'password_reset',
    `select id, member_id, sealed, locale from identity.password_resets where id = $1`,
    [id],
  )
}

/** What opens the link that was mailed to a member last, encrypted; it may have ended. */
export async function selectNewestSealed(
  db: Queryable,
  memberId: string,
): Promise<string | undefined> {
  const found = await row<{ sealed: string }>(
    db,
    'newest_password_reset',
    `select sealed from identity.password_resets where member_id = $1
      order by asked_at desc, id desc limit 1`,
    [memberId],
  )
  return found?.sealed
}

/** How many a member has asked for within so many seconds; who asks at once waits. */
export async function countResets(tx: Tx, memberId: string, seconds: number): Promise<number> {
  await row(
    tx,
    'lock_resetting_member',
    `select id from identity.members where id = $1 for update`,
    [memberId],
  )
  const found = await row<{ count: number }>(
    tx,
    'count_password_resets',
    `select count(*)::int as count from identity.password_resets
      where member_id = $1 and asked_at > now() - make_interval(secs => $2)`,
    [memberId, seconds],
  )
  return found?.count ?? 0
}

/** Once the password is another, no link of before opens anything, nor goes a sign-in on. */
export async function endResetsOf(tx: Tx, memberId: string): Promise<void> {
  await touched(tx, 'end_resets_of', `delete from identity.verifications where value = $1`, [
    memberId,
  ])
}

/** Links are worth nothing after half an hour, and nobody counts them after a day. */
export function deleteEndedResets(db: Queryable, limit: number): Promise<number> {
  return touched(
    db,
    'delete_ended_resets',
    `delete from identity.password_resets where id in
       (select id from identity.password_resets where asked_at < now() - interval '1 day' limit $1)`,
    [limit],
  )
}
