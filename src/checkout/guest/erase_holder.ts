import { noteInAuditTrail, refuse, transaction, type Refused } from '../../kernel/index.ts'
import { ERASED } from '../../orders/index.ts'
import { eraseHeld, lockHeld } from '../../tickets/index.ts'
import type { Till } from '../till.ts'

/** Whose passes they are, as they wrote it, and who of the venue erases them. */
interface Holder {
  name: string
  pass_ids: string[]
  actor: string
}

/**
 * Takes the name of somebody who only claimed a pass off the passes that are theirs. The party, its
 * order and when they came in stay. All of these passes or none: refused while one may still let
 * its holder in. Done again it does nothing more.
 */
export function eraseHolder(
  till: Till,
  { name, pass_ids, actor }: Holder,
): Promise<{ passes: number } | Refused<'guest_kept'>> {
  return transaction(till.db, async (tx) => {
    if (name === ERASED) return { passes: 0 }
    const held = await lockHeld(tx, name, pass_ids)
    if (held.some(({ is_to_come }) => is_to_come)) return refuse('guest_kept', 'pass_ids')
    const ids = held.map(({ id }) => id)
    await eraseHeld(tx, ids, ERASED)
    for (const id of ids)
      await noteInAuditTrail(tx, { action: 'pass.erased', subject_id: id, actor, detail: {} })
    tx.afterCommit(() => till.log.info({ passes: ids.length }, 'holder.erased'))
    return { passes: ids.length }
  })
}
