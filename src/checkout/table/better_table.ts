import { findVipTable, freeTables, type TableOffer } from '../../catalog/index.ts'
import { must, type Tx } from '../../kernel/index.ts'
import type { Agreement } from '../../orders/index.ts'

/**
 * The table for a party whose money came after its hold had ended: the one that it had ordered,
 * else a free one that is at least as good and large enough: if it can be, with the room agreed on
 * for guests who may join later, then as near to it in rank as there is (F43). Undefined when the
 * house has none. The night is locked.
 */
export async function tableForLateMoney(
  tx: Tx,
  { night_id, vip_table_id, party_size, guests_max: agreed }: Agreement,
): Promise<string | undefined> {
  const free = await freeTables(tx, night_id)
  if (free.some((offer) => offer.vip_table_id === vip_table_id)) return vip_table_id
  // As good as it was ordered, whether or not it is on sale any more.
  const ordered = must(await findVipTable(tx, vip_table_id), `table ${vip_table_id}`)
  const lacks = ({ guests_max }: TableOffer) => Number(guests_max < agreed)
  const [nearest] = free
    .filter(({ guests_max, rank }) => guests_max >= party_size && rank <= ordered.rank)
    .toSorted((a, b) => lacks(a) - lacks(b) || b.rank - a.rank || a.guests_max - b.guests_max)
  return nearest?.vip_table_id
}
