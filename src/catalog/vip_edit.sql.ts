import { row, touched, type Tx } from '../kernel/index.ts'
import { localSql } from './local_time.sql.ts'

/** What an editor of a night's VIP side has in front of them. Times are local; null is no limit. */
export interface VipDetails {
  sales_start_at: string | null
  sales_end_at: string | null
  arrive_by: string
  policy: string
  capture: 'at_once' | 'at_doors'
}

export interface EditedVip extends VipDetails {
  version: number
  start_raw: string
  end_raw: string
  arrive_raw: string
}

/** A night's VIP side, behind the night's lock; undefined where it has none. */
export function selectEditedVip(tx: Tx, nightId: string): Promise<EditedVip | undefined> {
  return row<EditedVip>(
    tx,
    'vip_night_to_edit',
    `select p.version, p.policy, p.capture, p.sales_start_at::text as start_raw,
            p.sales_end_at::text as end_raw, p.arrive_by::text as arrive_raw,
            ${localSql('p.sales_start_at', 'v.time_zone')} as sales_start_at,
            ${localSql('p.sales_end_at', 'v.time_zone')} as sales_end_at,
            ${localSql('p.arrive_by', 'v.time_zone')} as arrive_by
       from vip_nights p join nights n on n.id = p.night_id join venues v on v.id = n.venue_id
      where p.night_id = $1`,
    [nightId],
  )
}

/** Writes it; its times are moments here. Who has booked has agreed on what held then. */
export function updateVip(tx: Tx, nightId: string, vip: VipDetails): Promise<number> {
  return touched(
    tx,
    'update_vip_night',
    `update vip_nights set sales_start_at = $2::timestamptz, sales_end_at = $3::timestamptz,
            arrive_by = $4::timestamptz, policy = $5, capture = $6, version = version + 1
      where night_id = $1`,
    [nightId, vip.sales_start_at, vip.sales_end_at, vip.arrive_by, vip.policy, vip.capture],
  )
}

/** Begins the VIP side of a night; its time is a moment here. */
export function insertVip(
  tx: Tx,
  nightId: string,
  vip: { floor_plan_id: string; arrive_by: string; policy: string },
): Promise<number> {
  return touched(
    tx,
    'insert_vip_night',
    `insert into vip_nights (night_id, floor_plan_id, arrive_by, policy)
     values ($1, $2, $3::timestamptz, $4)`,
    [nightId, vip.floor_plan_id, vip.arrive_by, vip.policy],
  )
}
