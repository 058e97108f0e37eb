export type { Topic } from './changes.sql.ts'
export { followChanges } from './follow_changes.ts'
export type { FailedAtTime, FailedCode, FailedFigures } from './failed_figures.ts'
export { keepFailedFigures } from './failed_kept.ts'
export type { FailedByNight } from './failed_nights.ts'
export { failedSpans } from './failed_scope.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
export { inboxAlert, inboxPage } from './alerts_inbox.ts'
export type { InboxAlert } from './alerts_inbox.sql.ts'
export { selectAlertFacts as alertFacts, type AlertFacts } from './alerts_facts.sql.ts'
