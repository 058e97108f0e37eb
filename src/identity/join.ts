import {
  isRefused,
  newId,
  noteInAuditTrail,
  refuse,
  transaction,
  type Refused,
  type Tx,
} from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import { openInvitation, readEmail } from './invitation.ts'
import { markAccepted, waitForTurn, type Invitation } from './invitation.sql.ts'
import {
  hasOwner,
  insertMember,
  insertPassword,
  isNameTaken,
  type NewMember,
} from './member.sql.ts'
import { readName } from './member.ts'
import { hashPassword, passwordFault } from './password.ts'

/** What somebody says of themselves who follows a link; the address counts on the first owner's. */
export interface Joining {
  id: string
  token: string
  name: string
  password: string
  email: string
}

type NotJoined = Refused<
  | 'invitation_over'
  | 'member_name_invalid'
  | 'member_name_taken'
  | 'password_invalid'
  | 'password_guessable'
  | 'email_invalid'
  | 'member_exists'
>

/**
 * Makes a member of whoever has the link of an invitation: once, however often and wherever it is
 * sent. Returns the address to sign in with.
 */
export async function join(
  identity: Identity,
  joining: Joining,
): Promise<{ email: string } | NotJoined> {
  const invitation = await openInvitation(identity, joining.id, joining.token)
  if (isRefused(invitation)) return invitation
  const name = readName(joining.name)
  if (name === undefined) return refuse('member_name_invalid', 'name')
  const email = invitation.email ?? readEmail(joining.email)
  if (email === undefined) return refuse('email_invalid', 'email')
  const fault = await passwordFault(joining.password, [name, email])
  if (fault) return fault
  const hash = await hashPassword(identity, joining.password)
  const member = { id: newId('mem'), name, email, role: invitation.role, is_demo: false }
  return transaction(identity.db, async (tx) => {
    const refused = await accept(tx, invitation)
    if (refused) return refused
    await waitForTurn(tx, 'naming')
    if (await isNameTaken(tx, name)) return refuse('member_name_taken', 'name')
    if (!(await addMember(tx, member, hash))) return refuse('member_exists', 'email')
    await noteInAuditTrail(tx, {
      action: 'member.joined',
      subject_id: member.id,
      actor: name,
      detail: { role: member.role, invitation: invitation.id },
    })
    return { email }
  })
}

async function accept(
  tx: Tx,
  { id, email }: Invitation,
): Promise<Refused<'invitation_over'> | undefined> {
  const over = refuse('invitation_over', 'invitation')
  if (email === null) {
    // Two links may have been printed by two servers: one of them makes an owner.
    await waitForTurn(tx, 'first_owner')
    if (await hasOwner(tx)) return over
  }
  return (await markAccepted(tx, id)) === 0 ? over : undefined
}

/** Adds a member with a password. False where the address has one already. */
export async function addMember(tx: Tx, member: NewMember, hash: string): Promise<boolean> {
  if ((await insertMember(tx, member)) === 0) return false
  await insertPassword(tx, newId('idn'), member.id, hash)
  return true
}
