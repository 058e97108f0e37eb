import {
  isOwnName,
  noteInAuditTrail,
  refuse,
  transaction,
  type Database,
  type Refused,
} from '../kernel/index.ts'
import { waitForTurn } from './invitation.sql.ts'
import {
  deleteMember,
  isNameTaken,
  selectMember,
  updateName,
  updateRole,
  type Member,
} from './member.sql.ts'
import type { Role } from './roles.ts'

/** As long as the audit trail takes. */
const NAME_LENGTH_MAX = 100

type Change = Refused<'member_unknown' | 'last_owner'>

/** A name as the audit trail can have it, of somebody of the venue; undefined for none. */
export function readName(text: string): string | undefined {
  const name = text.trim().replaceAll(/\s+/g, ' ')
  const isWell = name !== '' && name.length <= NAME_LENGTH_MAX && !isOwnName(name)
  return isWell ? name : undefined
}

/** Gives a member another role, from the next request on. */
export function changeRole(
  db: Database,
  by: Member,
  id: string,
  role: Role,
): Promise<Member | Change> {
  return transaction(db, async (tx) => {
    const member = await selectMember(tx, id)
    if (!member) return refuse('member_unknown', 'member')
    if (member.role === role) return member
    if ((await updateRole(tx, id, role)) === 0) {
      // Somebody else was quicker, or tapped twice.
      const now = await selectMember(tx, id)
      if (now?.role === role) return now
      return now ? refuse('last_owner', 'role') : refuse('member_unknown', 'member')
    }
    const detail = { from: member.role, to: role }
    await noteInAuditTrail(tx, {
      action: 'member.role_changed',
      subject_id: id,
      actor: by.name,
      detail: { ...detail, by: by.id },
    })
    return { ...member, role }
  })
}

/** Lets a member go: their account, and with it every session, at once. */
export function removeMember(db: Database, by: Member, id: string): Promise<Member | Change> {
  return transaction(db, async (tx) => {
    const member = await selectMember(tx, id)
    if (!member) return refuse('member_unknown', 'member')
    if ((await deleteMember(tx, id)) === 0) {
      const isThere = (await selectMember(tx, id)) !== undefined
      return isThere ? refuse('last_owner', 'member') : refuse('member_unknown', 'member')
    }
    await noteInAuditTrail(tx, {
      action: 'member.removed',
      subject_id: id,
      actor: by.name,
      detail: { role: member.role, by: by.id },
    })
    return member
  })
}

/** Calls a member by another name, as they wish; nobody signs the audit trail as somebody else. */
export async function rename(
  db: Database,
  member: Member,
  text: string,
): Promise<Refused<'member_name_invalid' | 'member_name_taken'> | undefined> {
  const name = readName(text)
  if (name === undefined) return refuse('member_name_invalid', 'name')
  return transaction(db, async (tx) => {
    await waitForTurn(tx, 'naming')
    if (await isNameTaken(tx, name, member.id)) return refuse('member_name_taken', 'name')
    if ((await updateName(tx, member.id, name)) === 0) return undefined
    await noteInAuditTrail(tx, {
      action: 'member.renamed',
      subject_id: member.id,
      actor: name,
      detail: {},
    })
    return undefined
  })
}
