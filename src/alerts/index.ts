export { alertMail, composeAlert, openAlert, resolveAlert } from './alert.ts'
export type { AlertKind } from './alert.sql.ts'
