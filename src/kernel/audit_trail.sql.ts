import { row, rows, touched, type Queryable } from './database.ts'
import type { Tx } from './transaction.ts'

/** Something that was done, by whom and when. */
export interface AuditEntry {
  id: string
  /** The noun and what happened to it, such as `ticket.voided`. */
  action: string
  subject_id: string
  /** A person's name, or `coatcheck` for what the house did by itself. */
  actor: string
  /** Ids, figures and words of ours: an entry can never be changed, so no free text. */
  detail: Record<string, string | number>
  at: Date
}

export type NewAuditEntry = Omit<AuditEntry, 'at'>

/** Appends an entry. */
export function insertAuditEntry(tx: Tx, entry: NewAuditEntry): Promise<number> {
  return touched(
    tx,
    'insert_audit_entry',
    `insert into audit_entries (id, action, subject_id, actor, detail)
     values ($1, $2, $3, $4, $5)`,
    [entry.id, entry.action, entry.subject_id, entry.actor, entry.detail],
  )
}

/** Everything that was done to these subjects, oldest first. */
export function selectAuditEntries(db: Queryable, ...subjectIds: string[]): Promise<AuditEntry[]> {
  return rows<AuditEntry>(
    db,
    'audit_entries_of_subjects',
    `select id, action, subject_id, actor, detail, at from audit_entries
      where subject_id = any($1) order by at, id`,
    [subjectIds],
  )
}

/** One entry by its id. */
export function selectAuditEntry(db: Queryable, id: string): Promise<AuditEntry | undefined> {
  return row<AuditEntry>(
    db,
    'audit_entry',
    `select id, action, subject_id, actor, detail, at from audit_entries where id = $1`,
    [id],
  )
}
