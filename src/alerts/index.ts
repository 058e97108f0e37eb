export { alertMail, composeAlert, openAlert, resolveAlert } from './alert.ts'
