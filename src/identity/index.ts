export {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endOwnSession,
  provePassword,
  removeSecondFactor,
  type Own,
} from './account.ts'
export { openIdentity, PASSWORD_LENGTH, type Identity } from './auth.ts'
export { invitationPath, invite, openInvitation, withdraw } from './invitation.ts'
export {
  selectOpenInvitation as findInvitation,
  selectOpenInvitations as openInvitations,
  type Invitation,
} from './invitation.sql.ts'
export { join } from './join.ts'
export { changeRole, removeMember, rename } from './member.ts'
export { selectMembers as membersOf, type Member } from './member.sql.ts'
export { purgeIdentity } from './purge.ts'
export { askReset, findReset, openReset, resetPassword } from './reset.ts'
export { isRole, may, permissions, roles, type Permission, type Role } from './roles.ts'
export { whoIs, type Browser, type SignedIn } from './session.ts'
export { selectSessions as sessionsOf, type Session } from './session.sql.ts'
export { countDeed } from './tries.ts'
export { passCode, signIn, signOut } from './sign_in.ts'
export { demoMembers, demoPassword, welcome } from './welcome.ts'
