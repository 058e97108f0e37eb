export { alertMail, composeAlert, openAlert, resolveAlert, type Teller } from './alert.ts'
export {
  markAllResolved as resolveAlerts,
  sendAllResolved as resolveAlertsInside,
  selectIsOpen as isAlertOpen,
  selectOpenAlerts as openAlertsOf,
  selectWasOpen as wasOpen,
  selectWasTold as wasTold,
  type Alert,
  type AlertKind,
} from './alert.sql.ts'
export { eraseReasons } from './erase.sql.ts'
export { composeDigest } from './digest.ts'
export { acknowledge, assign, resolveByHand, resolvedByHand } from './handling.ts'
export {
  markAllRead as readAllAlerts,
  markRead as readAlert,
  selectOpenCounts as openAlertCounts,
  selectUnread as unreadAlerts,
} from './reading.sql.ts'
export { mailedAbout, recipientsMax, settleRecipients } from './recipients.ts'
export { selectRecipients as alertRecipients } from './recipients.sql.ts'
export { digestMail, digestSeconds } from './telling.ts'
