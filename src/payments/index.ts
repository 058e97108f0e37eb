export type { AccountAtStripe } from './account.ts'
export {
  markAuthorised,
  markCaptureAsked,
  markCaptured,
  markLapsed,
  markWaived,
  selectAuthorised as authorisedPayments,
  selectDeposit as depositOf,
  selectDeposits as depositsOf,
  selectLetGo as letGo,
} from './authorisation.sql.ts'
export { eraseCards } from './erase.sql.ts'
export { claimAsking, selectDuePayments as paymentsToAsk } from './asking.sql.ts'
export {
  countAttempts,
  countDeclines,
  selectAttempts as attemptsOf,
  selectIsTold as isTryTold,
  selectHasToldSince as hasToldSince,
  type AttemptSource,
} from './attempt.sql.ts'
export type { ChargeNews } from './charge.ts'
export type { StripeEvent } from './event.ts'
export type { EndpointAtStripe } from './events_made.ts'
export { apiVersion } from './version.ts'
export { selectPaidAsAsked as paidAsAsked } from './paid.sql.ts'
export {
  insertDispute,
  moveDispute,
  reopenDispute,
  selectDisputedOrders as disputedOrders,
  selectDisputes as disputesOf,
  selectDisputeStates as disputeStates,
  selectOpenDisputes as openDisputes,
  type Dispute,
} from './dispute.sql.ts'
export { openGateway, StripeRefused, StripeUnreachable, type Gateway } from './gateway.ts'
export { ownedBy, type Intent, type IntentOwner, type Try } from './intent.ts'
export type { IntentAtStripe } from './intent_at_stripe.ts'
export { selectKept as keptOfOrders, selectStraysKept as keptOfStrays } from './kept.sql.ts'
export { intentOf, moneyOf, noteAttempt, openPayment, ownerOf, paymentOfIntent } from './payment.ts'
export {
  findFirstPayment,
  findLastSuccess,
  markCancelled,
  markCancelledUnborn,
  markProcessing,
  markReopened,
  markRevived,
  markStray,
  markSucceeded,
  selectOurIntents as ourIntents,
  selectLivePayment as livePaymentOf,
  selectPayment as findPayment,
  selectPaymentByIntent as findPaymentByIntent,
  type Payment,
} from './payment.sql.ts'
export type { Page } from './page.ts'
export { insertProof as noteProof, selectDeclines as declinesOf } from './proof.sql.ts'
export type { StripeRecord } from './records_at_stripe.ts'
export type { DisputeNews, RefundNews } from './refund_news.ts'
export {
  countRefunded,
  coverTickets,
  insertRefund,
  markRefundFailed,
  markRefundSucceeded,
  selectRefund as findRefund,
  selectRefundAtStripe as findRefundAtStripe,
  selectRefunds as refundsOf,
  selectRefundStates as refundStates,
  selectRequestedRefunds as requestedRefunds,
  storeStripeRefund,
  type Refund,
  type RefundReason,
} from './refund.sql.ts'
export { TOLERANCE_SECONDS, type UnverifiedEvent } from './verify.ts'
