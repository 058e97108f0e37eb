import { openAlertsOf, resolveAlerts, type AlertKind } from '../../alerts/index.ts'
import type { Round } from '../../jobs/index.ts'
import type { Database } from '../../kernel/index.ts'

/**
 * Resolves those of the open alerts of `kinds` that are over. A batch is looked at in a round, and
 * the next round goes on behind it, so that what stays open keeps nothing else waiting: not even
 * thousands of one incident.
 */
export async function clearAlerts(
  db: Database,
  kinds: AlertKind[],
  batch: number,
  { alerts_after_id = '' }: Record<string, unknown>,
  isOver: (subjectId: string, kind: AlertKind) => Promise<boolean>,
): Promise<Required<Omit<Round, 'failure'>>> {
  const open = await openAlertsOf(db, kinds, batch, String(alerts_after_id))
  for (const { kind, subject_id } of open)
    if (await isOver(subject_id, kind)) await resolveAlerts(db, [kind], [subject_id])
  const isUnfinished = open.length === batch
  return { note: isUnfinished ? { alerts_after_id: open.at(-1)?.id } : {}, isUnfinished }
}
