import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { migrate, newId, newSecret, openDatabase } from '../../src/kernel/index.ts'
import { readAssets } from '../../src/web/assets.ts'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { deliver } from '../deliver.ts'
import {
  api,
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { placeOf, wares } from '../ware.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => auditAndClose(house))

test('an installation without a venue says that it opens soon', async () => {
  const response = await fetch(house.url)
  assert.equal(response.status, 200)
  assert.match(await response.text(), /Opening soon/)
})

test('scripts and style sheets are sent packed to whoever takes them so, and plain to others', async () => {
  const { css, checkoutJs } = readAssets()
  for (const path of [css, checkoutJs]) {
    const get = (encoding: string) =>
      fetch(house.url + path, { headers: { 'accept-encoding': encoding } })
    const [packed, plain] = [await get('gzip'), await get('identity')]
    assert.equal(packed.headers.get('content-encoding'), 'gzip')
    assert.equal(packed.headers.get('vary'), 'accept-encoding')
    assert.equal(plain.headers.get('content-encoding'), null)
    assert.equal(packed.headers.get('content-type'), plain.headers.get('content-type'))
    assert.equal(await packed.text(), await plain.text())
  }
})

test('F70: a connection that is lost inside a transaction is a 503, and the server lives on', async () => {
  const night = await addNight(house.db)
  const type = night.types[0]!
  const other = openDatabase(house.databaseUrl, () => {})
  const blocker = await other.connect()
  await blocker.query('begin')
  const { rows: held } = await blocker.query<{ pid: number }>('select pg_backend_pid() as pid')
  await blocker.query('select from ticket_types where id = $1 for update', [type])
  const placing = tryToPlace(house, night.slug, { [type]: 1 })
  await eventually('the placing waits for the row', async () => {
    const { rows } = await other.query<{ done: boolean }>({
      text: `select pg_terminate_backend(pid) as done from pg_stat_activity
              where wait_event_type = 'Lock' and $1 = any(pg_blocking_pids(pid))`,
      values: [held[0]?.pid],
    })
    return rows.some((row) => row.done)
  })
  assert.equal((await placing).status, 503)
  await blocker.query('rollback')
  blocker.release()
  await other.end()
  const order = await placeOrder(house, night.slug, { [type]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('Stripe refuses our key; the order stands, is a 500 at checkout, and heals', async () => {
  const night = await addNight(house.db)
  await house.restart({ STRIPE_SECRET_KEY: 'sk_test_wrong' })
  const { status, order } = await tryToPlace(house, night.slug, { [night.types[0]!]: 1 })
  assert.equal(status, 201)
  await api(
    house,
    'PUT',
    `/api/orders/${order.order_id}/guest`,
    { name: 'Ada', email: 'ada@guest.example' },
    order,
  )
  const path = `/api/orders/${order.order_id}/payment`
  assert.equal((await api(house, 'POST', path, {}, order)).status, 500)
  await house.restart({ STRIPE_SECRET_KEY: house.sim.secretKey })
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

for (const ware of wares) {
  test(`F67: Stripe answers 429 while placing; the guest notices nothing (${ware.name})`, async () => {
    const path = '/v1/payment_intents'
    await house.sim.control.failRequests({ path, effect: 'rate_limit', when: 'before' })
    const order = await placeOf(ware, house, 1)
    await pay(house, order)
    await fulfilled(house, order, 1)
    assert.ok((await house.sim.control.faultLog()).some((fault) => fault.effect === 'rate_limit'))
    await audit(house)
  })
}

test('an intent that Stripe does not know any more is replaced, and its hold can end', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const first = await clientSecretOf(house, order)
  await house.sim.control.idle()
  await house.db.query({
    text: `update payments set payment_intent_id = 'pi_gone' where order_id = $1`,
    values: [order.order_id],
  })
  assert.notEqual(await clientSecretOf(house, order), first)
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

for (const ware of wares) {
  test(`F34: the late answer of a doubled creation does not reopen a payment in flight (${ware.name})`, async () => {
    await house.sim.control.failRequests({
      path: '/v1/payment_intents',
      effect: 'error',
      when: 'before',
      times: 10,
    })
    const order = await placeOf(ware, house, 1)
    await house.sim.control.clearFaults()
    const slow = {
      path: '/v1/payment_intents',
      effect: 'delay',
      when: 'after',
      delay_ms: 6000,
    } as const
    await house.sim.control.failRequests(slow)
    const path = `/api/orders/${order.order_id}/payment`
    const late = api<{ state: string }>(house, 'POST', path, {}, order)
    await eventually('its intent is made, and the answer on its way', async () => {
      return (await intentsAtStripe(house, order)).length === 1
    })
    await house.sim.control.holdPayments()
    assert.equal((await pay(house, order)).body.status, 'processing')
    assert.deepEqual((await late).body, { state: 'processing' })
    const [intent] = await intentsAtStripe(house, order)
    await house.sim.control.settlePayment({ payment_intent: intent?.id ?? '', ending: 'succeed' })
    await fulfilled(house, order, 1)
    await audit(house)
  })
}

async function openAlerts(subjectId: string | undefined): Promise<string[]> {
  const { rows } = await house.db.query<{ kind: string }>({
    text: `select kind from alerts where subject_id = $1 and state = 'open'`,
    values: [subjectId],
  })
  return rows.map((row) => row.kind)
}

for (const ware of wares) {
  test(`F48: received is not what is due; the money is booked, no ticket issued, the owner told (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 1)
    await clientSecretOf(house, order)
    await house.db.query({
      text: `update orders set total_minor = total_minor + 100 where id = $1`,
      values: [order.order_id],
    })
    await pay(house, order)
    await eventually('the owner is told', async () => (await openAlerts(order.order_id)).length > 0)
    assert.deepEqual(await openAlerts(order.order_id), ['amount_mismatch'])
    const { text } = await house.mailbox.waitFor(
      (mail) => !!mail.text?.includes(order.order_id) && mail.subject.startsWith('Coatcheck needs'),
    )
    assert.match(text ?? '', /refund it: nothing is issued for another amount/)
    assert.deepEqual(await orderState(house, order), {
      state: 'paid',
      fulfilment: 'pending',
      payment: 'succeeded',
      tickets: 0,
    })
    await house.db.query({
      text: `update orders set total_minor = total_minor - 100 where id = $1`,
      values: [order.order_id],
    })
  })

  test(`F49: a cheap intent that names a dear order buys nothing (${ware.name})`, async () => {
    const order = await placeOf(ware, house, 2)
    await clientSecretOf(house, order)
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from payments where order_id = $1`,
      values: [order.order_id],
    })
    const response = await fetch(`${house.sim.url}/v1/payment_intents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      body: new URLSearchParams({
        amount: '50',
        currency: 'eur',
        confirm: 'true',
        payment_method: 'pm_card_visa',
        return_url: house.url,
        'automatic_payment_methods[enabled]': 'true',
        'metadata[order_id]': order.order_id,
        'metadata[payment_id]': rows[0]?.id ?? '',
      }),
    })
    const { id } = (await response.json()) as { id: string }
    await eventually('the owner is told', async () => (await openAlerts(id)).length > 0)
    assert.deepEqual(await openAlerts(id), ['order_unknown'])
    assert.equal((await orderState(house, order)).state, 'open')
    await pay(house, order)
    await fulfilled(house, order, 2)
    await audit(house)
  })
}

test('placing does not wait for a Stripe that is slow; checkout goes on once it has answered', async () => {
  const night = await addNight(house.db)
  const delay_ms = 9000
  const path = '/v1/payment_intents'
  await house.sim.control.failRequests({ path, effect: 'delay', when: 'before', delay_ms })
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  assert.deepEqual(await intentsAtStripe(house, order), [], 'Stripe has not answered')
  await eventually('the intent is there', async () => {
    const payment = `/api/orders/${order.order_id}/payment`
    return (await api(house, 'POST', payment, {}, order)).status === 200
  })
  await pay(house, order)
  await fulfilled(house, order, 1)
  await audit(house)
})

test('F16, F18: events of other versions, products and shapes are stored, never a 5xx', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  await clientSecretOf(house, order)
  const base = { object: 'event', created: 1, livemode: false, pending_webhooks: 1, request: null }
  const intent = { object: 'payment_intent', id: 'pi_other', status: 'requires_source', amount: 1 }
  const events = [
    {
      ...base,
      type: 'payment_intent.created',
      api_version: '2018-01-01',
      data: { object: intent },
    },
    { ...base, type: 'payment_intent.succeeded', api_version: null, data: { object: intent } },
    { ...base, type: 'v1.billing.meter.no_meter_found', object: 'v2.core.event' },
    { ...base, type: 'customer.created', data: { object: { object: 'customer', id: 'cus_1' } } },
  ]
  for (const [n, event] of events.entries())
    assert.equal(
      await deliver(house, JSON.stringify({ ...event, id: `evt_odd_${n}` })),
      200,
      event.type,
    )
  const { rows } = await house.db.query({
    text: `select distinct state from webhooks where id like 'evt_odd%'`,
  })
  assert.deepEqual(rows, [{ state: 'ignored' }])
})

test('F16: a payload of another version is a signal; the truth is read again', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const secret = await clientSecretOf(house, order)
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from payments where order_id = $1`,
    values: [order.order_id],
  })
  const object = {
    object: 'payment_intent',
    id: secret.split('_secret_')[0],
    status: 'succeeded',
    amount_received: 999_999,
    metadata: { order_id: order.order_id, payment_id: rows[0]?.id },
  }
  const lie = {
    id: 'evt_lie',
    object: 'event',
    type: 'payment_intent.succeeded',
    api_version: '2020-08-27',
    data: { object },
  }
  assert.equal(await deliver(house, JSON.stringify(lie)), 200)
  assert.deepEqual(await orderState(house, order), {
    state: 'open',
    fulfilment: null,
    payment: 'open',
    tickets: 0,
  })
  await audit(house)
})

test('control characters and half characters are refused by name, and never a 500', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const lines = [{ ticket_type_id: night.types[0], quantity: 1 }]
  const placement = { order_id: newId('ord'), order_secret: newSecret(), night: 'a\u0000', lines }
  const placing = await api(house, 'POST', '/api/orders', placement)
  assert.equal(placing.status, 422)
  assert.equal((placing.body as { errors: { field: string }[] }).errors[0]?.field, 'night')
  const base = `/api/orders/${order.order_id}`
  for (const text of ['A\u0000da', 'A\nda', 'A\ud800'])
    for (const body of [
      { name: text, email: 'ada@guest.example' },
      { name: 'Ada', email: `${text}@guest.example` },
    ])
      assert.equal((await api(house, 'PUT', `${base}/guest`, body, order)).status, 422)
  const report = { outcome: 'declined', attempt_key: 'a\u0000' }
  assert.equal((await api(house, 'POST', `${base}/attempts`, report, order)).status, 422)
  for (const path of ['/nights/%00', '/orders/%00/x', '/api/orders/%00'])
    assert.equal((await fetch(house.url + path)).status, 404, path)
})

test('an address that cannot be read is a 404 page with our headers, and repeats no secret', async () => {
  for (const path of ['/nights/%E0%A4%A', '/%ff', `/orders/x/${'s3cret'.repeat(8)}%`]) {
    const response = await fetch(house.url + path)
    const text = await response.text()
    assert.equal(response.status, 404, path)
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/)
    assert.match(text, /<h1/)
    assert.ok(!text.includes('s3cret'))
  }
  const long = await fetch(`${house.url}/nights/${'x'.repeat(500)}`)
  assert.ok(long.status === 404 || long.status === 414)
  assert.ok(!(await long.text()).includes('xxxx'))
})

test('every answer carries the headers that keep a page to itself', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  const page = `${house.url}/orders/${order.order_id}/${order.secret}`
  for (const url of [house.url, `${house.url}/nights/${night.slug}`, page, `${page}/checkout`]) {
    const { headers } = await fetch(url)
    const policy = headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.ok(!policy.includes('unsafe-inline'))
    assert.equal(policy.includes(house.sim.url), url.endsWith('/checkout'))
    assert.equal(headers.get('referrer-policy'), 'same-origin')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('cache-control') ?? '', /^private, no-(store|cache)$/)
  }
})

test('a browser cannot write attempts without end, nor after the payment', async () => {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  await pay(house, order)
  await fulfilled(house, order, 1)
  const path = `/api/orders/${order.order_id}/attempts`
  const report = { outcome: 'declined', attempt_key: 'late' }
  assert.equal((await api(house, 'POST', path, report, order)).status, 204)
  const { rows } = await house.db.query({
    text: `select a.id from attempts a join payments p on p.id = a.payment_id
            where p.order_id = $1 and a.outcome = 'declined'`,
    values: [order.order_id],
  })
  assert.deepEqual(rows, [])
})

test('two servers that start at once migrate once, and both start', async () => {
  await Promise.all([migrate(house.databaseUrl), migrate(house.databaseUrl), house.restart()])
  assert.equal((await fetch(`${house.url}/healthz`)).status, 200)
})

test("work for a queue that this version does not know waits, and keeps nobody else's back", async () => {
  await house.db.query({
    text: `insert into job_requests (queue, payload) values ('of.another.version', '{}')`,
  })
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0]!]: 1 })
  await pay(house, order)
  await eventually('the mail arrives', async () =>
    (await house.mailbox.mails()).some((mail) => JSON.stringify(mail.to).includes(order.email)),
  )
  const { rows } = await house.db.query({ text: `select queue from job_requests` })
  assert.deepEqual(rows, [{ queue: 'of.another.version' }])
  await house.db.query({ text: `delete from job_requests` })
  await audit(house)
})

test('a restart brings the options of this version back to the queues of an older one', async () => {
  await house.db.query({ text: `update pgboss.queue set retry_limit = 0 where name = 'mail.send'` })
  await house.restart()
  const { rows } = await house.db.query<{ retry_limit: number }>({
    text: `select retry_limit from pgboss.queue where name = 'mail.send'`,
  })
  assert.equal(rows[0]?.retry_limit, 200)
})
