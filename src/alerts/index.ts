export { alertMail, composeAlert, openAlert, resolveAlert, type FactsOf } from './alert.ts'
export {
  markAllResolved as resolveAlerts,
  selectOpenAlerts as openAlertsOf,
  selectWasTold as wasTold,
  type AlertKind,
} from './alert.sql.ts'
