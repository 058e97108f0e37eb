export { confirmationMail } from './confirmation.ts'
