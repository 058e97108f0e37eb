import {
  findVipNight,
  freeTables,
  packagesOf,
  tableOffersOf,
  type Night,
  type TableOffer,
  type VipNight,
} from '../../catalog/index.ts'
import { isRefused, refuse, type Refused, type Tx } from '../../kernel/index.ts'
import type { Goods } from '../goods.ts'
import { withinLimits, type GoodsRefusal } from '../limits.ts'
import { agree, linesOfAgreement, type TableWish } from './terms.ts'

export type TableRefusal =
  | GoodsRefusal
  | 'vip_not_offered'
  | 'party_size_invalid'
  | 'party_too_large'
  | 'package_unknown'
  | 'table_unknown'
  | 'table_taken'
  | 'zone_full'

/**
 * Turns a party's wish into what is ordered: the table, its terms and its lines. Refuses what the
 * night does not offer, or not to so many. The night stays locked until the transaction ends, so
 * that the table chosen here is still free when it is held.
 */
export async function chooseTable(
  tx: Tx,
  orderId: string,
  night: Night,
  currency: string,
  wish: TableWish,
): Promise<Goods | Refused<TableRefusal>> {
  const vip = await findVipNight(tx, night.id)
  if (!vip) return refuse('vip_not_offered', 'table')
  const refused = refusalOf(vip, wish)
  if (refused) return refused
  const packages = await packagesOf(tx, night.id)
  const chosen = packages.find(({ id }) => id === wish.package_id) ?? null
  if (wish.package_id && !chosen) return refuse('package_unknown', 'package')
  const offer = await pickOffer(tx, night.id, wish)
  if (isRefused(offer)) return offer
  const agreement = agree(orderId, vip, offer, chosen, wish)
  const lines = withinLimits(linesOfAgreement(agreement, offer), currency, 'table')
  if (isRefused(lines)) return lines
  return { kind: 'vip', lines, agreement, booking_id: null }
}

function refusalOf(vip: VipNight, wish: TableWish): Refused<TableRefusal> | undefined {
  if (vip.sale === 'not_started')
    return refuse('sale_not_started', 'table', { at: vip.sales_start_at?.toISOString() ?? '' })
  if (vip.sale === 'ended') return refuse('sale_ended', 'table')
  if (!Number.isSafeInteger(wish.party_size) || wish.party_size < 1)
    return refuse('party_size_invalid', 'party_size')
  return undefined
}

/** The table that was asked for, or the best one of its zone that is large enough. */
async function pickOffer(
  tx: Tx,
  nightId: string,
  wish: TableWish,
): Promise<TableOffer | Refused<TableRefusal>> {
  const offers = await tableOffersOf(tx, nightId)
  const wished = offers.filter(
    ({ vip_table_id, zone_id }) => vip_table_id === wish.wished_id || zone_id === wish.wished_id,
  )
  const isOne = wished.some(({ vip_table_id }) => vip_table_id === wish.wished_id)
  const max = Math.max(...wished.map(({ guests_max }) => guests_max))
  if (wished.length === 0) return refuse('table_unknown', 'table')
  if (wish.party_size > max) return refuse('party_too_large', 'party_size', { max })
  const taken = () => refuse(isOne ? 'table_taken' : 'zone_full', 'table')
  // Most of a rush is told so here, without waiting for the night's lock.
  if (!wished.some(({ state }) => state === 'free')) return taken()
  const free = await freeTables(tx, nightId)
  const [best] = free
    .filter((offer) => wished.some(({ vip_table_id }) => vip_table_id === offer.vip_table_id))
    .filter(({ guests_max }) => guests_max >= wish.party_size)
    .toSorted((a, b) => a.rank - b.rank || a.guests_max - b.guests_max)
  return best ?? taken()
}
