export type { Topic } from './changes.sql.ts'
export { followChanges, type Changes } from './follow_changes.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
export { inboxAlert, inboxPage } from './alerts_inbox.ts'
export type { InboxAlert } from './alerts_inbox.sql.ts'
export { selectAlertFacts as alertFacts, type AlertFacts } from './alerts_facts.sql.ts'
