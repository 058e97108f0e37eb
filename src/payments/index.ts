export { countAttempts, type AttemptSource } from './attempt.sql.ts'
export { chargeLimits } from './limits.ts'
export type { StripeEvent } from './event.ts'
export { openGateway, StripeUnreachable, type Gateway } from './gateway.ts'
export type { Intent } from './intent.ts'
export { intentOf, noteAttempt, openPayment, ownerOf, paymentOfIntent } from './payment.ts'
export {
  claimAsking,
  markCancelled,
  markCancelledUnborn,
  markProcessing,
  markReopened,
  markSucceeded,
  selectLivePayment as livePaymentOf,
  type Payment,
} from './payment.sql.ts'
