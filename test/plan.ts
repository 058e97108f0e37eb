import assert from 'node:assert/strict'
import type { PlanAnswer, PlanDrawing } from '../src/web/dashboard/api/plans_answers.ts'
import { newId } from '../src/kernel/index.ts'
import { dashboard, type DashboardReply } from './dashboard.ts'
import type { House } from './house.ts'
import type { Browser } from './member.ts'

type Zone = PlanDrawing['zones'][number]
export type DrawnTable = Zone['tables'][number]

/** A table of a test's plan; what is left out is an ordinary one. */
export const drawnTable = (table: Partial<DrawnTable> = {}): DrawnTable => ({
  name: 'Table 1',
  kind: 'booth',
  shape: 'rectangle',
  capacity: 8,
  rank: 1,
  x: 120,
  y: 120,
  width: 100,
  height: 60,
  rotation: 0,
  ...table,
})

/** A zone of a test's plan. */
export const drawnZone = (zone: Partial<Zone> = {}): Zone => ({
  name: 'Gallery',
  x: 20,
  y: 20,
  width: 400,
  height: 300,
  tables: [drawnTable()],
  ...zone,
})

/** A plan with one zone and one table, where nothing else is said. */
export const drawing = (plan: Partial<PlanDrawing> = {}): PlanDrawing => ({
  name: 'Main floor',
  width: 1000,
  height: 600,
  picture: null,
  zones: [drawnZone()],
  ...plan,
})

type Reply = DashboardReply<PlanAnswer & { detail: string }>
type Server = Pick<House, 'url'>

/** Saves a plan anew, as whoever is signed in. */
export function addPlan(
  house: Server,
  who: Browser,
  plan: object = drawing(),
  save_id = newId('sav'),
): Promise<Reply> {
  return dashboard(house, who, 'POST', 'plans', { ...plan, save_id })
}

/** Saves a plan that was seen as `seen`. */
export function savePlan(
  house: Server,
  who: Browser,
  seen: { id: string; revision: number },
  plan: object,
  more: { save_id?: string; as_new_version?: boolean } = {},
): Promise<Reply> {
  const { revision } = seen
  const body = { ...plan, revision, save_id: newId('sav'), ...more }
  return dashboard(house, who, 'PUT', `plans/${seen.id}`, body)
}

/** A plan as the page reads it. */
export async function readPlan(house: Server, who: Browser, id: string): Promise<PlanAnswer> {
  return done(await dashboard(house, who, 'GET', `plans/${id}`))
}

/** The answer, which must be a good one. */
export function done<Body>({ status, body }: DashboardReply<Body>): Body {
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
  return body
}

/** Fails unless an answer is this refusal, about these fields. */
export function assertPlanRefused(
  { status, body }: DashboardReply<unknown>,
  expected: number,
  ...faults: [code: string, field: string][]
): void {
  const found = body.errors?.map(({ code, field }) => [code, field])
  assert.deepEqual([status, found], [expected, faults], JSON.stringify(body))
}

/** Has the VIP tables of a night sold on a plan, and all its tables on sale. */
export async function sellOn(
  { db }: Pick<House, 'db'>,
  nightId: string,
  planId: string,
): Promise<void> {
  await db.query({
    text: `insert into vip_nights (night_id, floor_plan_id, arrive_by, policy)
           select id, $2, doors_at + interval '1 hour', 'No refunds.' from nights where id = $1`,
    values: [nightId, planId],
  })
  await db.query({
    text: `insert into table_offers (night_id, vip_table_id, minimum_spend_minor, charge,
             deposit_minor, guests_included, guests_max, capacity)
           select $1, t.id, 60000, 'deposit', 20000, 4, t.capacity, t.capacity
             from vip_tables t join zones z on z.id = t.zone_id where z.floor_plan_id = $2`,
    values: [nightId, planId],
  })
}

/** The ids of a plan's tables by their names. */
export async function tableIds(
  { db }: Pick<House, 'db'>,
  planId: string,
): Promise<Record<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>({
    text: `select t.id, t.name from vip_tables t join zones z on z.id = t.zone_id
            where z.floor_plan_id = $1`,
    values: [planId],
  })
  return Object.fromEntries(rows.map(({ id, name }) => [name, id]))
}
