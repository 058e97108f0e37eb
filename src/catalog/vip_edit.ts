import { isRefused, noteInAuditTrail, refuse, type Refused, type Tx } from '../kernel/index.ts'
import { changedFields, refuseOlder, type Actor } from './edits.ts'
import { isBefore, momentOf } from './local_time.sql.ts'
import { openNight } from './night_edit.ts'
import type { EditedNight } from './night_edit.sql.ts'
import { selectEditedVip, updateVip, type EditedVip, type VipDetails } from './vip_edit.sql.ts'

export type VipRefusal =
  | 'night_unknown'
  | 'night_cancelled'
  | 'vip_not_offered'
  | 'changed_meanwhile'
  | 'arrive_by_outside'
  | 'sale_ends_first'
  | 'time_skipped'

/** Saves what holds for all VIP tables of a night; for whoever books from now on. */
export async function changeVip(
  tx: Tx,
  nightId: string,
  version: number,
  wanted: VipDetails,
  actor: Actor,
): Promise<{ version: number } | Refused<VipRefusal>> {
  const night = await openNight(tx, nightId)
  if (isRefused(night)) return night
  const vip = await selectEditedVip(tx, nightId)
  if (!vip) return refuse('vip_not_offered', 'vip')
  const { sales_start_at, sales_end_at, arrive_by, policy, capture } = vip
  const known: VipDetails = { sales_start_at, sales_end_at, arrive_by, policy, capture }
  const fields = changedFields(known, wanted)
  if (fields.length === 0) return { version: vip.version }
  if (vip.version !== version) return refuseOlder(tx, nightId, 'vip_night.changed', version)
  const moments = await momentsOf(tx, night, vip, wanted)
  if (isRefused(moments)) return moments
  await updateVip(tx, nightId, { ...wanted, ...moments })
  const detail = { version: version + 1, fields: fields.join(' ') }
  await noteInAuditTrail(tx, { action: 'vip_night.changed', subject_id: nightId, actor, detail })
  return { version: version + 1 }
}

type Moments = Pick<VipDetails, 'sales_start_at' | 'sales_end_at' | 'arrive_by'>

async function momentsOf(
  tx: Tx,
  { time_zone, doors_raw, ends_raw }: EditedNight,
  vip: EditedVip,
  wanted: VipDetails,
): Promise<Moments | Refused<VipRefusal>> {
  const read = (
    field: 'sales_start_at' | 'sales_end_at' | 'arrive_by',
    raw: string,
    none: '-infinity' | 'infinity',
  ) => momentOf(tx, time_zone, field, wanted[field], { raw, local: vip[field] }, none)
  const sales_start_at = await read('sales_start_at', vip.start_raw, '-infinity')
  if (isRefused(sales_start_at)) return sales_start_at
  const sales_end_at = await read('sales_end_at', vip.end_raw, 'infinity')
  if (isRefused(sales_end_at)) return sales_end_at
  const arrive_by = await read('arrive_by', vip.arrive_raw, 'infinity')
  if (isRefused(arrive_by)) return arrive_by
  if (!(await isBefore(tx, sales_start_at, sales_end_at)))
    return refuse('sale_ends_first', 'sales_end_at')
  const isOutside =
    (await isBefore(tx, arrive_by, doors_raw)) || (await isBefore(tx, ends_raw, arrive_by))
  if (isOutside && arrive_by !== vip.arrive_raw) return refuse('arrive_by_outside', 'arrive_by')
  return { sales_start_at, sales_end_at, arrive_by }
}
