import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Role } from './roles.ts'

/** A link by which somebody becomes a member. */
export interface Invitation {
  id: string
  /** Null on the first owner's, who says it. */
  email: string | null
  role: Role
  locale: string
  invited_by: string
  expires_at: Date
}

/** Any numbers that nothing else in this database locks by. */
const LOCKS = { first_owner: 7_300_512, inviting: 7_300_513, naming: 7_300_514 } as const

/** Waits until nobody else is at the same; nobody else is until the transaction ends. */
export async function waitForTurn(tx: Tx, at: keyof typeof LOCKS): Promise<void> {
  await row(tx, 'wait_for_turn', 'select pg_advisory_xact_lock($1)', [LOCKS[at]])
}

/** Notes an invitation that ends after so many hours. */
export function insertInvitation(
  tx: Tx,
  invitation: Omit<Invitation, 'expires_at'>,
  hours: number,
): Promise<number> {
  const { id, email, role, locale, invited_by } = invitation
  return touched(
    tx,
    'insert_invitation',
    `insert into identity.invitations (id, email, role, locale, invited_by, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`,
    [id, email, role, locale, invited_by, hours],
  )
}

/** The invitation with this id, while it can be accepted. */
export function selectOpenInvitation(db: Queryable, id: string): Promise<Invitation | undefined> {
  return row<Invitation>(
    db,
    'open_invitation',
    `select id, email, role, locale, invited_by, expires_at from identity.invitations
      where id = $1 and accepted_at is null and withdrawn_at is null and expires_at > now()`,
    [id],
  )
}

/** Invitations that somebody may still accept, the newest first. */
export function selectOpenInvitations(db: Queryable, limit: number): Promise<Invitation[]> {
  return rows<Invitation>(
    db,
    'open_invitations',
    `select id, email, role, locale, invited_by, expires_at from identity.invitations
      where email is not null and accepted_at is null and withdrawn_at is null
        and expires_at > now()
      order by invited_at desc, id limit $1`,
    [limit],
  )
}

/** An open invitation is accepted. No row: it was used, taken back, or has ended. */
export function markAccepted(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'accept_invitation',
    `update identity.invitations set accepted_at = now()
      where id = $1 and accepted_at is null and withdrawn_at is null and expires_at > now()`,
    [id],
  )
}

/** An invitation that nobody has accepted is taken back. */
export function markWithdrawn(tx: Tx, id: string): Promise<{ role: Role } | undefined> {
  return row(
    tx,
    'withdraw_invitation',
    `update identity.invitations set withdrawn_at = now()
      where id = $1 and email is not null and accepted_at is null and withdrawn_at is null
      returning role`,
    [id],
  )
}

/** All that is open for an address is taken back. */
export function withdrawAllOf(tx: Tx, email: string): Promise<number> {
  return touched(
    tx,
    'withdraw_invitations_of',
    `update identity.invitations set withdrawn_at = now()
      where email = $1 and accepted_at is null and withdrawn_at is null`,
    [email],
  )
}
