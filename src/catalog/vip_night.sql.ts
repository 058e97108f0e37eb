import { row, type Queryable, type Tx } from '../kernel/index.ts'

/** A night with VIP tables, and what holds for all of them. */
export interface VipNight {
  night_id: string
  floor_plan_id: string
  sales_start_at: Date | null
  sales_end_at: Date | null
  /** By the database's clock. */
  sale: 'not_started' | 'on' | 'ended'
  /** Until then a party's table is kept for it. */
  arrive_by: Date
  /** What a guest agrees to, in the venue's words. */
  policy: string
  /** When the card is charged. */
  capture: 'at_once' | 'at_doors'
}

const vipNightQuery = `select night_id, floor_plan_id,
  nullif(sales_start_at, '-infinity') as sales_start_at,
  nullif(sales_end_at, 'infinity') as sales_end_at,
  case when now() < sales_start_at then 'not_started'
       when now() >= sales_end_at then 'ended' else 'on' end as sale,
  arrive_by, policy, capture
  from vip_nights where night_id = $1`

/** The VIP side of a night; undefined where the night has no VIP tables. */
export function selectVipNight(db: Queryable, nightId: string): Promise<VipNight | undefined> {
  return row<VipNight>(db, 'vip_night', vipNightQuery, [nightId])
}

/**
 * The same, locked until the transaction ends. Whoever gives or takes a table of the night locks
 * this row first: a night has some twenty tables, and so nobody has to think of two at once.
 */
export function lockVipNight(tx: Tx, nightId: string): Promise<VipNight | undefined> {
  return row<VipNight>(tx, 'lock_vip_night', `${vipNightQuery} for update`, [nightId])
}
