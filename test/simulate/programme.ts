import type { Database } from '../../src/kernel/index.ts'
import { diceOf } from './dice.ts'
import { addVipNight, type TestTable, type VipNightMade } from '../vip_catalog.ts'

/** A night that is played, with what is on sale. */
export interface PlayedNight extends VipNightMade {
  capture: 'at_once' | 'at_doors'
  /** Its doors open when this guest comes; null: not before the morning, or they are open. */
  opens_at: number | null
}

/** So many guests, or fewer, go to one night; a longer run has more nights. */
const GUESTS_PER_NIGHT = 40
/** Guests and parties stand between two nights at every moment. */
const NIGHTS_MIN = 2

/** How many nights a run of so many orders has. */
export function nightsFor(orders: number): number {
  return NIGHTS_MIN + Math.floor(orders / GUESTS_PER_NIGHT)
}

/**
 * Which of two nights a party of guest `number` goes to: everybody wants the one that comes next,
 * or the one after it, so that tables are scarce however long the run is.
 */
export function nightOfParty(number: number, which: number): number {
  return Math.floor(number / GUESTS_PER_NIGHT) + which
}

/**
 * The n-th night of a run. GA tickets: two scarce kinds, less than what is wanted of them, and one
 * of which there is always enough. Tables: the best, which everybody wants, three good ones, and
 * five. Parties of every second night are awaited no more, so that one that has not come is a
 * no-show. Of four nights the first and the last reserve what is charged for a table until their
 * doors open: those of the last are open, and the first one's open while parties still come, or
 * later than the banks wait.
 */
export async function addPlayedNight(
  db: Database,
  n: number,
  { seed, orders }: { seed: number; orders: number },
): Promise<PlayedNight> {
  const isOpen = n % 2 === 1
  const capture = n % 4 === 0 || n % 4 === 3 ? 'at_doors' : 'at_once'
  const dice = diceOf(seed, 'doors', n)
  const opens_at = n * GUESTS_PER_NIGHT + dice.whole(...OPENS_AFTER)
  const opensInTime = !isOpen && capture === 'at_doors' && dice.chance(OPENS_IN_TIME)
  const made = await addVipNight(db, {
    capture,
    doors_in: isOpen ? '-2 hours' : '3 days',
    order_tickets_max: 12,
    types: [
      { name: 'Early bird', price_minor: 1500, capacity: Math.ceil(orders * 0.2) },
      { name: 'Second release', price_minor: 2150, capacity: Math.ceil(orders * 0.3) },
      { name: 'At the door', price_minor: 2800, capacity: orders * 12 },
    ],
    tables: TABLES,
    packages: PACKAGES,
  })
  return { ...made, capture, opens_at: opensInTime ? opens_at : null }
}

/** So many guests after those of the night before, and with this probability at all. */
const OPENS_AFTER: [number, number] = [15, 32]
const OPENS_IN_TIME = 0.7

interface Terms {
  table_price_minor: number
  minimum_spend_minor: number
  extra_guest_price_minor: number
  guests_included: number
  guests_max: number
}

/** A fixed deposit that is credited; a share that is not; everything ahead. */
const stage = {
  ...terms({ table_price_minor: 0, minimum_spend_minor: 60_000, guests_max: 8 }),
  zone: 'Stage',
  rank: 1,
  deposit_minor: 20_000,
}
const gallery = {
  ...terms({ table_price_minor: 10_000, minimum_spend_minor: 40_000, guests_max: 8 }),
  zone: 'Gallery',
  rank: 2,
  deposit_percent: 30,
  is_deposit_credited: false,
}
const terrace = {
  ...terms({ table_price_minor: 15_000, minimum_spend_minor: 0, guests_max: 6 }),
  zone: 'Terrace',
  rank: 3,
  charge: 'full' as const,
}

const KINDS: [table: TestTable & Terms, count: number][] = [
  [stage, 1],
  [gallery, 3],
  [terrace, 5],
]
const TABLES = KINDS.flatMap(([table, count]) => Array.from({ length: count }, () => table))
const PACKAGES = [
  { name: 'Two bottles', price_minor: 28_000 },
  { name: 'Five bottles', price_minor: 66_000 },
]

function terms(some: Omit<Terms, 'extra_guest_price_minor' | 'guests_included'>): Terms {
  return { ...some, extra_guest_price_minor: 2_500, guests_included: 4 }
}

/**
 * What a card is charged for the n-th table of a night, worked out from the programme alone and not
 * by the product.
 */
export function priceOfTable(n: number, heads: number, chosen: number | null): number {
  const table = TABLES[n]
  if (!table) throw new Error(`there is no table ${n}`)
  const drinks = chosen === null ? 0 : (PACKAGES[chosen]?.price_minor ?? 0)
  const extra = Math.max(0, heads - table.guests_included) * table.extra_guest_price_minor
  if (table.charge === 'full') return table.table_price_minor + extra + drinks
  if (table.deposit_minor) return table.deposit_minor
  const worth = table.table_price_minor + extra + Math.max(drinks, table.minimum_spend_minor)
  return Math.ceil((worth * (table.deposit_percent ?? 0)) / 100)
}

/** How much of that counts towards the evening's bill. */
export function creditOfTable(n: number, heads: number, chosen: number | null): number {
  return TABLES[n]?.is_deposit_credited === false ? 0 : priceOfTable(n, heads, chosen)
}

/** What a card is charged for more heads at a table that is booked. */
export function priceOfHeads(n: number, heads: number): number {
  return heads * (TABLES[n]?.extra_guest_price_minor ?? 0)
}
