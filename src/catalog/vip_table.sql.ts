import { row, type Queryable } from '../kernel/index.ts'

/** A VIP table by its name, zone and rank, whatever night it is. */
export interface VipTable {
  id: string
  name: string
  zone: string
  rank: number
}

/** A VIP table by its id. */
export function selectVipTable(db: Queryable, id: string): Promise<VipTable | undefined> {
  return row<VipTable>(
    db,
    'vip_table',
    `select t.id, t.name, z.name as zone, t.rank from vip_tables t join zones z on z.id = t.zone_id
      where t.id = $1`,
    [id],
  )
}
