import type { Tx } from './transaction.ts'
import { insertAuditEntry, type NewAuditEntry } from './audit_trail.sql.ts'
import { newId } from './ids.ts'

/** Who did it where nobody of the venue did: the house by itself, a guest, or Stripe. */
const OWN_NAMES = new Set(['coatcheck', 'guest', 'stripe'])

/** Whether a name is one that the audit trail gives to nobody of the venue. */
export const isOwnName = (name: string) => OWN_NAMES.has(name.trim().toLowerCase())

/**
 * Writes down that somebody, or the house by itself, did something that a person may ask about
 * later, in the transaction that does it: so neither stands without the other. Entries are never
 * changed, and never deleted: so the name of whoever of the venue did it, `actor`, is the only
 * personal data in them. `detail` holds ids, figures and words of ours, no free text; guests are
 * named by the ids of their things. Returns the entry's id.
 */
export async function noteInAuditTrail(tx: Tx, entry: Omit<NewAuditEntry, 'id'>): Promise<string> {
  const id = newId('aud')
  await insertAuditEntry(tx, { id, ...entry })
  return id
}
