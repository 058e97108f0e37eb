import type { Database } from '../src/kernel/index.ts'
import { addNight } from './catalog.ts'
import { placeOrder, type GuestOrder, type TestWish } from './guest.ts'
import type { House } from './house.ts'
import { addVipNight } from './vip_catalog.ts'

/** A night on which one kind of thing is sold, and how somebody wishes for it. */
export interface OnSale {
  slug: string
  wish: (heads: number) => TestWish
}

/** What a box office sells: the same promise for both, so the same tests. */
export interface Ware {
  name: 'GA' | 'VIP'
  /** Opens a night of its own; `left` is how many orders of one head it can serve. */
  open(db: Database, left?: number): Promise<OnSale>
}

/** A VIP table seats so many at the most. */
const GUESTS_MAX = 10

export const wares: Ware[] = [
  {
    name: 'GA',
    open: async (db, left = 100) => {
      const { slug, types } = await addNight(db, { types: [{ capacity: left }] })
      return { slug, wish: (heads) => ({ [types[0] ?? '']: heads }) }
    },
  },
  {
    name: 'VIP',
    open: async (db, left = 1) => {
      const one = { guests_max: GUESTS_MAX }
      const { slug, zones } = await addVipNight(db, {
        tables: Array.from({ length: left }, () => one),
      })
      const wished_id = zones['Gallery'] ?? ''
      return { slug, wish: (heads) => ({ table: { wished_id, party_size: heads } }) }
    },
  },
]

/** Places an order for so many heads on a night of its own, and names its guest. */
export async function placeOf(
  ware: Ware,
  house: House,
  heads: number,
): Promise<GuestOrder & { email: string }> {
  const { slug, wish } = await ware.open(house.db)
  return placeOrder(house, slug, wish(heads))
}
