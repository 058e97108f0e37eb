export { bookingMovedMail } from './booking_moved.ts'
export { confirmationMail } from './confirmation.ts'
export { lookedAfterMail } from './looked_after.ts'
export { refundMail } from './refund.ts'
