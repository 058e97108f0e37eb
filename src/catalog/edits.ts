import { auditTrailOf, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'

/** Whoever of the venue changes something, by their name. */
export type Actor = string

/** The fields of which two versions differ, by their names. */
export function changedFields<Fields extends object>(before: Fields, after: Fields): string[] {
  return Object.keys(after).filter((name) => {
    const key = name as keyof Fields
    return JSON.stringify(before[key]) !== JSON.stringify(after[key])
  })
}

/**
 * The refusal for an editor who has read an older version: it names the fields that others have
 * changed since, and who did last, as the audit trail has them.
 */
export async function refuseOlder(
  tx: Tx,
  subjectId: string,
  action: string,
  version: number,
): Promise<Refused<'changed_meanwhile'>> {
  const trail = await auditTrailOf(tx, subjectId)
  const since = trail.filter(
    (one) => one.action === action && Number(one.detail['version']) > version,
  )
  const names = since.flatMap(({ detail }) => String(detail['fields']).split(' '))
  const fields = [...new Set(names)]
  const by = since.at(-1)?.actor ?? ''
  return refuse('changed_meanwhile', fields[0] ?? 'version', { fields: fields.join(' '), by })
}

/** Refuses an order that does not name each of what is there once: others have added to it. */
export function refuseOtherThan(
  there: { id: string }[],
  ids: string[],
): Refused<'changed_meanwhile'> | undefined {
  const isWhole = there.every(({ id }) => ids.includes(id)) && new Set(ids).size === there.length
  if (isWhole && ids.length === there.length) return undefined
  return refuse('changed_meanwhile', 'ids', { fields: 'ids' })
}

/** Notes what somebody has changed of a night, or of what belongs to it. */
export async function noteEdit(
  tx: Tx,
  action: string,
  id: string,
  actor: Actor,
  detail: Record<string, string | number>,
): Promise<void> {
  await noteInAuditTrail(tx, { action, subject_id: id, actor, detail })
}
