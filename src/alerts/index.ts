export { alertMail, composeAlert, openAlert, resolveAlert, type FactsOf } from './alert.ts'
export {
  markAllResolved as resolveAlerts,
  selectOpenAlerts as openAlertsOf,
  type AlertKind,
} from './alert.sql.ts'
