export { confirmationMail, type Mail, type MailAttachment } from './confirmation.ts'
