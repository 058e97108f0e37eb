import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import type { NightRow } from '../../src/web/dashboard/api/nights_answers.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { fulfilled, pay, placeOrder, tryToPlace } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, openBrowser, signedInAs, type Browser } from '../member.ts'
import { assertRefused, dayIn, runnerOf, type Runner } from '../nights.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
let browser: Browser
let owner: Runner
let manager: Runner
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  await addNight(house.db)
  browser = await signedInAs(house, 'owner')
  owner = runnerOf(house, browser)
  manager = runnerOf(house, await signedInAs(house, 'manager'))
})
after(() => auditAndClose(house))

const guest = () => openBrowser(house)
const assertOneWins = (answers: { status: number }[]) =>
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 409]))
const listed = async (show: string) =>
  (await owner.send<{ rows: NightRow[]; next: string | null }>('GET', `nights?show=${show}`)).body

test('from nothing to a sold ticket, by the dashboard alone', async () => {
  const id = await owner.draft('Größe Nacht')
  const { night } = await owner.night(id)
  assert.equal(night.slug, `grosse-nacht-${dayIn(10)}`, 'proposed from title and date')
  assert.equal(night.state, 'draft')
  assert.ok((await listed('drafts')).rows.some((one) => one.id === id))
  assert.equal((await guest().get(`/nights/${night.slug}`)).status, 404)
  const type = await owner.addType(id)
  assert.equal((await owner.send('POST', `nights/${id}/publish`)).status, 200)
  assert.match((await guest().get(`/nights/${night.slug}`)).text, /Early bird/)
  const order = await placeOrder(house, night.slug, { [type]: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const row = (await listed('coming')).rows.find((one) => one.id === id)
  assert.deepEqual([row?.state, row?.taken, row?.capacity], ['published', 2, 100])
})

test('what is sent twice is one night, one address, one entry of the trail', async () => {
  const id = newId('ngt')
  const night = { title: 'Twice', doors_at: `${dayIn(5)}T23:00`, ends_at: `${dayIn(6)}T05:00` }
  const sent = await Promise.all(
    [owner, manager, owner].map((one) => one.send('POST', 'nights', { id, ...night })),
  )
  assert.deepEqual(
    sent.map(({ status }) => status),
    [201, 201, 201],
  )
  assert.equal((await deedsOf(house, id)).length, 1)
  const others = await Promise.all(
    Array.from({ length: 4 }, () => owner.send('POST', 'nights', { id: newId('ngt'), ...night })),
  )
  assert.ok(others.every(({ status }) => status === 201))
  const slugs = (await listed('drafts')).rows.map((one) => one.slug)
  const mine = slugs.filter((slug) => slug.startsWith('twice-'))
  assert.equal(new Set(mine).size, 5, 'each has an address of its own')
})

test('published twice at once it is published once; a night that is over is not', async () => {
  const id = await owner.draft('Press twice')
  const both = await Promise.all(
    [owner, manager].map((o) => o.send('POST', `nights/${id}/publish`)),
  )
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  const deeds = (await deedsOf(house, id)).filter(({ action }) => action === 'night.published')
  assert.equal(deeds.length, 1)
  const { night_id } = await addNight(house.db, { state: 'draft', doors_in: '-2 days' })
  assertRefused(await owner.send('POST', `nights/${night_id}/publish`), 'night_over', 'ends_at')
})

test('every detail is saved, and the trail names the fields', async () => {
  const id = await owner.draft('Details')
  const change = {
    title: 'Slow Burn',
    subtitle: 'Low lights',
    description: 'Nine hours.\n\nTwo floors.',
    lineup: ['Ilse Karg', 'Mono Forest'],
    minimum_age: 21,
    poster: 3,
    slug: 'slow-burn-special',
    doors_at: `${dayIn(20)}T22:30`,
    ends_at: `${dayIn(21)}T06:15`,
    order_tickets_max: 6,
    hard_capacity: 900,
  }
  assert.equal((await owner.save(id, change)).status, 200)
  const { night } = await owner.night(id)
  assert.deepEqual({ ...night, ...change }, night)
  const [, changed] = await deedsOf(house, id)
  assert.equal(changed?.action, 'night.changed')
  assert.doesNotMatch(JSON.stringify(changed), /Slow Burn/, 'the audit trail takes no free text')
})

const wrong: [string, object, string][] = [
  ['title', { title: '  ' }, 'input_invalid'],
  ['slug', { slug: 'Not An Address' }, 'input_invalid'],
  ['doors_at', { doors_at: '2026-02-30T23:00' }, 'input_invalid'],
  ['doors_at', { doors_at: 'tonight' }, 'input_invalid'],
  ['ends_at', { ends_at: `${dayIn(1)}T10:00` }, 'ends_before_doors'],
  ['minimum_age', { minimum_age: 100 }, 'input_invalid'],
  ['order_tickets_max', { order_tickets_max: 0 }, 'input_invalid'],
  ['lineup', { lineup: Array.from({ length: 41 }, () => 'x') }, 'input_invalid'],
  ['description', { description: 'x'.repeat(5001) }, 'input_invalid'],
  ['hard_capacity', { hard_capacity: 0 }, 'input_invalid'],
]
for (const [field, change, code] of wrong)
  test(`${field} ${JSON.stringify(change).slice(0, 40)} is refused at its field`, async () => {
    const id = await owner.draft('Wrong')
    assertRefused(await owner.save(id, change), code, field)
    assert.equal((await owner.night(id)).night.version, 1)
  })

test('times are local ones: the hour that is skipped is refused, the one shown twice stays', async () => {
  const id = await owner.draft('Clocks')
  // Berlin, 28 March 2027: 02:00 to 03:00 is skipped.
  const spring = { doors_at: '2027-03-27T23:00', ends_at: '2027-03-28T02:30' }
  assertRefused(await owner.save(id, spring), 'time_skipped', 'ends_at')
  assert.equal((await owner.save(id, { ...spring, ends_at: '2027-03-28T05:00' })).status, 200)
  const { night } = await owner.night(id)
  assert.equal(Date.parse(night.over_at) - Date.parse(night.starts_at), 5 * 3_600_000)
  assert.deepEqual([night.doors_at, night.ends_at], [spring.doors_at, '2027-03-28T05:00'])
  // 31 October 2027 has 02:30 twice; a form that is saved must not move from one to the other.
  const first = '2027-10-31T00:30:00.000Z'
  await house.db.query({
    text: `update nights set doors_at = '2027-10-30T21:00Z', ends_at = $2 where id = $1`,
    values: [id, first],
  })
  assert.equal((await owner.night(id)).night.ends_at, '2027-10-31T02:30')
  assert.equal((await owner.save(id, { title: 'Clocks, still' })).status, 200)
  assert.equal((await owner.night(id)).night.over_at, first)
})

test('an address is one night’s alone, and stays once guests have it', async () => {
  const [a, b] = [await owner.draft('First'), await owner.draft('Second')]
  const { slug } = (await owner.night(a)).night
  assertRefused(await owner.save(b, { slug }), 'slug_taken', 'slug')
  const both = await Promise.all([
    owner.save(a, { slug: 'the-one' }),
    owner.save(b, { slug: 'the-one' }),
  ])
  assertOneWins(both)
  await owner.send('POST', `nights/${a}/publish`)
  assertRefused(await owner.save(a, { slug: 'elsewhere' }), 'slug_fixed', 'slug')
  assert.equal((await owner.save(a, { title: 'Another title' })).status, 200)
  await assert.rejects(
    house.db.query({ text: `update nights set slug = 'elsewhere' where id = $1`, values: [a] }),
    /keeps its address/,
  )
})

test('of two editors the second hears what changed and by whom; nothing is lost', async () => {
  const id = await owner.draft('Editors')
  const { version } = (await owner.night(id)).night
  assert.equal((await manager.save(id, { title: 'Theirs', minimum_age: 18 })).status, 200)
  const late = await owner.save(id, { title: 'Mine', subtitle: 'Mine too' }, version)
  assert.equal(late.status, 409)
  assert.deepEqual(
    late.body.errors.map(({ field, code }) => [field, code]),
    [
      ['title', 'changed_meanwhile'],
      ['minimum_age', 'changed_meanwhile'],
    ],
  )
  assert.match(JSON.stringify(late.body), /Mateo Manager has changed this/)
  assert.equal((await owner.night(id)).night.title, 'Theirs')
  const again = await owner.save(id, {}, version)
  assert.equal(again.body.version, version + 1, 'what is as it should be is no conflict')
  const at_once = await Promise.all(
    [owner, manager].map((one, n) => one.save(id, { title: `At once ${n}` }, version + 1)),
  )
  assertOneWins(at_once)
})

test('a copy has the words, tickets, releases and tables, moved by the wall clock, unsold', async () => {
  const { slug, night_id, tables, types } = await addVipNight(house.db, {
    types: [{ name: 'Early', sales_end_in: '2 days' }, { name: 'Regular' }],
    tables: [{}, { charge: 'full', deposit_minor: null, table_price_minor: 5000 }],
    packages: [{ price_minor: 30_000 }],
  })
  const [early = '', regular = ''] = types
  await placeOrder(house, slug, { [early]: 1 })
  await owner.save(night_id, { doors_at: '2026-12-05T23:00', ends_at: '2026-12-06T07:00' })
  await owner.saveType(night_id, early, { sales_end_at: '2026-12-05T12:00' })
  await owner.saveType(night_id, regular, { opens_after: early })
  const was = await owner.night(night_id)
  const id = newId('ngt')
  const copy = () =>
    owner.send('POST', `nights/${night_id}/copy`, { id, doors_at: '2027-07-03T22:00' })
  assert.deepEqual(
    (await Promise.all([copy(), copy()])).map(({ status }) => status),
    [201, 201],
  )
  const { night, types: made, vip } = await owner.night(id)
  assert.deepEqual([night.doors_at, night.ends_at], ['2027-07-03T22:00', '2027-07-04T06:00'])
  assert.deepEqual([night.state, night.title], ['draft', was.night.title])
  assert.deepEqual(
    made.map((one) => [one.name, one.taken, one.sales_end_at, one.version]),
    [
      ['Early', 0, '2027-07-03T11:00', 1],
      ['Regular', 0, null, 1],
    ],
  )
  assert.equal(made[1]?.opens_after, made[0]?.id)
  assert.deepEqual(
    [vip?.tables, vip?.tables_taken, vip?.policy],
    [tables.length, 0, was.vip?.policy],
  )
  const { rows } = await house.db.query({
    text: `select 1 from packages where night_id = $1`,
    values: [id],
  })
  assert.equal(rows.length, 1)
  assertRefused(
    await owner.send('POST', `nights/${night_id}/copy`, { id: newId('ngt'), doors_at: 'x' }),
    'input_invalid',
    'doors_at',
  )
})

test('a draft is previewed by those who run nights, and by nobody else', async () => {
  const id = await owner.draft('Secret Garden')
  await owner.addType(id)
  const preview = await browser.get(`/dashboard/nights/${id}/preview`)
  assert.equal(preview.status, 200)
  assert.match(preview.text, /Preview: this is what guests will see/)
  assert.match(preview.text, /Secret Garden/)
  assert.match(preview.text, /Early bird/)
  assert.match(preview.text, /noindex/)
  assert.doesNotMatch(preview.text, /\/orders"/, 'nothing can be bought there')
  const door = await signedInAs(house, 'door')
  assert.equal((await door.get(`/dashboard/nights/${id}/preview`)).status, 403)
  assert.match((await guest().get(`/dashboard/nights/${id}/preview`)).location, /sign-in/)
  const { slug } = (await owner.night(id)).night
  const order = await tryToPlace(house, slug, { typ: 1 })
  assert.equal(order.body['code'], 'night_not_on_sale')
})

test('a cancelled night stays as it is; one that nobody knows is not found', async () => {
  const { night_id } = await addNight(house.db, { state: 'cancelled' })
  assertRefused(await owner.save(night_id, { title: 'Again' }), 'night_cancelled', 'night')
  assertRefused(await owner.send('POST', `nights/${night_id}/publish`), 'night_cancelled', 'night')
  assert.equal((await owner.send('GET', 'nights/ngt_x')).status, 404)
  assert.equal((await owner.send('POST', 'nights/ngt_x/publish')).status, 404)
})

test('the lists come in pages, the coming ones soonest first, the past ones latest first', async () => {
  for (let n = 0; n < 51; n += 1) await addNight(house.db, { doors_in: `-${n + 10} days` })
  const first = await listed('past')
  assert.equal(first.rows.length, 50)
  const next = encodeURIComponent(first.next ?? '')
  const { rows } = await listed(`past&after=${next}`)
  const all = [...first.rows, ...rows]
  assert.ok(all.length >= 51)
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length)
  const times = all.map((one) => Date.parse(one.doors_at))
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  )
  const coming = (await listed('coming')).rows.map((one) => Date.parse(one.doors_at))
  assert.deepEqual(
    coming,
    coming.toSorted((a, b) => a - b),
  )
  assertRefused(await owner.send('GET', 'nights?show=never'), 'input_invalid', 'show')
})
