import type { Tx } from './database.ts'
import { insertAuditEntry, type NewAuditEntry } from './audit_trail.sql.ts'
import { newId } from './ids.ts'

/**
 * Writes down that somebody, or the house by itself, did something that a person may ask about
 * later, in the transaction that does it: so neither stands without the other. Entries are never
 * changed. `detail` holds ids and figures, no personal data. Returns the entry's id.
 */
export async function noteInAuditTrail(tx: Tx, entry: Omit<NewAuditEntry, 'id'>): Promise<string> {
  const id = newId('aud')
  await insertAuditEntry(tx, { id, ...entry })
  return id
}
