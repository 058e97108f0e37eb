export { selectCompNights as compNights, type CompNight } from './comps_choices.sql.ts'
export {
  compStates,
  countWaitingComps,
  selectCompList as compList,
  type ListedComp,
  type WaitingComp,
} from './comps_list.sql.ts'
export { selectFirstDeeds as firstDeeds } from './first_steps.sql.ts'
export type { Topic } from './changes.sql.ts'
export { followChanges } from './follow_changes.ts'
export type { FailedAtTime, FailedCode, FailedFigures } from './failed_figures.ts'
export { keepFailedFigures } from './failed_kept.ts'
export type { FailedByNight } from './failed_nights.ts'
export { failedSpans } from './failed_scope.ts'
export type { AttemptHistory, ListedAttempt } from './lists_attempts.sql.ts'
export { selectHistories as attemptHistories } from './lists_attempts.sql.ts'
export {
  countAwaiting,
  selectAwaiting as awaitingOrders,
  selectNextTries as nextIssuingTries,
  type AwaitingOrder,
} from './lists_awaiting.sql.ts'
export { readCursor, type Span } from './lists_cursor.ts'
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
export { selectMoveNights as nightsToMoveTo } from './move_nights.sql.ts'
export { readSearch, wordsQuery } from './lists_search.ts'
export { selectDoorOrders as doorOrders, type DoorOrder } from './door_search.sql.ts'
export {
  selectDoorParties as doorParties,
  selectDoorParty as doorParty,
  type DoorParty,
} from './door_parties.sql.ts'
export {
  selectDoorCount as doorCount,
  selectDoorEntrances as doorEntrances,
  type DoorCount,
  type DoorEntrance,
} from './door_now.sql.ts'
export { openTonight, type HouseNow, type NightNow, type Tonight } from './tonight.ts'
export type { FeedRow } from './tonight_feed.sql.ts'
export { selectTableEvents as tableEvents } from './board_table.sql.ts'
export type { UnseatedParty } from './board_unseated.sql.ts'
export type { IssuingOrder, OpenAlert } from './tonight_needs.sql.ts'
export type { NightChoice } from './tonight_nights.sql.ts'
export type { TableNow } from './tonight_tables.sql.ts'
export { reconcile } from './tonight_reconcile.ts'
export {
  selectActionFacts as actionFactsOf,
  selectPaymentsAtDesk as paymentsAtDesk,
  type ActionFacts,
  type PaymentAtDesk,
} from './desk.sql.ts'
export { selectOffers as offersAtDesk, type OfferAtDesk } from './offers.sql.ts'
export {
  selectCallOffFailures as callOffFailures,
  selectCallOffProgress as callOffProgress,
  type CallOffFailure,
  type CallOffProgress,
} from './calloff.sql.ts'
export { inboxAlert, inboxPage } from './alerts_inbox.ts'
export type { InboxAlert } from './alerts_inbox.sql.ts'
export { selectAlertFacts as alertFacts, type AlertFacts } from './alerts_facts.sql.ts'
export { keepNightCloses, readNightClose } from './close_kept.ts'
export { selectCloseNights as nightsToClose, type CloseNight } from './close_nights.sql.ts'
export type { CloseDifference, NightClose } from './close_report.ts'
export {
  nightShows,
  selectManagedNights as managedNights,
  type ManagedNight,
} from './nights_list.sql.ts'
export {
  selectHouseCapacity as houseCapacity,
  selectNightInHand as nightInHand,
  selectTypesInHand as typesInHand,
  selectVipInHand as vipInHand,
  type NightInHand,
  type TypeInHand,
  type VipInHand,
} from './nights_page.sql.ts'
export { selectTermsSources as termsSources, type TermsSource } from './terms_sources.sql.ts'
export { selectAuditLog as auditLog, type AuditFilter, type LoggedEntry } from './audit_log.sql.ts'
export {
  selectAuditActors as auditActors,
  selectAuditKinds as auditKinds,
} from './audit_choices.sql.ts'
export {
  selectAuditSubjects as auditSubjects,
  selectNightSubjects as nightSubjects,
} from './audit_subjects.sql.ts'
export { selectIsSold as isAnythingSold } from './settings_sold.sql.ts'
export { selectGuestExport as exportOfGuest } from './guests_export.sql.ts'
export {
  selectHeldPasses as passesHeldBy,
  selectHolderExport as exportOfHolder,
  type HeldPass,
} from './guests_holders.sql.ts'
export {
  selectGuestComps as compsOfGuest,
  selectGuestOrders as ordersOfGuest,
  type GuestComp,
  type GuestOrder,
} from './guests_find.sql.ts'
export {
  countPayments,
  selectHouseFigures as houseFigures,
  selectQueueFigures as queueFigures,
  selectSettledUntil as settledUntil,
} from './watch_books.sql.ts'
