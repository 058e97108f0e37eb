import { formatMoney, type Database } from '../src/kernel/index.ts'
import { addNight } from './catalog.ts'
import { placeOrder, type GuestOrder, type TestWish } from './guest.ts'
import type { House } from './house.ts'
import { addVipNight } from './vip_catalog.ts'

/** A night on which one kind of thing is sold, and how somebody wishes for it. */
export interface OnSale {
  ware: Ware
  slug: string
  night_id: string
  wish: (heads: number) => TestWish
}

/** What a box office sells: the same promise for both, so the same tests. */
export interface Ware {
  name: 'GA' | 'VIP'
  /** The table of what lets people in, which has a row with a code and a state for each head. */
  entries: 'tickets' | 'passes'
  /** What so many heads pay at checkout, in minor units. */
  priceOf(heads: number): number
  /** How the subject of the mail begins that brings it. */
  mail: string
  /** Opens a night of its own; `left` is how many orders of one head it can serve. */
  open(db: Database, left?: number): Promise<OnSale>
}

export const ga: Ware = {
  name: 'GA',
  entries: 'tickets',
  priceOf: (heads) => 2450 * heads,
  mail: 'Your tickets: ',
  open: async (db, left = 100) => {
    const { slug, night_id, types } = await addNight(db, { types: [{ capacity: left }] })
    return { ware: ga, slug, night_id, wish: (heads) => ({ [types[0] ?? '']: heads }) }
  },
}

/** A VIP table seats so many at the most; its deposit is for the first ones, others pay extra. */
const GUESTS_MAX = 10
const GUESTS_INCLUDED = 4

export const vip: Ware = {
  name: 'VIP',
  entries: 'passes',
  priceOf: (heads) => 20_000 + 2_000 * Math.max(0, heads - GUESTS_INCLUDED),
  mail: 'Your table: ',
  open: async (db, left = 1) => {
    const one = { guests_included: GUESTS_INCLUDED, guests_max: GUESTS_MAX }
    const { slug, night_id, zones } = await addVipNight(db, {
      tables: Array.from({ length: left }, () => one),
    })
    const wished_id = zones['Gallery'] ?? ''
    const wish = (heads: number) => ({ table: { wished_id, party_size: heads } })
    return { ware: vip, slug, night_id, wish }
  },
}

export const wares: Ware[] = [ga, vip]

/** An amount as guests and owner read it. */
export const euros = (amount_minor: number) => formatMoney({ amount_minor, currency: 'eur' }, 'en')

/** Places an order for so many heads on a night of its own, and names its guest. */
export async function placeOf(
  ware: Ware,
  house: House,
  heads: number,
): Promise<GuestOrder & { email: string; night: string }> {
  const { slug, wish } = await ware.open(house.db)
  return { ...(await placeOrder(house, slug, wish(heads))), night: slug }
}

/** What lets the heads of an order in, by their numbers. */
export async function entriesOf(
  { entries }: Ware,
  { db }: Pick<House, 'db'>,
  { order_id }: GuestOrder,
): Promise<{ id: string; ordinal: number; state: string; code: string }[]> {
  const { rows } = await db.query<{ id: string; ordinal: number; state: string; code: string }>({
    text: `select id, ordinal, state, code from ${entries} where order_id = $1 order by ordinal`,
    values: [order_id],
  })
  return rows
}

/** For how many heads a night is sold or held. */
export async function takenOf(
  { db }: Pick<House, 'db'>,
  { night_id }: Pick<OnSale, 'night_id'>,
): Promise<number> {
  const { rows } = await db.query<{ taken: number }>({
    text: `select ((select sum(taken) from ticket_types where night_id = $1)
                 + (select coalesce(sum(heads), 0) from table_offers where night_id = $1))::int
                  as taken`,
    values: [night_id],
  })
  return rows[0]?.taken ?? -1
}
