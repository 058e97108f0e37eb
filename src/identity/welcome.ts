import { newId, transaction } from '../kernel/index.ts'
import type { Identity } from './auth.ts'
import { insertInvitation } from './invitation.sql.ts'
import { invitationPath } from './invitation.ts'
import { addMember } from './join.ts'
import { hashPassword } from './password.ts'
import { deleteDemoMembers, hasOwner } from './member.sql.ts'
import type { Role } from './roles.ts'

/** Whoever starts a box office is there, and a start prints another link. */
const FIRST_OWNER_HOURS = 24

/** Everybody can read it here, and on the demo's page: it opens a demo alone. */
export const demoPassword = 'coatcheck demo'
/** The demo's members, one for each role. */
export const demoMembers: { role: Role; name: string; email: string }[] = [
  { role: 'owner', name: 'Olga Owner', email: 'owner@demo.example' },
  { role: 'manager', name: 'Mateo Manager', email: 'manager@demo.example' },
  { role: 'host', name: 'Hana Host', email: 'host@demo.example' },
  { role: 'door', name: 'Dario Door', email: 'door@demo.example' },
]

/**
 * At each start: sees to it that somebody can get in. A demo gets its members anew; anything else
 * loses them, since their password is no secret. Returns the path of a link that makes the first
 * owner while there is none; it is for the console alone.
 */
export async function welcome(identity: Identity, isDemo: boolean): Promise<string | undefined> {
  if (isDemo) {
    await makeDemoMembers(identity)
    return undefined
  }
  return transaction(identity.db, async (tx) => {
    await deleteDemoMembers(tx)
    if (await hasOwner(tx)) return undefined
    const id = newId('inv')
    await insertInvitation(
      tx,
      { id, email: null, role: 'owner', locale: 'en-GB', invited_by: 'coatcheck' },
      FIRST_OWNER_HOURS,
    )
    return invitationPath(identity, id)
  })
}

async function makeDemoMembers(identity: Identity): Promise<void> {
  const hash = await hashPassword(identity, demoPassword)
  await transaction(identity.db, async (tx) => {
    await deleteDemoMembers(tx)
    for (const member of demoMembers)
      await addMember(tx, { ...member, id: newId('mem'), is_demo: true }, hash)
  })
}
