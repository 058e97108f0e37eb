export type { AttemptSource } from './attempt.sql.ts'
export type { StripeEvent } from './event.ts'
export { apiVersion, openGateway, StripeUnreachable, type Gateway } from './gateway.ts'
export type { Intent } from './intent.ts'
export { intentOf, noteAttempt, openPayment, paymentOfIntent } from './payment.ts'
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
