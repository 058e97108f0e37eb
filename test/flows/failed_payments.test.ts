import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FailedFigures } from '../../src/overview/index.ts'
import { audit } from '../audit.ts'
import { bookNight, bookOrder, type BookedNight } from '../failed_books.ts'
import { eventually, fulfilled, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs, type Browser } from '../member.ts'
import { placeOf, wares } from '../ware.ts'

// What failed when guests paid, and what became of it, in books whose figures were worked out by
// hand: two nights in Berlin, on the weekend on which the clocks went back.

let house: House
let owner: Browser
let friday: BookedNight
let saturday: BookedNight
before(async () => {
  house = await openHouse({ DEMO: '1', SWEEP_SECONDS_MAX: '0' })
  owner = await signedInAs(house, 'owner')
})
after(() => house.close())

async function ask(query: string, browser: Browser = owner): Promise<FailedFigures> {
  const { status, text } = await browser.get(`/api/dashboard/failed?${query}`)
  assert.equal(status, 200, text)
  return JSON.parse(text) as FailedFigures
}

const INSUFFICIENT = { decline_code: 'insufficient_funds', last4: '9995' }
const NOT_HONOURED = { decline_code: 'do_not_honor', last4: '0002' }
/** Both nights, and the three days that they were sold on. */
const WEEKEND = 'from=2025-10-24&to=2025-10-26'

for (const ware of wares)
  test(`a decline and the success after it are counted at once, and waited for (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    const kind = ware.name.toLowerCase()
    const wish = `night=${order.night}&range=24h&kind=${kind}`
    await pay(house, order, 'pm_card_visa_chargeDeclinedInsufficientFunds')
    const held = await eventually('the decline is counted', async () => {
      const figures = await ask(wish)
      return figures.totals.failed_orders === 1 ? figures : undefined
    })
    assert.deepEqual(held.codes, [{ code: 'insufficient_funds', unique_declines: 1, retries: 0 }])
    assert.equal(held.totals.held_minor, ware.priceOf(1))
    assert.equal(held.totals.recovery_rate, 0)
    await pay(house, order)
    await fulfilled(house, order, 1)
    await house.sim.control.idle()
    const { totals, nights } = await eventually('the success is counted', async () => {
      const figures = await ask(wish)
      return figures.totals.recovered_orders === 1 ? figures : undefined
    })
    assert.deepEqual([totals.attempts, totals.successes, totals.ticketed_orders], [2, 1, 1])
    assert.deepEqual([totals.held_minor, totals.lost_minor, totals.recovery_rate], [0, 0, 1])
    assert.deepEqual(
      nights.map((one) => [one.night, one.kind]),
      [[order.night, kind]],
    )
    // What the figures take for the payment is what the payment itself says.
    const { rows } = await house.db.query<{ same: boolean }>({
      text: `select o.paid_at = coalesce(p.authorised_at, p.succeeded_at) as same
               from orders o join payments p on p.order_id = o.id where o.id = $1`,
      values: [order.order_id],
    })
    assert.deepEqual(rows, [{ same: true }])
    await audit(house)
  })

test('every figure of two nights is what was worked out by hand', async () => {
  const { db } = house
  friday = await bookNight(db, 'friday', '2025-10-24T22:00:00+02:00')
  saturday = await bookNight(db, 'saturday', '2025-10-25T22:00:00+02:00')
  await bookFriday()
  await bookSaturday()

  const { totals, codes, times, bucket } = await ask(WEEKEND)
  assert.deepEqual(totals, {
    attempts: 15,
    successes: 5,
    unique_declines: 6,
    retries: 2,
    errored: 2,
    failed_orders: 6,
    recovered_orders: 3,
    recovery_rate: 0.5,
    held_orders: 1,
    held_minor: 20_000,
    lost_orders: 2,
    lost_minor: 7350,
    paid_orders: 5,
    ticketed_orders: 4,
    p50_ms: 200,
    p95_ms: 30_000,
  })
  assert.deepEqual(codes, [
    { code: 'insufficient_funds', unique_declines: 3, retries: 2 },
    { code: 'do_not_honor', unique_declines: 2, retries: 0 },
    { code: 'expired_card', unique_declines: 1, retries: 0 },
  ])
  // 24, 24 and 25 hours; the two hours that were called two o'clock are two bars.
  assert.equal(bucket, 'hour')
  assert.equal(times.length, 73)
  const busy = times.flatMap(({ at, ...counts }) => (counts.attempts ? [[at, counts]] : []))
  const none = { successes: 0, unique_declines: 0, retries: 0, errored: 0 }
  assert.deepEqual(busy, [
    [
      '2025-10-24T19:00:00.000Z',
      { attempts: 6, successes: 1, unique_declines: 3, retries: 1, errored: 1 },
    ],
    ['2025-10-24T20:00:00.000Z', { ...none, attempts: 1, unique_declines: 1 }],
    ['2025-10-24T21:00:00.000Z', { ...none, attempts: 1, successes: 1 }],
    [
      '2025-10-25T18:00:00.000Z',
      { ...none, attempts: 5, successes: 2, unique_declines: 2, retries: 1 },
    ],
    ['2025-10-26T00:00:00.000Z', { ...none, attempts: 1, errored: 1 }],
    ['2025-10-26T01:00:00.000Z', { ...none, attempts: 1, successes: 1 }],
  ])
})

test('each night has its own figures, GA and VIP apart, the newest first', async () => {
  const { nights } = await ask(WEEKEND)
  assert.deepEqual(
    nights.map((one) => [
      one.night,
      one.kind,
      one.failed_orders,
      one.recovered_orders,
      one.held_minor,
      one.lost_minor,
      one.paid_orders,
      one.ticketed_orders,
      one.p50_ms,
      one.p95_ms,
    ]),
    [
      ['saturday', 'ga', 1, 0, 0, 2450, 2, 1, 200, 200],
      ['saturday', 'vip', 1, 1, 0, 0, 1, 1, 30_000, 30_000],
      ['friday', 'ga', 2, 1, 0, 4900, 1, 1, 0, 0],
      ['friday', 'vip', 2, 1, 20_000, 0, 1, 1, 1500, 1500],
    ],
  )
})

async function bookFriday(): Promise<void> {
  const { db } = house
  const { night_id } = friday
  // Declined three times, for two reasons and with two cards; then paid.
  await bookOrder(db, {
    night_id,
    fate: 'fulfilled',
    paid_at: '2025-10-24T21:03:00+02:00',
    tries: [
      { at: '2025-10-24T21:00:10+02:00', ...INSUFFICIENT },
      { at: '2025-10-24T21:01:00+02:00', ...INSUFFICIENT, last4: '0069' },
      { at: '2025-10-24T21:02:00+02:00', ...NOT_HONOURED },
    ],
  })
  const lost = [{ at: '2025-10-24T21:10:00+02:00', ...INSUFFICIENT }]
  await bookOrder(db, { night_id, fate: 'expired', total_minor: 4900, tries: lost })
  // Its try broke off, and its guest may still come back.
  await bookOrder(db, {
    night_id,
    kind: 'vip',
    fate: 'open',
    total_minor: 20_000,
    tries: [{ at: '2025-10-24T21:20:00+02:00', outcome: 'errored', code: 'timeout' }],
  })
  // A deposit that the bank has promised, a second after it had declined.
  await bookOrder(db, {
    night_id,
    kind: 'vip',
    fate: 'fulfilled',
    total_minor: 20_000,
    is_deposit: true,
    paid_at: '2025-10-24T23:00:00+02:00',
    wait_ms: 1500,
    tries: [{ at: '2025-10-24T22:59:59+02:00', ...NOT_HONOURED }],
  })
}

async function bookSaturday(): Promise<void> {
  const { db } = house
  const { night_id } = saturday
  // Its intent was worn out, so it went on with a second one; its money came too late for anything.
  await bookOrder(db, {
    night_id,
    fate: 'late',
    paid_at: '2025-10-25T20:55:00+02:00',
    tries: [
      { at: '2025-10-25T20:10:00+02:00', ...INSUFFICIENT },
      { at: '2025-10-25T20:11:00+02:00', ...INSUFFICIENT, ordinal: 2 },
      { at: '2025-10-25T20:12:00+02:00', code: 'expired_card', ordinal: 2 },
    ],
  })
  const paid_at = '2025-10-25T20:30:00+02:00'
  await bookOrder(db, { night_id, fate: 'fulfilled', paid_at, wait_ms: 200 })
  await bookOrder(db, { night_id, fate: 'paid', paid_at })
  // A try that broke off in the first hour of that name, and money in the second.
  await bookOrder(db, {
    night_id,
    kind: 'vip',
    fate: 'fulfilled',
    wait_ms: 30_000,
    paid_at: '2025-10-26T02:30:00+01:00',
    tries: [{ at: '2025-10-26T02:30:00+02:00', outcome: 'errored', code: null }],
  })
}

test('a night, GA or VIP alone, and a part of the time, show what is of them and nothing else', async () => {
  const some = async (query: string) => {
    const { totals } = await ask(query)
    const { successes, unique_declines, retries, errored, failed_orders, lost_minor } = totals
    return [successes, unique_declines, retries, errored, failed_orders, lost_minor]
  }
  assert.deepEqual(await some(`${WEEKEND}&night=friday`), [2, 4, 1, 1, 4, 4900])
  assert.deepEqual(await some(`${WEEKEND}&kind=vip`), [2, 1, 0, 2, 3, 0])
  assert.deepEqual(await some(`${WEEKEND}&night=saturday&kind=ga`), [2, 2, 1, 0, 1, 2450])
  // All of a night's sale, without a time.
  assert.deepEqual(await some('night=friday'), [2, 4, 1, 1, 4, 4900])
  assert.deepEqual(await some('night=saturday&kind=vip'), [1, 0, 0, 1, 1, 0])
  // From the second decline on: that is the first one now, and what is before is not looked at.
  const part = 'from=2025-10-24T19:01:00Z&to=2025-10-24T21:03:00%2B02:00'
  assert.deepEqual(await some(part), [0, 2, 0, 0, 1, 0])
})

test('a short time has bars of five minutes, a long one of days by the clock of the venue', async () => {
  const hour = await ask('from=2025-10-24T18:57:00Z&to=2025-10-24T20:00:00Z')
  assert.equal(hour.bucket, 'five_minutes')
  assert.deepEqual(
    [hour.times.length, hour.times[0]?.at, hour.times[1]?.unique_declines, hour.times[3]?.at],
    [13, '2025-10-24T18:55:00.000Z', 2, '2025-10-24T19:10:00.000Z'],
  )
  const month = await ask('from=2025-10-01&to=2025-10-31')
  assert.equal(month.bucket, 'day')
  assert.equal(month.times.length, 31)
  const days = month.times.flatMap(({ at, attempts }) => (attempts ? [[at, attempts]] : []))
  assert.deepEqual(days, [
    ['2025-10-23T22:00:00.000Z', 8],
    ['2025-10-24T22:00:00.000Z', 5],
    ['2025-10-25T22:00:00.000Z', 2],
  ])
  assert.equal(month.times.at(-1)?.at, '2025-10-30T23:00:00.000Z')
})

test('a later report of the same try changes its code, and a try that was lost goes', async () => {
  const { db } = house
  const count = async () => (await ask(`${WEEKEND}&night=friday&at=${Math.random()}`)).codes
  await db.query({
    text: `update attempts set decline_code = 'lost_card' where at = '2025-10-24T22:59:59+02:00'`,
  })
  const changed = await eventually('the code has changed', async () => {
    const codes = await count()
    return codes.some(({ code }) => code === 'lost_card') ? codes : undefined
  })
  assert.deepEqual(
    changed.map(({ code, unique_declines }) => [code, unique_declines]),
    [
      ['insufficient_funds', 2],
      ['do_not_honor', 1],
      ['lost_card', 1],
    ],
  )
  await db.query({ text: `delete from attempts where at = '2025-10-24T22:59:59+02:00'` })
  await eventually('it is gone', async () => (await count()).length === 2)
})

test('what makes no sense is refused, and the field is named', async () => {
  const refused: [query: string, status: number, field: string][] = [
    ['from=yesterday', 422, 'from'],
    ['to=2025-13-01', 422, 'to'],
    ['kind=both', 422, 'kind'],
    ['range=1h', 422, 'range'],
    ['range=7d&from=2025-10-01', 422, 'range'],
    ['from=2025-10-02&to=2025-09-30', 422, 'to'],
    ['from=2999-01-01', 422, 'from'],
    ['from=2024-01-01&to=2025-02-04', 422, 'from'],
    ['night=', 422, 'night'],
    ['night=no-such-night', 404, 'night'],
  ]
  for (const [query, status, field] of refused) {
    const answer = await owner.get(`/api/dashboard/failed?${query}`)
    const { errors } = JSON.parse(answer.text) as { errors: { field: string }[] }
    assert.deepEqual([answer.status, errors[0]?.field], [status, field], `${query} ${answer.text}`)
  }
  // 400 days, one of them an hour longer.
  await ask('from=2024-01-01&to=2025-02-03')
})

test('whoever must see no revenue gets none of it, neither as a page nor as a file', async () => {
  for (const role of ['host', 'door'] as const) {
    const browser = await signedInAs(house, role)
    for (const path of [
      '/dashboard/failed',
      '/api/dashboard/failed',
      '/api/dashboard/failed/risk.csv',
    ])
      assert.equal((await browser.get(path)).status, 403, `${role} ${path}`)
  }
  assert.equal((await ask(WEEKEND, await signedInAs(house, 'manager'))).totals.lost_orders, 2)
})

test('each chart has its file, and it says what the page says', async () => {
  const { nights, codes, times, currency } = await ask(WEEKEND)
  const file = async (chart: string) => {
    const { status, text, headers } = await owner.get(
      `/api/dashboard/failed/${chart}.csv?${WEEKEND}`,
    )
    assert.equal(status, 200, text)
    assert.match(headers.get('content-type') ?? '', /^text\/csv; charset=utf-8/)
    assert.equal(
      headers.get('content-disposition'),
      `attachment; filename="failed-${chart}-2025-10-23-2025-10-26.csv"`,
    )
    assert.ok(text.endsWith('\r\n'))
    return text
      .slice(0, -2)
      .split('\r\n')
      .map((line) => line.split(','))
  }
  const told = (rows: object[], names: string[]) =>
    rows.map((one) => names.map((name) => String(Reflect.get(one, name) ?? '')))
  for (const [chart, rows] of Object.entries({ codes, attempts: times })) {
    const [heading = [], ...lines] = await file(chart)
    assert.deepEqual(lines, told(rows, heading), chart)
  }
  for (const chart of ['recovery', 'waits']) {
    const [heading = [], ...lines] = await file(chart)
    assert.deepEqual(lines, told(nights, heading), chart)
  }
  const [, ...risk] = await file('risk')
  assert.deepEqual(
    risk.map(([night, , , kind, ...rest]) => [night, kind, ...rest]),
    nights.map((one) => [
      one.night,
      one.kind,
      String(one.held_orders),
      String(one.held_minor / 100),
      String(one.lost_orders),
      String(one.lost_minor / 100),
      currency,
    ]),
  )
})

test('the name of a night is no formula in a spreadsheet', async () => {
  await house.db.query({
    text: `update nights set title = '=HYPERLINK("https://elsewhere.example","Click")' where id = $1`,
    values: [friday.night_id],
  })
  const sale = await owner.get('/api/dashboard/failed/recovery.csv?night=friday')
  assert.match(sale.text, /,"'=HYPERLINK\(""https:\/\/elsewhere\.example"",""Click""\)",/)
})
