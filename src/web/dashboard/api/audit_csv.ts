import type { Database } from '../../../kernel/index.ts'
import {
  auditLog,
  readCursor,
  type AuditFilter,
  type LoggedEntry,
} from '../../../overview/index.ts'
import { auditWords } from '../../messages.ts'
import { deedOf } from './audit_entry.ts'
import { byteOrderMark, csvLine } from './csv.ts'

/** So many entries are in memory at once, however many go into the file. */
const ROWS_AT_ONCE = 1000

/** The entries that `filter` lets through as the lines of a CSV file, newest first. */
export async function* auditCsv(
  db: Database,
  filter: AuditFilter,
  locale: string,
  currency: string,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(auditWords(locale).csvColumns)
  let last: LoggedEntry | undefined
  do {
    const after = last && readCursor(last.cursor)
    const entries = await auditLog(db, filter, after, ROWS_AT_ONCE)
    yield entries.map((entry) => lineOf(entry, locale, currency)).join('')
    last = entries.length === ROWS_AT_ONCE ? entries.at(-1) : undefined
  } while (last)
}

function lineOf(entry: LoggedEntry, locale: string, currency: string): string {
  return csvLine([
    entry.at.toISOString(),
    entry.actor,
    deedOf(entry, locale, currency),
    entry.action,
    entry.subject_id,
    entry.order_id,
    entry.night?.title ?? null,
    entry.id,
  ])
}
