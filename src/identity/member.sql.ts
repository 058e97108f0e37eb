import { row, rows, touched, type Queryable, type Tx } from '../kernel/index.ts'
import type { Role } from './roles.ts'

/** Somebody of the venue. */
export interface Member {
  id: string
  name: string
  email: string
  role: Role
  two_factor_enabled: boolean
}

/** All members, in the order in which they came. */
export function selectMembers(db: Queryable): Promise<Member[]> {
  return rows<Member>(
    db,
    'members',
    `select id, name, email, role, two_factor_enabled from identity.members
      order by created_at, id`,
  )
}

/** The member with this address. */
export function selectMemberByEmail(db: Queryable, email: string): Promise<Member | undefined> {
  return row<Member>(
    db,
    'member_by_email',
    `select id, name, email, role, two_factor_enabled from identity.members where email = $1`,
    [email],
  )
}

/** The member with this id. */
export function selectMember(db: Queryable, id: string): Promise<Member | undefined> {
  return row<Member>(
    db,
    'member',
    `select id, name, email, role, two_factor_enabled from identity.members where id = $1`,
    [id],
  )
}

/** Is there an owner who is none of a demo's? */
export async function hasOwner(db: Queryable): Promise<boolean> {
  const found = await rows(
    db,
    'an_owner',
    `select from identity.members where role = 'owner' and not is_demo limit 1`,
  )
  return found.length > 0
}

/** A member to be, whose address has proved to be theirs. */
export type NewMember = Pick<Member, 'id' | 'name' | 'email' | 'role'> & { is_demo: boolean }

/** Makes a member. No row: the address has one already. */
export function insertMember(tx: Tx, member: NewMember): Promise<number> {
  return touched(
    tx,
    'insert_member',
    `insert into identity.members (id, name, email, role, is_demo, email_verified)
     values ($1, $2, $3, $4, $5, true) on conflict (email) do nothing`,
    [member.id, member.name, member.email, member.role, member.is_demo],
  )
}

/** Gives a new member the password to sign in with, hashed. */
export function insertPassword(
  tx: Tx,
  id: string,
  memberId: string,
  hash: string,
): Promise<number> {
  return touched(
    tx,
    'insert_password',
    `insert into identity.accounts (id, account_id, provider_id, user_id, password)
     values ($1, $2, 'credential', $2, $3)`,
    [id, memberId, hash],
  )
}

/** Is anybody else called so? */
export async function isNameTaken(tx: Tx, name: string, exceptId = ''): Promise<boolean> {
  const found = await rows(
    tx,
    'member_of_name',
    `select from identity.members where lower(name) = lower($1) and id <> $2 limit 1`,
    [name, exceptId],
  )
  return found.length > 0
}

/** Calls a member by another name. */
export function updateName(tx: Tx, id: string, name: string): Promise<number> {
  return touched(
    tx,
    'rename_member',
    `update identity.members set name = $2, updated_at = now() where id = $1 and name <> $2`,
    [id, name],
  )
}

/**
 * Gives a member another role. No row: it is theirs already, or they are the last owner. Owners are
 * locked in one order, so of two who put each other down at once the second finds itself alone.
 */
export function updateRole(tx: Tx, id: string, role: Role): Promise<number> {
  return touched(
    tx,
    'change_role',
    `with owners as (
       select id from identity.members where role = 'owner' order by id for update)
     update identity.members set role = $2, updated_at = now()
      where id = $1 and role <> $2
        and (role <> 'owner' or (select count(*) from owners) > 1)`,
    [id, role],
  )
}

/** Lets a member go, with their sessions. No row: there is none, or they are the last owner. */
export function deleteMember(tx: Tx, id: string): Promise<number> {
  return touched(
    tx,
    'delete_member',
    `with owners as (
       select id from identity.members where role = 'owner' order by id for update)
     delete from identity.members
      where id = $1 and (role <> 'owner' or (select count(*) from owners) > 1)`,
    [id],
  )
}

/** Lets all members of a demo go. */
export function deleteDemoMembers(tx: Tx): Promise<number> {
  return touched(tx, 'delete_demo_members', `delete from identity.members where is_demo`)
}
