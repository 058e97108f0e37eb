export type { Topic } from './changes.sql.ts'
export { followChanges, type Changes } from './follow_changes.ts'
export { openTonight, type HouseNow, type NightNow, type Tonight } from './tonight.ts'
export type { FeedRow } from './tonight_feed.sql.ts'
export type { IssuingOrder, OpenAlert } from './tonight_needs.sql.ts'
export type { NightChoice } from './tonight_nights.sql.ts'
export { reconcile } from './tonight_reconcile.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
export { inboxAlert, inboxPage } from './alerts_inbox.ts'
export type { InboxAlert } from './alerts_inbox.sql.ts'
export { selectAlertFacts as alertFacts, type AlertFacts } from './alerts_facts.sql.ts'
