import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import { newId, newSecret } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { api, placeOrder, tryToPlace, type Answer } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { storesNothingIn } from '../stored.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

const TABLES = ['orders', 'order_lines', 'holds', 'payments', 'tickets', 'webhooks', 'attempts']
const storesNothing = <T>(work: () => Promise<T>) => storesNothingIn(house, TABLES, work)

function assertProblem(answer: Answer, status: number, code: string, field: string): void {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = answer.body as { code: string; detail: string; errors: { field: string }[] }
  assert.equal(problem.code, code)
  assert.ok(problem.detail.length > 10)
  assert.ok(
    problem.errors.some((error) => error.field === field),
    JSON.stringify(problem.errors),
  )
}

async function postForm(slug: string, fields: Record<string, string>) {
  const body = new URLSearchParams({ order_id: newId('ord'), order_secret: newSecret(), ...fields })
  const response = await fetch(`${house.url}/nights/${slug}/orders`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

test('quantities of 0, -1, 1.5 and 10^9 are refused by the API, naming the field', async () => {
  const night = await addNight(house.db)
  const type = night.types[0]!
  const cases: [number, string][] = [
    [0, 'nothing_chosen'],
    [-1, 'quantity_invalid'],
    [1.5, 'quantity_invalid'],
    [1e9, 'too_many_of_kind'],
  ]
  for (const [quantity, code] of cases) {
    const answer = await storesNothing(() => tryToPlace(house, night.slug, { [type]: quantity }))
    assertProblem(answer, 422, code, 'lines.0.quantity')
  }
  const text = await storesNothing(() =>
    api(house, 'POST', '/api/orders', {
      order_id: newId('ord'),
      order_secret: newSecret(),
      night: night.slug,
      lines: [{ ticket_type_id: type, quantity: 'a' }],
    }),
  )
  assertProblem(text, 422, 'input_invalid', 'lines.0.quantity')
})

test('the same in the form: the page comes again with 4xx, the field marked, the choice kept', async () => {
  const night = await addNight(house.db)
  const field = `quantity_${night.types[0]}`
  for (const quantity of ['0', '-1', '1.5', 'a', '1000000000']) {
    const { status, html } = await storesNothing(() => postForm(night.slug, { [field]: quantity }))
    assert.equal(status, 422, quantity)
    assert.match(html, /role="alert"/)
    assert.doesNotMatch(html, /General admission: Choose at least/)
    assert.match(
      html,
      new RegExp(`name="${field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="${field}"`),
    )
  }
})

test('an unknown, a draft, a past and a cancelled night are refused', async () => {
  const [draft, past, cancelled] = [
    await addNight(house.db, { state: 'draft' }),
    await addNight(house.db, { doors_in: '-2 days' }),
    await addNight(house.db, { state: 'cancelled' }),
  ]
  const cases = [
    ['no-such-night', 'x', 404, 'night_unknown'],
    [draft.slug, draft.types[0]!, 409, 'night_not_on_sale'],
    [past.slug, past.types[0]!, 410, 'night_over'],
    [cancelled.slug, cancelled.types[0]!, 409, 'night_not_on_sale'],
  ] as const
  for (const [slug, type, status, code] of cases) {
    const answer = await storesNothing(() => tryToPlace(house, slug, { [type]: 1 }))
    assertProblem(answer, status, code, 'night')
    const form = await storesNothing(() => postForm(slug, { [`quantity_${type}`]: '1' }))
    assert.ok(form.status >= 400 && form.status < 500, `${code} ${form.status}`)
  }
  assert.equal((await fetch(`${house.url}/nights/${draft.slug}`)).status, 404)
  assert.equal((await fetch(`${house.url}/nights/${past.slug}`)).status, 200)
})

test('a sale that has not begun or has ended, and what is sold out, are refused', async () => {
  const night = await addNight(house.db, {
    types: [
      { sales_start_in: '1 day' },
      { sales_end_in: '-1 hour' },
      { capacity: 0 },
      { capacity: 2 },
    ],
  })
  const codes = ['sale_not_started', 'sale_ended', 'sold_out', 'not_enough_left']
  for (const [index, code] of codes.entries()) {
    const type = night.types[index]!
    const answer = await storesNothing(() => tryToPlace(house, night.slug, { [type]: 3 }))
    assertProblem(answer, 409, code, 'lines.0.quantity')
  }
})

test('more than the limit of a type or of the night is refused', async () => {
  const night = await addNight(house.db, {
    order_tickets_max: 5,
    types: [{ order_quantity_max: 4 }, { order_quantity_max: 4 }],
  })
  const [a, b] = night.types as [string, string]
  assertProblem(
    await tryToPlace(house, night.slug, { [a]: 5 }),
    422,
    'too_many_of_kind',
    'lines.0.quantity',
  )
  const both = await storesNothing(() => tryToPlace(house, night.slug, { [a]: 3, [b]: 3 }))
  assertProblem(both, 422, 'too_many', 'lines.0.quantity')
})

test('a body of 10 MB is refused unread, as a page and as a problem document', async () => {
  const night = await addNight(house.db)
  const huge = 'x'.repeat(10 * 1024 * 1024)
  const json = await storesNothing(() => api(house, 'POST', '/api/orders', { huge }))
  assertProblem(json, 413, 'body_too_large', 'body')
  const form = await storesNothing(() => postForm(night.slug, { huge }))
  assert.equal(form.status, 413)
  assert.match(form.html, /<h1/)
})

test('a body that is no JSON, or of another kind, is refused', async () => {
  for (const type of ['application/json', 'text/xml']) {
    const response = await storesNothing(() =>
      fetch(`${house.url}/api/orders`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{"a":',
      }),
    )
    assert.ok([400, 415, 422].includes(response.status), `${type} ${response.status}`)
    assert.match(response.headers.get('content-type') ?? '', /problem\+json/)
  }
})

test('a forged, a stale and an unsigned webhook are refused with 400', async () => {
  const body = JSON.stringify({ id: 'evt_forged', type: 'payment_intent.succeeded' })
  const now = Math.floor(Date.now() / 1000)
  const sign = (secret: string, time: number) => {
    const mac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
    return `t=${time},v1=${mac}`
  }
  const signatures = {
    forged: sign('whsec_wrong', now),
    stale: sign('whsec_house', now - 3600),
    unsigned: '',
    nonsense: 't=abc,v1=zz',
  }
  for (const [name, signature] of Object.entries(signatures)) {
    const response = await storesNothing(() =>
      fetch(`${house.url}/webhooks/stripe`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        body,
      }),
    )
    assert.equal(response.status, 400, name)
    const problem = (await response.json()) as { errors: { field: string }[] }
    assert.equal(problem.errors[0]?.field, 'stripe-signature')
  }
})

test("an order's id without its secret, or with another order's, opens nothing", async () => {
  const night = await addNight(house.db)
  const [mine, other] = [
    await placeOrder(house, night.slug, { [night.types[0]!]: 1 }),
    await placeOrder(house, night.slug, { [night.types[0]!]: 1 }),
  ]
  const wrong = { order_id: mine.order_id, secret: other.secret }
  const unknown = { order_id: newId('ord'), secret: mine.secret }
  for (const order of [wrong, unknown]) {
    const base = `/api/orders/${order.order_id}`
    const calls = [
      ['GET', base, undefined],
      ['PUT', `${base}/guest`, { name: 'Eve', email: 'eve@example.com' }],
      ['POST', `${base}/payment`, {}],
      ['POST', `${base}/attempts`, { outcome: 'declined', attempt_key: 'x' }],
    ] as const
    for (const [method, path, body] of calls) {
      const answer = await storesNothing(() => api(house, method, path, body, order))
      assertProblem(answer, 404, 'order_unknown', 'order_id')
      assert.equal((await api(house, method, path, body)).status, 404)
    }
    for (const path of ['', '/checkout', '/state', '/receipt.pdf', '/night.ics']) {
      const page = await fetch(`${house.url}/orders/${order.order_id}/${order.secret}${path}`)
      assert.equal(page.status, 404, path)
      assert.ok(!(await page.text()).includes(mine.secret))
    }
  }
})

test("placing under somebody else's order id is refused and tells nothing of it", async () => {
  const night = await addNight(house.db)
  const mine = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const answer = await storesNothing(() =>
    tryToPlace(
      house,
      night.slug,
      { [night.types[0]!]: 1 },
      {
        order_id: mine.order_id,
        secret: newSecret(),
      },
    ),
  )
  assertProblem(answer, 409, 'order_taken', 'order_id')
  assert.ok(!JSON.stringify(answer.body).includes(mine.secret))
})

test('a name or an address that is none is refused, and both are named at once', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const path = `/api/orders/${order.order_id}/guest`
  const put = (name: string, email: string) => api(house, 'PUT', path, { name, email }, order)
  assertProblem(await put('', 'ada@example.com'), 422, 'name_invalid', 'name')
  assertProblem(await put('x'.repeat(201), 'ada@example.com'), 422, 'name_invalid', 'name')
  for (const email of [
    '',
    'ada',
    'ada@',
    '@example.com',
    'a b@example.com',
    'a@b',
    'a@b..c',
    '-@-.-',
  ])
    assertProblem(await put('Ada', email), 422, 'email_invalid', 'email')
  const both = await put(' ', 'x')
  assertProblem(both, 422, 'name_invalid', 'email')
})

test('nobody can pay before name and address are known', async () => {
  const night = await addNight(house.db)
  const { order } = await tryToPlace(house, night.slug, { [night.types[0]!]: 1 })
  const answer = await api(house, 'POST', `/api/orders/${order.order_id}/payment`, {}, order)
  assertProblem(answer, 422, 'email_invalid', 'email')
})

test('a write that another site sends is refused', async () => {
  const night = await addNight(house.db)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    const response = await storesNothing(() =>
      fetch(`${house.url}/nights/${night.slug}/orders`, { method: 'POST', headers, body: '' }),
    )
    assert.equal(response.status, 403)
  }
})

test('an unknown address is a friendly 404, or a problem document below /api', async () => {
  const page = await fetch(`${house.url}/nothing-here`)
  assert.equal(page.status, 404)
  assert.match(await page.text(), /<h1/)
  assertProblem(await api(house, 'GET', '/api/nothing'), 404, 'page_unknown', 'path')
})
