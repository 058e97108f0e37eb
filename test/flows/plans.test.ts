import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { PlansAnswer } from '../../src/web/dashboard/api/plans_answers.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import {
  addPlan,
  assertPlanRefused,
  done,
  drawing,
  drawnTable,
  drawnZone,
  readPlan,
  savePlan,
  sellOn,
} from '../plan.ts'

// Floor plans: drawn, saved in place or as a version, by one or by two, and what is refused.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
  await addNight(house.db)
})
after(async () => {
  await audit(house)
  await second.stop()
  await house.close()
})

const deeds = async (id: string) =>
  (await deedsOf(house, id)).map(({ action, actor }) => [action, actor])

test('a new plan is read as it was drawn, and stands in the list', async () => {
  const plan = drawing({
    name: 'Roof',
    zones: [
      drawnZone({
        name: 'Bar',
        tables: [
          drawnTable({ name: 'B1', kind: 'sofa', rank: 2, rotation: 45 }),
          drawnTable({ name: 'B2', shape: 'round', width: 80, height: 80, x: 300, rank: 3 }),
        ],
      }),
      drawnZone({ name: 'Empty', x: 500, tables: [] }),
    ],
  })
  const { id, version, revision, is_used } = done(await addPlan(house, owner, plan))
  assert.deepEqual([version, revision, is_used], [1, 1, false])
  const read = await readPlan(house, manager, id)
  assert.deepEqual(read.drawing, plan)
  assert.equal(read.saved_by, 'Olga Owner')
  const { plans } = done(await dashboard<PlansAnswer>(house, owner, 'GET', 'plans'))
  const listed = plans.find((one) => one.id === id)
  assert.deepEqual(listed?.drawing, plan)
  assert.equal(listed?.nights, 0)
  assert.deepEqual(await deeds(id), [['floor_plan.made', 'Olga Owner']])
})

test('two who press at once, by two servers, save one plan', async () => {
  const save_id = newId('sav')
  const plan = drawing({ name: 'Pressed twice' })
  const [one, other] = await Promise.all([
    addPlan(house, owner, plan, save_id),
    addPlan(second, owner, plan, save_id),
  ])
  assert.equal(done(one).id, done(other).id)
  assert.equal((await deeds(done(one).id)).length, 1)
})

test('while no night uses a plan, it is changed in place', async () => {
  const first = done(await addPlan(house, owner))
  const wider = drawing({ width: 1200, zones: [drawnZone({ tables: [] })] })
  const saved = done(await savePlan(house, manager, first, wider))
  assert.equal(saved.id, first.id)
  assert.deepEqual([saved.version, saved.revision], [1, 2])
  assert.deepEqual((await readPlan(house, owner, first.id)).drawing, wider)
  assert.deepEqual(await deeds(first.id), [
    ['floor_plan.made', 'Olga Owner'],
    ['floor_plan.changed', 'Mateo Manager'],
  ])
})

test('a save that is sent again is done once', async () => {
  const first = done(await addPlan(house, owner))
  const save_id = newId('sav')
  const answers = await Promise.all(
    [house, second].map((server) =>
      savePlan(server, owner, first, drawing({ name: 'Again' }), { save_id }),
    ),
  )
  for (const answer of answers) assert.equal(done(answer).revision, 2)
  const other = done(await addPlan(house, owner))
  assertPlanRefused(await savePlan(house, owner, other, drawing(), { save_id }), 404, [
    'plan_unknown',
    'save_id',
  ])
})

test('two editors on one plan: the second is told by whom, and loses nothing', async () => {
  const first = done(await addPlan(house, owner))
  const theirs = drawing({ name: 'Theirs' })
  const mine = drawing({ name: 'Mine' })
  const answers = await Promise.all([
    savePlan(house, manager, first, theirs),
    savePlan(second, owner, first, mine),
  ])
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ['200', '409'])
  const [won, lost] = answers[0].status === 200 ? [theirs, mine] : [mine, theirs]
  const [winner, loser] = won === theirs ? ['Mateo Manager', owner] : ['Olga Owner', manager]
  const refused = answers.find(({ status }) => status === 409)
  assert.ok(refused)
  assertPlanRefused(refused, 409, ['plan_changed', 'revision'])
  assert.match(refused.body.detail, new RegExp(`^${winner} has saved this plan meanwhile, `))
  const kept = await readPlan(house, owner, first.id)
  assert.deepEqual(kept.drawing, won)
  // The other one stands beside it, as a version of its own.
  const version = done(await savePlan(house, loser, first, lost, { as_new_version: true }))
  assert.equal(version.version, 2)
  assert.deepEqual(version.drawing, lost)
  assert.deepEqual((await readPlan(house, owner, first.id)).drawing, won)
  assert.equal((await readPlan(house, owner, first.id)).newest_id, version.id)
})

test('an older version is not changed any more, but may become the newest again', async () => {
  const first = done(await addPlan(house, owner))
  const next = done(
    await savePlan(house, owner, first, drawing({ name: 'Next' }), { as_new_version: true }),
  )
  assert.deepEqual([next.version, next.line_id], [2, first.id])
  assertPlanRefused(await savePlan(house, owner, first, drawing()), 409, [
    'plan_changed',
    'revision',
  ])
  const back = done(await savePlan(house, owner, first, drawing(), { as_new_version: true }))
  assert.deepEqual(
    back.versions.map(({ version }) => version),
    [3, 2, 1],
  )
  const { plans } = done(await dashboard<PlansAnswer>(house, owner, 'GET', 'plans'))
  const ofLine = plans.filter(({ id }) => [first.id, next.id, back.id].includes(id))
  assert.deepEqual(
    ofLine.map(({ id, version }) => [id, version]),
    [[back.id, 3]],
  )
})

test('a night that takes a plan while it is saved never has it changed under it', async () => {
  for (const server of [house, second]) {
    const plan = done(await addPlan(house, owner))
    const { night_id } = await addNight(house.db)
    const [answer] = await Promise.all([
      savePlan(server, owner, plan, drawing({ zones: [] })),
      sellOn(house, night_id, plan.id).catch(() => undefined),
    ])
    const saved = done(answer)
    const { rows } = await house.db.query({
      text: `select count(*)::integer as lost from table_offers o
              left join vip_tables t on t.id = o.vip_table_id where t.id is null`,
    })
    assert.equal(rows[0]?.['lost'], 0)
    assert.ok(saved.version === 2 || saved.revision === 2)
  }
})

test('what a plan cannot be is refused, with each field that is wrong', async () => {
  const first = done(await addPlan(house, owner))
  const zone = (tables: ReturnType<typeof drawnTable>[]) =>
    drawing({ zones: [drawnZone({ tables })] })
  const refusals: [object, ...[string, string][]][] = [
    [drawing({ name: ' ' }), ['plan_name_missing', 'name']],
    [
      zone([drawnTable(), drawnTable({ name: ' table 1' }), drawnTable({ name: '' })]),
      ['plan_name_twice', 'zones.0.tables.1.name'],
      ['plan_name_missing', 'zones.0.tables.2.name'],
    ],
    [
      drawing({ zones: [drawnZone(), drawnZone({ x: 500, tables: [] })] }),
      ['plan_name_twice', 'zones.1.name'],
    ],
    [drawing({ zones: [drawnZone({ x: 700, tables: [] })] }), ['plan_off_canvas', 'zones.0']],
    [zone([drawnTable({ x: 600 })]), ['plan_off_zone', 'zones.0.tables.0']],
    [zone([drawnTable({ x: 990 })]), ['plan_off_canvas', 'zones.0.tables.0']],
    // It fits as it lies, and not as it stands.
    [zone([drawnTable({ y: 55, rotation: 90 })]), ['plan_off_zone', 'zones.0.tables.0']],
    [zone([drawnTable({ capacity: 101 })]), ['input_invalid', 'zones.0.tables.0.capacity']],
    [zone([drawnTable({ rotation: 360 })]), ['input_invalid', 'zones.0.tables.0.rotation']],
    [zone([drawnTable({ x: 1.5 })]), ['input_invalid', 'zones.0.tables.0.x']],
    [drawing({ width: 20_000 }), ['input_invalid', 'width']],
    [drawing({ name: 'x'.repeat(81) }), ['input_invalid', 'name']],
    [drawing({ name: 'rings \u0007' }), ['input_invalid', 'name']],
    [zone([drawnTable({ name: 'half \ud800' })]), ['input_invalid', 'zones.0.tables.0.name']],
    [drawing({ picture: { id: newId('pic'), opacity: 50 } }), ['picture_unknown', 'picture']],
  ]
  for (const [plan, ...faults] of refusals) {
    const status = faults[0]?.[0] === 'picture_unknown' ? 404 : 422
    assertPlanRefused(await savePlan(house, owner, first, plan), status, ...faults)
    assertPlanRefused(await addPlan(house, owner, plan), status, ...faults)
  }
  assert.deepEqual((await readPlan(house, owner, first.id)).drawing, drawing())
  assertPlanRefused(await addPlan(house, owner, drawing(), 'mine'), 422, [
    'input_invalid',
    'save_id',
  ])
  const nobody = { id: newId('flr'), revision: 1 }
  assertPlanRefused(await savePlan(house, owner, nobody, drawing()), 404, ['plan_unknown', 'plan'])
})

test('owner and manager draw, nobody else does', async () => {
  const plan = done(await addPlan(house, owner))
  for (const role of ['host', 'door'] as const) {
    const who = await signedInAs(house, role)
    for (const answer of [
      await addPlan(house, who),
      await savePlan(house, who, plan, drawing()),
      await dashboard(house, who, 'GET', 'plans'),
      await dashboard(house, who, 'GET', `plans/${plan.id}`),
      await dashboard(house, who, 'POST', `plans/${plan.id}/nights`, { nights: ['x'] }),
    ])
      assertPlanRefused(answer, 403, ['not_permitted', 'account'])
    for (const page of ['/dashboard/plans', `/dashboard/plans/${plan.id}`])
      assert.equal((await who.get(page)).status, 403)
  }
  for (const who of [owner, manager])
    assert.equal((await who.get(`/dashboard/plans/${plan.id}`)).status, 200)
})
