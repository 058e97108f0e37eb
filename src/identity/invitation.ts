import { createHmac } from 'node:crypto'
import { z } from 'zod'
import {
  isSameSecret,
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import {
  insertInvitation,
  markWithdrawn,
  selectOpenInvitation,
  waitForTurn,
  withdrawAllOf,
  type Invitation,
} from './invitation.sql.ts'
import { hasOwner, selectMemberByEmail, type Member } from './member.sql.ts'
import type { Role } from './roles.ts'

/** A mail may be read after a weekend; who comes later asks again. */
const INVITATION_HOURS = 72
const EMAIL_LENGTH_MAX = 200

/** A mail address in the one form that accounts have; undefined for none. */
export function readEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase()
  const isWell = email.length <= EMAIL_LENGTH_MAX && z.email().safeParse(email).success
  return isWell ? email : undefined
}

/** Whom an owner asks to join, in which role; `locale` is what the mail is written in. */
interface Wish {
  email: string
  role: Role
  locale: string
}

/**
 * Invites somebody in the caller's transaction, which owes the mail. An earlier invitation of the
 * same address is taken back: the newest link alone opens.
 */
export async function invite(
  tx: Tx,
  by: Member,
  wish: Wish,
): Promise<string | Refused<'email_invalid' | 'member_exists'>> {
  const email = readEmail(wish.email)
  if (email === undefined) return refuse('email_invalid', 'email')
  // Whoever taps twice, or invites the same person as a colleague, waits for the first one.
  await waitForTurn(tx, 'inviting')
  if (await selectMemberByEmail(tx, email)) return refuse('member_exists', 'email')
  await withdrawAllOf(tx, email)
  const id = newId('inv')
  const { role, locale } = wish
  await insertInvitation(tx, { id, email, role, locale, invited_by: by.name }, INVITATION_HOURS)
  await noteInAuditTrail(tx, {
    action: 'member.invited',
    subject_id: id,
    actor: by.name,
    detail: { role, by: by.id },
  })
  return id
}

/** Takes an invitation back; quiet where that is done, or it was accepted. */
export function withdraw({ db }: Identity, by: Member, id: string): Promise<void> {
  return transaction(db, async (tx) => {
    const withdrawn = await markWithdrawn(tx, id)
    if (!withdrawn) return
    await noteInAuditTrail(tx, {
      action: 'member.invitation_withdrawn',
      subject_id: id,
      actor: by.name,
      detail: { role: withdrawn.role, by: by.id },
    })
  })
}

/** The path of an invitation's page. Whoever has it can become what it says. */
export function invitationPath(identity: Identity, id: string): string {
  return `/dashboard/join/${id}/${tokenOf(identity, id)}`
}

/** An open invitation, for whoever has its link; one refusal for all that does not open. */
export async function openInvitation(
  identity: Identity,
  id: string,
  token: string,
): Promise<Invitation | Refused<'invitation_over'>> {
  const over = refuse('invitation_over', 'invitation')
  if (!isSameSecret(tokenOf(identity, id), token)) return over
  const invitation = await selectOpenInvitation(identity.db, id)
  if (!invitation) return over
  // There is a first owner once; other links that were printed meanwhile are worth nothing.
  if (invitation.email === null && (await hasOwner(identity.db))) return over
  return invitation
}

/** Nothing of it is stored: the key is not in the database, so nobody makes a link from there. */
function tokenOf({ key }: Identity, id: string): string {
  return createHmac('sha256', key).update(`invitation ${id}`).digest('base64url')
}
