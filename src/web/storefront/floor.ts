import {
  findFloorPlan,
  findVipNight,
  freeOf,
  packagesOf,
  tableOffersOf,
  waitingPartiesOf,
  zonesOf,
  type Night,
  type TableOffer,
  type WaitingParty,
} from '../../catalog/index.ts'
import { leastCharged } from '../../checkout/index.ts'
import { must, type Database } from '../../kernel/index.ts'
import type { ShownNight } from './pages/index.ts'
import type { Floor, TableView, VipSummary } from './pages/tables/index.ts'

/** The VIP side of a night with everything that its pages show; undefined where it has none. */
export async function loadFloor(db: Database, night: ShownNight): Promise<Floor | undefined> {
  const vip = await findVipNight(db, night.id)
  if (!vip) return undefined
  const [plan, zones, offers, waiting, packages] = await Promise.all([
    findFloorPlan(db, vip.floor_plan_id),
    zonesOf(db, vip.floor_plan_id),
    tableOffersOf(db, night.id),
    waitingPartiesOf(db, night.id),
    packagesOf(db, night.id),
  ])
  return {
    night,
    vip,
    plan: must(plan, `the floor plan of night ${night.id}`),
    zones,
    tables: shown(offers, waiting),
    packages,
  }
}

/** What a night's own page says of its VIP tables; undefined where it offers none. */
export async function loadVipSummary(db: Database, night: Night): Promise<VipSummary | undefined> {
  const vip = await findVipNight(db, night.id)
  if (!vip) return undefined
  const [offers, waiting] = await Promise.all([
    tableOffersOf(db, night.id),
    waitingPartiesOf(db, night.id),
  ])
  // Nothing is sold out where nothing is for sale.
  return offers.length > 0 ? { vip, tables: shown(offers, waiting) } : undefined
}

/** Table 9 before table 10. */
const byName = new Intl.Collator('en', { numeric: true })

/**
 * Tables as guests see them. A blocked one looks booked, and so does a free one while it
 * is kept for a party that waits for a table: nobody else can have it.
 */
function shown(offers: TableOffer[], waiting: WaitingParty[]): TableView[] {
  const free = new Set(freeOf(waiting, offers))
  const inOrder = offers.toSorted((a, b) => byName.compare(a.name, b.name))
  return inOrder.map((offer) => ({
    ...offer,
    state: free.has(offer) ? 'free' : offer.state === 'held' ? 'held' : 'booked',
    charged_from_minor: leastCharged(offer),
  }))
}
