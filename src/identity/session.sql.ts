import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'

/** A place where somebody is signed in. */
export interface Session {
  id: string
  user_agent: string | null
  created_at: Date
  /** When its end was moved on last: to the day. */
  updated_at: Date
}

/** Where a member is signed in, the newest first. */
export function selectSessions(db: Queryable, memberId: string, limit: number): Promise<Session[]> {
  return rows<Session>(
    db,
    'sessions_of_member',
    `select id, user_agent, created_at, updated_at from identity.sessions
      where user_id = $1 and expires_at > now() order by created_at desc, id limit $2`,
    [memberId, limit],
  )
}

/** Ends a member's session. */
export function deleteSession(tx: Tx, memberId: string, id: string): Promise<number> {
  return touched(
    tx,
    'delete_session',
    `delete from identity.sessions where id = $2 and user_id = $1`,
    [memberId, id],
  )
}

/** Whose sign-in waits for its second factor, by the identifier that their cookie holds. */
export function selectChallenged(
  db: Queryable,
  identifier: string,
): Promise<{ id: string; name: string } | undefined> {
  return row(
    db,
    'challenged_member',
    `select m.id, m.name from identity.verifications v
       join identity.members m on m.id = v.value
      where v.identifier = $1 and v.expires_at > now() limit 1`,
    [identifier],
  )
}

/** Deletes sessions, challenges and links that nobody can use any more. */
export async function deleteEnded(db: Queryable, limit: number): Promise<number> {
  const sessions = await touched(
    db,
    'delete_ended_sessions',
    `delete from identity.sessions where id in
       (select id from identity.sessions where expires_at < now() limit $1)`,
    [limit],
  )
  const verifications = await touched(
    db,
    'delete_ended_verifications',
    `delete from identity.verifications where id in
       (select id from identity.verifications where expires_at < now() limit $1)`,
    [limit],
  )
  const invitations = await touched(
    db,
    'delete_ended_invitations',
    `delete from identity.invitations where id in
       (select id from identity.invitations where expires_at < now() - interval '30 days' limit $1)`,
    [limit],
  )
  return sessions + verifications + invitations
}
