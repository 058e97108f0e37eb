import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { askComp, compBody } from '../comps.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs } from '../member.ts'
import { assertRefused, dayIn, runnerOf, typeDetails, type Runner } from '../nights.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  owner = runnerOf(house, await signedInAs(house, 'owner'))
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

const countOf = async (table: string, nightId: string): Promise<number> => {
  const { rows } = await house.db.query<{ count: number }>({
    text: `select count(*)::int as count from ${table} where night_id = $1`,
    values: [nightId],
  })
  return rows[0]?.count ?? NaN
}
const PARTS = ['ticket_types', 'vip_nights', 'table_offers', 'packages']

test('a draft goes with all that hangs on it, and its floor plan stays', async () => {
  const sold = await addVipNight(house.db, {
    types: [{ name: 'Early' }, { name: 'Regular' }],
    packages: [{ name: 'Two magnums', price_minor: 30_000 }],
  })
  const id = newId('ngt')
  const doors_at = `${dayIn(12)}T23:00`
  const copied = await owner.send('POST', `nights/${sold.night_id}/copy`, { id, doors_at })
  assert.equal(copied.status, 201)
  const [early, regular] = (await owner.night(id)).types
  assert.ok(early && regular)
  await owner.saveType(id, regular.id, { opens_after: early.id })
  for (const part of PARTS) assert.ok((await countOf(part, id)) > 0, `it has ${part}`)
  const { slug } = (await owner.night(id)).night
  assert.deepEqual((await owner.send('DELETE', `nights/${id}`)).body, { deleted: true })
  for (const part of PARTS) assert.equal(await countOf(part, id), 0, part)
  assert.equal((await owner.send('GET', `nights/${id}`)).status, 404)
  const deeds = await deedsOf(house, id)
  assert.deepEqual(deeds.at(-1)?.action, 'night.deleted')
  const { rows } = await house.db.query<{ detail: object }>({
    text: `select detail from audit_entries where subject_id = $1 and action = 'night.deleted'`,
    values: [id],
  })
  assert.deepEqual(rows, [{ detail: { slug } }])
  assert.equal(await countOf('table_offers', sold.night_id), sold.tables.length, 'the other stays')
  assert.equal((await owner.send('GET', `nights/${sold.night_id}`)).status, 200)
})

test('two who delete at once delete it once; pressed again it is gone', async () => {
  const id = await owner.draft('Deleted twice')
  await owner.addType(id)
  const both = await Promise.all([owner, manager].map((one) => one.send('DELETE', `nights/${id}`)))
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  assert.deepEqual((await owner.send('DELETE', `nights/${id}`)).body, { deleted: false })
  const deeds = (await deedsOf(house, id)).filter(({ action }) => action === 'night.deleted')
  assert.equal(deeds.length, 1)
})

test('what was published, or is unknown, is refused, and its address says why', async () => {
  const id = await owner.draft('Published')
  await owner.send('POST', `nights/${id}/publish`)
  assertRefused(await owner.send('DELETE', `nights/${id}`), 'night_not_draft', 'night')
  assertRefused(await owner.send('DELETE', 'nights/ngt_none'), 'night_unknown', 'night')
})

test('a draft of which somebody has asked for something stays, whole', async () => {
  const { night_id, types } = await addNight(house.db)
  const host = await signedInAs(house, 'host')
  const asked = await askComp(house, host, compBody(night_id, { ticket_type_id: types[0] }))
  assert.equal(asked.status, 201, JSON.stringify(asked.body))
  await house.db.query({
    text: `update nights set state = 'draft' where id = $1`,
    values: [night_id],
  })
  assertRefused(await owner.send('DELETE', `nights/${night_id}`), 'night_in_use', 'night')
  assert.equal((await owner.night(night_id)).types.length, types.length, 'nothing of it is gone')
})

test('a price that no card can pay is refused at its field; the smallest one is taken', async () => {
  const id = await owner.draft('Cheap')
  const type = await owner.addType(id, { price_minor: 50 })
  const refused = await owner.saveType(id, type, { price_minor: 49 })
  assertRefused(refused, 'price_too_small', 'price_minor')
  assert.match(JSON.stringify(refused.body), /it takes at least €0\.50/)
  const cheap = { id: newId('typ'), ...typeDetails, price_minor: 1 }
  const added = await owner.send('POST', `nights/${id}/types`, cheap)
  assertRefused(added, 'price_too_small', 'price_minor')
  assert.equal((await owner.saveType(id, type, { capacity: 7 })).status, 200)
})
