export { confirmationMail } from './confirmation.ts'
export { refundMail } from './refund.ts'
