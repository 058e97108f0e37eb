import { newId, type Database } from '../src/kernel/index.ts'
import { addNight, type TestNight } from './catalog.ts'

/** The VIP side of a night for a test, with what differs from an ordinary one. */
export interface TestVipNight extends TestNight {
  tables?: TestTable[]
  packages?: { name?: string; price_minor: number }[]
  capture?: 'at_once' | 'at_doors'
  /** SQL intervals from now. */
  vip_sales_start_in?: string
  vip_sales_end_in?: string
}

/** A table that stands in the zone of its name; what is left out is an ordinary deposit table. */
export interface TestTable {
  name?: string
  zone?: string
  rank?: number
  width?: number
  height?: number
  guests_included?: number
  guests_max?: number
  table_price_minor?: number
  minimum_spend_minor?: number
  charge?: 'full' | 'deposit'
  deposit_minor?: number | null
  deposit_percent?: number | null
  is_deposit_credited?: boolean
  extra_guest_price_minor?: number
}

export interface VipNightMade {
  slug: string
  night_id: string
  types: string[]
  /** The ids of the tables, in the order given, of their zones by name, and of the packages. */
  tables: string[]
  zones: Record<string, string>
  packages: string[]
}

/** Writes a night with VIP tables on a floor plan of its own. */
export async function addVipNight(db: Database, night: TestVipNight = {}): Promise<VipNightMade> {
  const made = await addNight(db, night)
  const plan = newId('flr')
  await db.query({
    text: `insert into floor_plans (id, venue_id, name, width, height)
           select $1, venue_id, 'Main floor', 1000, 600 from nights where id = $2`,
    values: [plan, made.night_id],
  })
  await db.query({
    text: `insert into vip_nights (night_id, floor_plan_id, arrive_by, policy, capture,
                                   sales_start_at, sales_end_at)
           select id, $2, doors_at + interval '1 hour',
                  'Tables are kept until half past eleven. Deposits are not returned.', $3,
                  coalesce(now() + $4::interval, '-infinity'),
                  coalesce(now() + $5::interval, 'infinity')
             from nights where id = $1`,
    values: [
      made.night_id,
      plan,
      night.capture ?? 'at_once',
      night.vip_sales_start_in ?? null,
      night.vip_sales_end_in ?? null,
    ],
  })
  const tables = night.tables ?? [{}]
  const zones: Record<string, string> = {}
  for (const { zone = 'Gallery' } of tables) zones[zone] ??= await addZone(db, plan, zone, zones)
  const ids: string[] = []
  for (const table of tables) {
    const zone = zones[table.zone ?? 'Gallery'] ?? ''
    ids.push(await addTable(db, made.night_id, zone, table, ids.length))
  }
  const packages: string[] = []
  for (const { name = 'Two bottles', price_minor } of night.packages ?? []) {
    const id = newId('pkg')
    packages.push(id)
    await db.query({
      text: `insert into packages (id, night_id, name, includes, price_minor, position)
             values ($1, $2, $3, '{Vodka,Tonic}', $4, $5)`,
      values: [id, made.night_id, name, price_minor, packages.length],
    })
  }
  return { ...made, tables: ids, zones, packages }
}

async function addZone(
  db: Database,
  plan: string,
  name: string,
  before: Record<string, string>,
): Promise<string> {
  const id = newId('zon')
  const position = Object.keys(before).length
  await db.query({
    text: `insert into zones (id, floor_plan_id, name, x, y, width, height, position)
           values ($1, $2, $3, $4, 0, 240, 600, $4 / 250)`,
    values: [id, plan, name, position * 250],
  })
  return id
}

async function addTable(
  db: Database,
  nightId: string,
  zone: string,
  table: TestTable,
  index: number,
): Promise<string> {
  const id = newId('vtb')
  const { guests_included = 4, guests_max = 8, charge = 'deposit' } = table
  await db.query({
    text: `insert into vip_tables (id, zone_id, name, kind, capacity, rank, shape, x, y, width,
                                   height)
           values ($1, $2, $3, 'booth', $4, $5, 'round', $6, 100, $7, $8)`,
    values: [
      id,
      zone,
      table.name ?? `Table ${index + 1}`,
      guests_max,
      table.rank ?? 1,
      100 + index * 80,
      table.width ?? 60,
      table.height ?? 60,
    ],
  })
  const isDeposit = charge === 'deposit'
  const percent = isDeposit ? (table.deposit_percent ?? null) : null
  const fixed = isDeposit && percent === null ? (table.deposit_minor ?? 20_000) : null
  await db.query({
    text: `insert into table_offers
             (night_id, vip_table_id, table_price_minor, minimum_spend_minor, charge,
              deposit_minor, deposit_percent, is_deposit_credited, guests_included, guests_max,
              capacity, extra_guest_price_minor)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
    values: [
      nightId,
      id,
      table.table_price_minor ?? 0,
      table.minimum_spend_minor ?? 60_000,
      charge,
      fixed,
      percent,
      table.is_deposit_credited ?? true,
      guests_included,
      guests_max,
      table.extra_guest_price_minor ?? 2_000,
    ],
  })
  return id
}
