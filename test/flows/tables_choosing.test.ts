import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { blockTable, unblockTable } from '../../src/catalog/index.ts'
import { must, newId, newSecret, transaction } from '../../src/kernel/index.ts'
import { agreementOf } from '../../src/orders/index.ts'
import { release } from '../../src/checkout/index.ts'
import { lockBooking, unassignBooking } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { api, eventually, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookTable } from '../staff.ts'
import { storesNothingIn } from '../stored.ts'
import { tillOf } from '../till.ts'
import { addVipNight, type VipNightMade } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

type Fields = Record<string, string | undefined>

const pathOf = (night: { slug: string }, wished: string) => `/nights/${night.slug}/tables/${wished}`

async function get(path: string): Promise<{ status: number; html: string }> {
  const response = await fetch(house.url + path)
  return { status: response.status, html: await response.text() }
}

/** The values that the page has put into the form. */
async function formOf(night: { slug: string }, wished: string): Promise<Record<string, string>> {
  const { status, html } = await get(pathOf(night, wished))
  assert.equal(status, 200)
  const hidden = [...html.matchAll(/<input\s+type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)]
  const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
  return { ...fields, party_size: '4', package_id: '' }
}

async function post(night: { slug: string }, wished: string, fields: Fields) {
  const sent = Object.entries(fields).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  const response = await fetch(house.url + pathOf(night, wished), {
    method: 'POST',
    body: new URLSearchParams(sent),
    redirect: 'manual',
  })
  const location = response.headers.get('location') ?? ''
  return { status: response.status, html: await response.text(), location }
}

const orderIn = (location: string) => /ord_\w+/.exec(location)?.[0] ?? ''

const TABLES = ['orders', 'order_lines', 'holds', 'payments', 'agreements']
const storesNothing = <T>(work: () => Promise<T>) => storesNothingIn(house, TABLES, work)

async function statesOf(night: { slug: string }): Promise<Record<string, string>> {
  type States = { tables: Record<string, string> }
  const answer = await api<States>(house, 'GET', `/nights/${night.slug}/tables/state`)
  assert.equal(answer.status, 200)
  return answer.body.tables
}

/** What the plan says may be a moment old: one look at the database serves everybody. */
async function becomes(night: { slug: string }, states: Record<string, string>): Promise<void> {
  await eventually(`the plan says ${Object.values(states).join(', ')}`, async () =>
    isDeepStrictEqual(await statesOf(night), states),
  )
}

test('a table is chosen by a plain form: the order is held and leads to its checkout', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const [table = ''] = night.tables
  const fields = { ...(await formOf(night, table)), party_size: '6', package_id: night.packages[0] }
  const { status, location } = await post(night, table, fields)
  assert.equal(status, 303)
  assert.match(location, /^\/orders\/ord_\w+\/\w{32}\/checkout$/)
  const agreed = await agreementOf(house.db, orderIn(location))
  assert.equal(agreed?.party_size, 6)
  assert.equal(agreed.package_id, night.packages[0])
  assert.equal(agreed.charged_minor, 20_000)
  assert.equal((await get(location)).status, 200)
  await eventually('the table is held', async () => (await statesOf(night))[table] === 'held')
  // A second click, or a reload, is the same order.
  assert.equal((await post(night, table, fields)).location, location)
})

test('who goes back and changes their mind about the same table competes with nobody', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const fields = await formOf(night, table)
  const first = await post(night, table, fields)
  const second = await post(night, table, { ...fields, party_size: '2' })
  assert.equal(second.status, 303)
  assert.notEqual(second.location, first.location)
  assert.equal((await agreementOf(house.db, orderIn(second.location)))?.party_size, 2)
})

const SIZES: [string | undefined, number][] = [
  ['0', 422],
  ['-1', 422],
  ['1.5', 422],
  ['a', 422],
  ['', 422],
  [undefined, 422],
  ['9', 409],
  ['1000000000', 409],
]
test('party sizes of 0, -1, 1.5, "a" and 10^9 are refused, naming the field', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const fields = await formOf(night, table)
  for (const [party_size, status] of SIZES) {
    const refused = await storesNothing(() => post(night, table, { ...fields, party_size }))
    assert.equal(refused.status, status, party_size)
    assert.match(refused.html, /role="alert"[\s\S]*<a href="#party_size"/)
    assert.match(refused.html, /<select[^>]*id="party_size"[^>]*aria-invalid="true"/)
    const asked = await get(`${pathOf(night, table)}?party_size=${party_size ?? 'none'}`)
    assert.equal(asked.status, status, `asked for ${party_size}`)
  }
})

test('an unknown package, and one of another night, are refused, naming the field', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const other = await addVipNight(house.db, { packages: [{ price_minor: 100 }] })
  const [table = ''] = night.tables
  const fields = await formOf(night, table)
  for (const package_id of ['pkg_1', 'x'.repeat(500), other.packages[0]]) {
    const refused = await storesNothing(() => post(night, table, { ...fields, package_id }))
    assert.equal(refused.status, 422)
    assert.match(refused.html, /<a href="#package"/)
    assert.match(refused.html, /<fieldset id="package"[^>]*aria-invalid="true"/)
  }
})

test('a form without a proper id, secret or version of the terms is refused', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const fields = await formOf(night, table)
  const wrong = [{ order_id: 'ord_1' }, { order_secret: 'x' }, { terms: undefined }]
  for (const change of wrong) {
    const refused = await storesNothing(() => post(night, table, { ...fields, ...change }))
    assert.equal(refused.status, 422)
    assert.match(refused.html, /role="alert"/)
  }
  const taken = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 })
  const stolen = { ...fields, order_id: taken.order_id }
  assert.equal((await storesNothing(() => post(night, table, stolen))).status, 409)
})

test('an unknown table or zone, and those of another night, are refused', async () => {
  const night = await addVipNight(house.db)
  const other = await addVipNight(house.db)
  const without = await addNight(house.db)
  const fields = await formOf(night, night.tables[0] ?? '')
  for (const wished of [
    'vtb_1',
    newId('zon'),
    other.tables[0] ?? '',
    other.zones['Gallery'] ?? '',
  ]) {
    const refused = await storesNothing(() => post(night, wished, fields))
    assert.equal(refused.status, 422)
    assert.match(refused.html, /We could not find that table/)
    assert.equal((await get(pathOf(night, wished))).status, 404)
    const quote = await api(house, 'GET', `${pathOf(night, wished)}/quote?party_size=2`)
    assert.equal(quote.status, 404)
    assert.equal(quote.body['code'], 'page_unknown')
  }
  assert.equal((await post(without, night.tables[0] ?? '', fields)).status, 409)
  for (const slug of [without.slug, 'no-such-night'])
    assert.equal((await get(`/nights/${slug}/tables`)).status, 404)
})

test('tables off sale are refused before and after, and led back to the plan', async () => {
  const cases: [Parameters<typeof addVipNight>[1], RegExp][] = [
    [{ vip_sales_start_in: '1 day' }, /go on sale/],
    [{ vip_sales_end_in: '-1 hour' }, /has ended/],
  ]
  for (const [change, words] of cases) {
    const night = await addVipNight(house.db, change)
    const [table = ''] = night.tables
    const page = await get(pathOf(night, table))
    assert.equal(page.status, 200)
    assert.match(page.html, words)
    assert.doesNotMatch(page.html, /<form(?! class="languages")/)
    const ids = { order_id: newId('ord'), order_secret: newSecret(), terms: '', party_size: '2' }
    const refused = await storesNothing(() => post(night, table, ids))
    assert.equal(refused.status, 409)
    assert.match(refused.html, /role="alert"/)
    assert.match(refused.html, /class="plan-drawing"/)
  }
})

test('a draft, a past and a cancelled night take no table', async () => {
  const cases = [
    [{ state: 'draft' }, 409, 404],
    [{ state: 'cancelled' }, 409, 200],
    [{ doors_in: '-2 days' }, 410, 200],
  ] as const
  for (const [change, posted, seen] of cases) {
    const night = await addVipNight(house.db, change)
    const [table = ''] = night.tables
    const ids = { order_id: newId('ord'), order_secret: newSecret(), terms: '', party_size: '2' }
    assert.equal((await storesNothing(() => post(night, table, ids))).status, posted)
    const page = await get(pathOf(night, table))
    assert.equal(page.status, seen)
    assert.doesNotMatch(page.html, /<form(?! class="languages")/)
    assert.doesNotMatch((await get(`/nights/${night.slug}/tables`)).html, /plan-drawing/)
  }
})

test('F39: two look at one table; the slower is led back to the plan as it is now', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}] })
  const [table = '', other = ''] = night.tables
  const [mine, theirs] = [await formOf(night, table), await formOf(night, table)]
  assert.equal((await post(night, table, mine)).status, 303)
  const refused = await storesNothing(() => post(night, table, theirs))
  assert.equal(refused.status, 409)
  assert.match(refused.html, /role="alert"[\s\S]*Somebody else has just taken this table\./)
  assert.match(refused.html, new RegExp(`data-table="${table}"[^>]*data-state="held"`))
  assert.match(refused.html, new RegExp(`data-table="${other}"[^>]*data-state="free"`))
  await becomes(night, { [table]: 'held', [other]: 'free' })
  await release(tillOf(house), mine['order_id'] ?? '')
  await becomes(night, { [table]: 'free', [other]: 'free' })
  await audit(house)
})

test('a blocked table looks booked, and so does one that is kept for a party without', async () => {
  const night = await addVipNight(house.db, { tables: [{}, {}, { guests_max: 4 }] })
  const [table = '', other = '', small = ''] = night.tables
  await transaction(house.db, (tx) => blockTable(tx, night.night_id, table, 'host', 'broken'))
  assert.deepEqual(await statesOf(night), { [table]: 'booked', [other]: 'free', [small]: 'free' })
  assert.match((await get(pathOf(night, table))).html, /This table is taken for this night\./)
  const { id } = await bookTable(house, night.slug, other, 5)
  await transaction(house.db, async (tx) => {
    return unassignBooking(tx, must(await lockBooking(tx, id), 'the booking'))
  })
  await becomes(night, { [table]: 'booked', [other]: 'booked', [small]: 'free' })
  await transaction(house.db, (tx) => unblockTable(tx, night.night_id, table))
  await becomes(night, { [table]: 'free', [other]: 'free', [small]: 'free' })
})

function mixedZone(): Promise<VipNightMade> {
  return addVipNight(house.db, {
    tables: [
      { rank: 1, guests_max: 4, minimum_spend_minor: 90_000 },
      { rank: 2, guests_max: 8 },
      { rank: 3, guests_max: 8 },
    ],
  })
}

test('the best of a zone is quoted and held: the best that is free and large enough', async () => {
  const night = await mixedZone()
  const zone = night.zones['Gallery'] ?? ''
  for (const [size, index] of [
    ['3', 0],
    ['6', 1],
  ] as const) {
    const page = await get(`${pathOf(night, zone)}?party_size=${size}`)
    assert.match(page.html, new RegExp(`id="sum-table">Table ${index + 1}<`))
  }
  const fields = { ...(await formOf(night, zone)), party_size: '3' }
  const { status, location } = await post(night, zone, fields)
  assert.equal(status, 303)
  const agreed = await agreementOf(house.db, orderIn(location))
  assert.ok(agreed)
  assert.equal(agreed.vip_table_id, night.tables[0])
  assert.equal(agreed.wished_id, zone)
})

test('the best of a zone goes on to the next of the same terms, and asks before other ones', async () => {
  const night = await mixedZone()
  const zone = night.zones['Gallery'] ?? ''
  const [small, large] = [await formOf(night, zone), await formOf(night, zone)]
  // The terms that were seen are those of the small table.
  const asked = await storesNothing(() => post(night, zone, { ...large, party_size: '6' }))
  assert.equal(asked.status, 409)
  assert.match(asked.html, /The table or its terms have changed/)
  const terms = /name="terms"\s+value="([^"]+)"/.exec(asked.html)?.[1]
  assert.ok(terms && terms !== small['terms'])
  // The second and the third table are the same but for their rank.
  const again = { ...large, party_size: '6', terms }
  const fresh = () => ({ ...again, order_id: newId('ord') })
  const [first, second] = [await post(night, zone, again), await post(night, zone, fresh())]
  const tables = []
  for (const { location } of [first, second])
    tables.push((await agreementOf(house.db, orderIn(location)))?.vip_table_id)
  assert.deepEqual(tables, [night.tables[1], night.tables[2]])
  const third = await storesNothing(() => post(night, zone, fresh()))
  assert.equal(third.status, 409)
  assert.match(third.html, /No table that is large enough is left in this zone\./)
  assert.match(third.html, /class="plan-drawing"/)
  assert.equal((await post(night, zone, small)).status, 303)
})

test('terms that the house has changed meanwhile are shown again before anything is held', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const fields = await formOf(night, table)
  await house.db.query({
    text: `update vip_nights set policy = 'No refunds at all.' where night_id = $1`,
    values: [night.night_id],
  })
  const refused = await storesNothing(() => post(night, table, fields))
  assert.equal(refused.status, 409)
  assert.match(refused.html, /No refunds at all\./)
})

test('what it comes to is asked for without placing anything, by form and by JSON, alike', async () => {
  const night = await addVipNight(house.db, { packages: [{ price_minor: 45_000 }] })
  const [table = ''] = night.tables
  const [package_id = ''] = night.packages
  const fields: Fields = { ...(await formOf(night, table)), party_size: '6', package_id }
  const shown = await storesNothing(() => post(night, table, { ...fields, step: 'show' }))
  assert.equal(shown.status, 200)
  assert.match(shown.html, new RegExp(`name="order_id" value="${fields['order_id']}"`))
  type Quote = { agreement: { charged_minor: number; worth_minor: number }; sum: { said: string } }
  const path = `${pathOf(night, table)}/quote?party_size=6&package_id=${package_id}`
  const quote = await storesNothing(() => api<Quote>(house, 'GET', path))
  assert.equal(quote.status, 200)
  assert.equal(quote.body.agreement.worth_minor, 64_000)
  assert.equal(quote.body.sum.said, '€200 now, €440 at the door.')
  assert.match(shown.html, /€440/)
  const { location } = await post(night, table, fields)
  const agreed = await agreementOf(house.db, orderIn(location))
  assert.ok(agreed)
  assert.equal(agreed.worth_minor, quote.body.agreement.worth_minor)
  assert.equal(agreed.charged_minor, quote.body.agreement.charged_minor)
})

test('a quote that cannot be had is a problem document that names its field', async () => {
  const night = await addVipNight(house.db)
  const [table = ''] = night.tables
  const cases = [
    ['party_size=0', 422, 'party_size'],
    ['party_size=1.5', 422, 'party_size'],
    ['party_size=9', 409, 'party_size'],
    ['party_size=2&package_id=pkg_1', 422, 'package'],
  ] as const
  for (const [asked, status, field] of cases) {
    const answer = await api(house, 'GET', `${pathOf(night, table)}/quote?${asked}`)
    assert.equal(answer.status, status)
    assert.match(answer.headers.get('content-type') ?? '', /problem\+json/)
    assert.equal((answer.body['errors'] as { field: string }[])[0]?.field, field)
  }
})

test('the night’s page leads to its tables, and says nothing of them where it has none', async () => {
  const night = await addVipNight(house.db)
  const page = await get(`/nights/${night.slug}`)
  assert.match(page.html, new RegExp(`href="/nights/${night.slug}/tables"`))
  assert.doesNotMatch((await get(`/nights/${(await addNight(house.db)).slug}`)).html, /VIP/)
})

test('a party that chooses again at checkout is back at the plan, and its table is free', async () => {
  const night = await addVipNight(house.db)
  const wish = { table: { wished_id: night.tables[0] ?? '', party_size: 2 } }
  const { order_id, secret } = await placeOrder(house, night.slug, wish)
  const response = await fetch(`${house.url}/orders/${order_id}/${secret}/release`, {
    method: 'POST',
    redirect: 'manual',
  })
  assert.equal(response.status, 303)
  assert.equal(response.headers.get('location'), `/nights/${night.slug}/tables`)
  const ended = await get(`/orders/${order_id}/${secret}`)
  assert.match(ended.html, new RegExp(`class="button" href="/nights/${night.slug}/tables"`))
  await placeOrder(house, night.slug, wish)
})
