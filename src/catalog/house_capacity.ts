import { noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { selectFullestNight, selectHouse, updateHardCapacity } from './house_capacity.sql.ts'

/**
 * Sets how many people fit into the house, or null for no limit; `was` is what the editor has read.
 * Refused while a coming night has places for more: nobody who has bought could be let in.
 */
export async function settleHardCapacity(
  tx: Tx,
  wanted: number | null,
  was: number | null,
  actor: string,
): Promise<
  | { hard_capacity: number | null }
  | Refused<'changed_meanwhile' | 'hard_capacity_below' | 'not_open_yet'>
> {
  const house = await selectHouse(tx)
  if (!house) return refuse('not_open_yet', 'venue')
  const { id, hard_capacity } = house
  if (wanted === hard_capacity) return { hard_capacity }
  if (was !== hard_capacity)
    return refuse('changed_meanwhile', 'hard_capacity', { fields: 'hard_capacity' })
  const fullest = wanted === null ? undefined : await selectFullestNight(tx, wanted)
  if (fullest)
    return refuse('hard_capacity_below', 'hard_capacity', {
      min: fullest.places,
      night: fullest.title,
    })
  await updateHardCapacity(tx, id, wanted)
  const detail = { hard_capacity: wanted ?? 'none' }
  await noteInAuditTrail(tx, { action: 'venue.capacity_changed', subject_id: id, actor, detail })
  return { hard_capacity: wanted }
}
