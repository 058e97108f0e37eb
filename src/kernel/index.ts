export { bug, must } from './assertions.ts'
export { isOwnName, noteInAuditTrail } from './audit_trail.ts'
export {
  selectAuditEntries as auditTrailOf,
  selectAuditEntry as findAuditEntry,
  type AuditEntry,
} from './audit_trail.sql.ts'
export { chargeLimits } from './charge_limits.ts'
export { ConfigError, readConfig, settingNames, type Config } from './config.ts'
export {
  isDatabaseAway,
  openDatabase,
  row,
  rows,
  touched,
  type Database,
  type Queryable,
} from './database.ts'
export {
  idsFrom,
  isId,
  isSameSecret,
  isSecret,
  newId,
  newSecret,
  newTicketCode,
  readTicketCode,
  type IdPrefix,
} from './ids.ts'
export { type Environment } from './environment.ts'
export { openLog, wordsOf, type Log } from './log.ts'
export { inLogScope, noteInLog, type LogIds } from './log_scope.ts'
export { isMailAllowed } from './mail_allowed.ts'
export { migrate, schemaState } from './migrate.ts'
export { keptFormatters } from './kept_formatters.ts'
export { decimalMoney, formatMoney } from './money.ts'
export { rest, waitAtMost } from './patience.ts'
export { isRefused, refuse, type Refused } from './refusal.ts'
export {
  beginRequestSpan,
  isTracing,
  startTracing,
  traceparent,
  type RequestSpan,
} from './tracing.ts'
export type { WatchSettings } from './watch_settings.ts'
export { watch, watched, type Piece } from './watched.ts'
export { dieAt, step, steps, type Step } from './step.ts'
export {
  assertOutsideTransaction,
  attemptInside,
  send,
  transaction,
  type Tx,
} from './transaction.ts'
