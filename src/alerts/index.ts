export { alertMail, composeAlert, openAlert, resolveAlert, type FactsOf } from './alert.ts'
export {
  markAllResolved as resolveAlerts,
  selectOpenAlerts as openAlertsOf,
  selectWasOpen as wasOpen,
  selectWasTold as wasTold,
  type AlertKind,
} from './alert.sql.ts'
