import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { api, eventually, fulfilled, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { runnerOf, typeDetails, type Runner } from '../nights.ts'

// What somebody of the house changes while guests buy.

let house: House
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = runnerOf(house, await signedInAs(house, 'owner'))
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

async function stockOf(type: string) {
  const { rows } = await house.db.query<{ taken: number; capacity: number; sold_out: boolean }>({
    text: `select taken, capacity, sold_out_at is not null as sold_out
             from ticket_types where id = $1`,
    values: [type],
  })
  return rows[0] ?? assert.fail('the type')
}

const GUESTS = 20
const guest = { name: 'Ada', email: 'ada@guest.example', phone: '+49 30 1234567' }

/** A guest who orders one, and pays for it at once. */
async function buyOne(slug: string, type: string) {
  const placed = await tryToPlace(house, slug, { [type]: 1 })
  if (placed.status !== 201) return placed
  const { order } = placed
  await api(house, 'PUT', `/api/orders/${order.order_id}/guest`, guest, order)
  await pay(house, order)
  return placed
}

type Bought = Awaited<ReturnType<typeof buyOne>>

/** Whoever has bought has a ticket, and the books are clean. */
async function assertSold(bought: Bought[]): Promise<void> {
  for (const { status, order } of bought) if (status === 201) await fulfilled(house, order, 1)
  await audit(house)
}

test('a capacity that is lowered while guests buy is never below what they have, nor oversold', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { slug, night_id, types } = await addNight(house.db, { types: [{ capacity: 30 }] })
    const [type = ''] = types
    const [placed, ...lowered] = await Promise.all([
      Promise.all(Array.from({ length: GUESTS }, () => buyOne(slug, type))),
      owner.saveType(night_id, type, { capacity: 12 }, 1),
      manager.saveType(night_id, type, { capacity: 8 }, 1),
    ])
    const bought = placed.filter(({ status }) => status === 201).length
    const { taken, capacity } = await stockOf(type)
    assert.equal(taken, bought)
    assert.ok(taken <= capacity, `${taken} of ${capacity}`)
    for (const { status, body } of placed)
      assert.ok(status === 201 || body['code'] === 'sold_out', JSON.stringify(body))
    const done = lowered.filter(({ status }) => status === 200)
    assert.ok(done.length <= 1, 'of two editors one at the most')
    for (const { status, body } of lowered)
      if (status !== 200)
        assert.ok(['capacity_below_taken', 'changed_meanwhile'].includes(body.code), body.code)
    assert.equal(capacity === 30, done.length === 0)
    await assertSold(placed)
  }
})

test('a release opens under a rush: all that is left of both is sold, once', async () => {
  const { slug, night_id, types } = await addNight(house.db, {
    types: [
      { name: 'Early', capacity: 5 },
      { name: 'Regular', capacity: 7 },
    ],
  })
  const [early = '', regular = ''] = types
  await owner.saveType(night_id, regular, { opens_after: early })
  const sold: Bought[] = []
  const buy = async () => {
    for (const type of [early, regular]) {
      const bought = await buyOne(slug, type)
      sold.push(bought)
      const { status, body } = bought
      if (status === 201) return type
      const codes = ['sold_out', 'release_not_open']
      assert.ok(codes.includes(String(body['code'])), JSON.stringify(body))
      // Who was told that the early ones are sold out finds the next release open.
      if (type === early) assert.equal(body['code'], 'sold_out')
      else assert.equal(body['code'], 'sold_out', 'it is open, for good')
    }
    return undefined
  }
  const got = await Promise.all(Array.from({ length: GUESTS }, buy))
  assert.equal(got.filter((type) => type === early).length, 5)
  assert.equal(got.filter((type) => type === regular).length, 7)
  assert.equal((await stockOf(early)).sold_out, true)
  await assertSold(sold)
})

test('before the last early ticket is taken nobody gets one of the next release', async () => {
  const { slug, night_id, types } = await addNight(house.db, {
    types: [{ name: 'Early', capacity: 5 }, { name: 'Regular' }],
  })
  const [early = '', regular = ''] = types
  await owner.saveType(night_id, regular, { opens_after: early })
  await placeOrder(house, slug, { [early]: 4 })
  const tries = await Promise.all(
    Array.from({ length: GUESTS }, () => tryToPlace(house, slug, { [regular]: 1 })),
  )
  for (const { body } of tries) assert.equal(body['code'], 'release_not_open')
  // An order that is rolled back has sold nothing out.
  const both = await tryToPlace(house, slug, { [early]: 1, [regular]: 1 })
  assert.equal(both.body['code'], 'release_not_open')
  assert.equal((await stockOf(early)).sold_out, false)
})

test('kinds of ticket that are added at once never make more places than fit', async () => {
  const id = await owner.draft('Full house')
  await owner.save(id, { hard_capacity: 250 })
  const added = await Promise.all(
    [owner, manager, owner, manager].map((one) =>
      one.send('POST', `nights/${id}/types`, { id: newId('typ'), ...typeDetails }),
    ),
  )
  assert.equal(added.filter(({ status }) => status === 201).length, 2)
  for (const { status, body } of added)
    if (status !== 201) assert.equal(body.code, 'over_hard_capacity')
  assert.equal((await owner.night(id)).night.places, 200)
})

test('a house that is made smaller while a night grows ends with one of both', async () => {
  const id = await owner.draft('Growing', 30)
  const type = await owner.addType(id, { capacity: 3000 })
  for (const [from, to] of [
    [3000, 4000],
    [4000, 5000],
  ] as const) {
    const was = (await owner.send<{ hard_capacity: number | null }>('GET', 'house-capacity')).body
    const [grown, smaller] = await Promise.all([
      owner.saveType(id, type, { capacity: to }),
      manager.send('PUT', 'house-capacity', { hard_capacity: from, was: was.hard_capacity }),
    ])
    assert.ok(grown.status === 200 || grown.body.code === 'over_hard_capacity')
    assert.ok(smaller.status === 200 || smaller.body.code === 'hard_capacity_below')
    const { night } = await owner.night(id)
    assert.ok(night.places <= (night.house_capacity ?? Infinity), `${night.places}`)
    const now = (await owner.send<{ hard_capacity: number | null }>('GET', 'house-capacity')).body
    await owner.send('PUT', 'house-capacity', { hard_capacity: null, was: now.hard_capacity })
    await owner.saveType(id, type, { capacity: to })
  }
})

test('a kind of ticket that is removed while guests order it is theirs, or nobody’s', async () => {
  const { slug, night_id, types } = await addNight(house.db, { types: [{}, {}] })
  const [type = '', other = ''] = types
  const [gone, ...placed] = await Promise.all([
    owner.send('DELETE', `nights/${night_id}/types/${type}`),
    ...Array.from({ length: 8 }, () => buyOne(slug, type)),
  ])
  const bought = placed.filter(({ status }) => status === 201).length
  assert.equal(gone.status, bought > 0 ? 409 : 200, JSON.stringify(gone.body))
  await assertSold(placed)
  // One who has chosen before it is gone, and orders after it.
  const remover = await house.db.connect()
  await remover.query('begin')
  await remover.query('delete from ticket_types where id = $1', [other])
  const late = tryToPlace(house, slug, { [other]: 1 })
  await eventually('the guest waits for who removes it', async () => {
    const { rows } = await house.db.query({
      text: `select 1 from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'`,
    })
    return rows.length > 0
  })
  await remover.query('commit')
  remover.release()
  assert.equal((await late).body['code'], 'ticket_type_unknown')
})
