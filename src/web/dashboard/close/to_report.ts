import type { NightClose } from '../../../overview/index.ts'
import type { CloseReport } from '../api/close_answers.ts'

/** A report as its readers have it. */
export function toCloseReport(close: NightClose): CloseReport {
  return JSON.parse(JSON.stringify(close)) as CloseReport
}
