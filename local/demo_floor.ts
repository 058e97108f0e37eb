import { newId, type Tx } from '../src/kernel/index.ts'
import { floorPlan, tablePlans, zones } from './demo_tables.ts'
import {
  findDemoFloorPlan,
  insertDemoFloorPlan,
  insertDemoOffers,
  insertDemoPackage,
  insertDemoTable,
  insertDemoVipNight,
  insertDemoZone,
} from './demo_tables.sql.ts'

/** Draws the demo's floor plan, unless an earlier start has; returns its id. */
export async function drawDemoFloor(tx: Tx, venueId: string): Promise<string> {
  const known = await findDemoFloorPlan(tx, venueId)
  if (known) return known.id
  const plan = { ...floorPlan, id: newId('flr'), venue_id: venueId }
  await insertDemoFloorPlan(tx, plan)
  for (const [position, { tables, ...zone }] of zones.entries()) {
    const zone_id = newId('zon')
    await insertDemoZone(tx, { ...zone, id: zone_id, floor_plan_id: plan.id, position })
    for (const table of tables) await insertDemoTable(tx, { ...table, id: newId('vtb'), zone_id })
  }
  return plan.id
}

/** Puts VIP tables on sale for a night of the programme, if it is one that has them. */
export async function openDemoTables(
  tx: Tx,
  planId: string,
  nightId: string,
  programmeSlug: string,
): Promise<void> {
  const plan = tablePlans[programmeSlug]
  if (!plan || (await insertDemoVipNight(tx, nightId, planId, plan)) === 0) return
  for (const [position, one] of plan.packages.entries())
    await insertDemoPackage(tx, newId('pkg'), nightId, one, position)
  for (const [zone, terms] of Object.entries(plan.terms))
    await insertDemoOffers(tx, nightId, planId, zone, terms, plan.blocked)
}
