/** Where a page is that tells more about what an entry is about. */
export type AuditLink =
  | { to: 'order'; order_id: string }
  | { to: 'members' }
  | { to: 'alerts' }
  | { to: 'nothing' }

/** An entry of the audit trail as its page shows it. */
export interface AuditRow {
  id: string
  at: string
  action: string
  actor: string
  /** Whether nobody of the venue did it. */
  is_own: boolean
  sentence: string
  subject_id: string
  night: string | null
  link: AuditLink
}

/** What the log can be narrowed to. */
export interface AuditChoices {
  actors: string[]
  kinds: string[]
}
