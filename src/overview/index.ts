export type { Topic } from './changes.sql.ts'
export { followChanges, type Changes } from './follow_changes.ts'
export type { AttemptHistory, ListedAttempt } from './lists_attempts.sql.ts'
export { selectHistories as attemptHistories } from './lists_attempts.sql.ts'
export {
  countAwaiting,
  selectAwaiting as awaitingOrders,
  selectNextTries as nextIssuingTries,
  type AwaitingOrder,
} from './lists_awaiting.sql.ts'
export { readCursor, type Cursor } from './lists_cursor.ts'
export {
  countFailedOrders,
  selectFailedOrders as failedOrders,
  type FailedOrder,
} from './lists_failed.sql.ts'
export {
  selectListedNights as listedNights,
  selectMoments as momentsOfVenue,
  selectNightId as nightIdOf,
} from './lists_nights.sql.ts'
export {
  orderStates,
  selectOrderList as orderList,
  type ListedOrder,
  type OrderFilter,
} from './lists_orders.sql.ts'
export { readSearch } from './lists_search.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
