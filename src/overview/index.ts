export type { Topic } from './changes.sql.ts'
export { followChanges, type Changes } from './follow_changes.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
