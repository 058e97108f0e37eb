import {
  findVipNight,
  freeOf,
  freeTables,
  packagesOf,
  tableOffersOf,
  waitingPartiesOf,
  type Night,
  type Package,
  type TableOffer,
  type VipNight,
  type WaitingParty,
} from '../../catalog/index.ts'
import { isRefused, refuse, type Queryable, type Refused, type Tx } from '../../kernel/index.ts'
import type { Agreement, Line } from '../../orders/index.ts'
import type { Goods } from '../goods.ts'
import { withinLimits, type GoodsRefusal } from '../limits.ts'
import { agree, linesOfAgreement, versionOfTerms, type TableWish } from './terms.ts'

export type TableRefusal =
  | GoodsRefusal
  | 'vip_not_offered'
  | 'party_size_invalid'
  | 'party_too_large'
  | 'package_unknown'
  | 'table_unknown'
  | 'table_taken'
  | 'zone_full'
  | 'sales_paused'
  | 'terms_changed'

/** Placing asks after the night by itself. */
type QuoteRefusal = TableRefusal | 'night_not_on_sale' | 'night_over'

/** What a party would agree on and pay for a table, as things are now. */
export interface Quote {
  offer: TableOffer
  agreement: Agreement
  lines: Line[]
  /** The version of the terms, to be named when the order is placed. */
  terms: string
}

/**
 * Turns a party's wish into what is ordered: the table, its terms and its lines. Refuses what the
 * night does not offer, or not to so many, or not on the terms that the party has read. The night
 * stays locked until the transaction ends, so that the table chosen here is still free when it is
 * held.
 */
export async function chooseTable(
  tx: Tx,
  orderId: string,
  night: Night,
  currency: string,
  wish: TableWish,
): Promise<Goods | Refused<TableRefusal>> {
  const side = await readSide(tx, night, wish)
  if (isRefused(side)) return side
  // Most of a rush is told so here, without waiting for the night's lock.
  const seen = quoteFrom(freeOf(side.waiting, side.offers), orderId, side, currency, wish)
  if (isRefused(seen)) return seen
  const quote = quoteFrom(await freeTables(tx, night.id), orderId, side, currency, wish)
  if (isRefused(quote)) return quote
  const { lines, agreement } = quote
  return { kind: 'vip', lines, agreement, booking_id: null, guests: 0 }
}

/**
 * What placing the same wish would agree on and charge, without taking anything: for a party that
 * is still choosing. Refuses what placing would refuse.
 */
export async function quoteTable(
  db: Queryable,
  night: Night,
  currency: string,
  wish: TableWish,
): Promise<Quote | Refused<QuoteRefusal>> {
  if (night.state !== 'published') return refuse('night_not_on_sale', 'night')
  if (night.is_over) return refuse('night_over', 'night')
  const side = await readSide(db, night, wish)
  if (isRefused(side)) return side
  return quoteFrom(freeOf(side.waiting, side.offers), '', side, currency, wish)
}

/** What a night offers to parties. */
interface VipSide {
  vip: VipNight
  packages: Package[]
  chosen: Package | null
  offers: TableOffer[]
  waiting: WaitingParty[]
}

async function readSide(
  db: Queryable,
  night: Night,
  wish: TableWish,
): Promise<VipSide | Refused<TableRefusal>> {
  const vip = await findVipNight(db, night.id)
  if (!vip) return refuse('vip_not_offered', 'table')
  if (night.vip_paused_at) return refuse('sales_paused', 'table')
  const refused = refusalOf(vip, wish)
  if (refused) return refused
  const packages = await packagesOf(db, night.id)
  const chosen = packages.find(({ id }) => id === wish.package_id) ?? null
  if (wish.package_id && !chosen) return refuse('package_unknown', 'package')
  const waiting = await waitingPartiesOf(db, night.id)
  return { vip, packages, chosen, waiting, offers: await tableOffersOf(db, night.id) }
}

function refusalOf(vip: VipNight, wish: TableWish): Refused<TableRefusal> | undefined {
  if (vip.sale === 'not_started')
    return refuse('sale_not_started', 'table', { at: vip.sales_start_at?.toISOString() ?? '' })
  if (vip.sale === 'ended') return refuse('sale_ended', 'table')
  if (!Number.isSafeInteger(wish.party_size) || wish.party_size < 1)
    return refuse('party_size_invalid', 'party_size')
  return undefined
}

function quoteFrom(
  free: TableOffer[],
  orderId: string,
  { vip, packages, chosen, offers }: VipSide,
  currency: string,
  wish: TableWish,
): Quote | Refused<TableRefusal> {
  const offer = pickOffer(offers, free, wish)
  if (isRefused(offer)) return offer
  const terms = versionOfTerms(vip, offer, packages)
  if (wish.terms !== undefined && wish.terms !== terms) return refuse('terms_changed', 'table')
  const agreement = agree(orderId, vip, offer, chosen, wish)
  const lines = withinLimits(linesOfAgreement(agreement, offer), currency, 'table')
  return isRefused(lines) ? lines : { offer, agreement, lines, terms }
}

/** The table that was asked for, or the best one of its zone that is large enough. */
function pickOffer(
  offers: TableOffer[],
  free: TableOffer[],
  wish: TableWish,
): TableOffer | Refused<TableRefusal> {
  const wished = offers.filter(
    ({ vip_table_id, zone_id }) => vip_table_id === wish.wished_id || zone_id === wish.wished_id,
  )
  const isOne = wished.some(({ vip_table_id }) => vip_table_id === wish.wished_id)
  const max = Math.max(...wished.map(({ guests_max }) => guests_max))
  if (wished.length === 0) return refuse('table_unknown', 'table')
  if (wish.party_size > max) return refuse('party_too_large', 'party_size', { max })
  const [best] = free
    .filter((offer) => wished.some(({ vip_table_id }) => vip_table_id === offer.vip_table_id))
    .filter(({ guests_max }) => guests_max >= wish.party_size)
    .toSorted((a, b) => a.rank - b.rank || a.guests_max - b.guests_max)
  return best ?? refuse(isOne ? 'table_taken' : 'zone_full', 'table')
}
