import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { eventually, fulfilled, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openProxy, targetOf, throughProxy } from '../load/proxy.ts'
import { giveBack } from '../money_back.ts'
import { ga, placeOf } from '../ware.ts'

// What Prometheus reads of a server: how the house and this process are, and nothing of anybody.

const token = 'a-token-for-whoever-collects-the-metrics'

let house: House
before(async () => {
  house = await openHouse({
    METRICS_TOKEN: token,
    SWEEP_SECONDS_MAX: '0',
    FULFIL_RETRY_SECONDS: '0.1,0.2,0.4,0.8,1.6,3.2,6.4,12.8,25.6',
  })
})
after(() => auditAndClose(house))

function ask(url: string, authorization?: string): Promise<Response> {
  return fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {})
}

/** What is said now, by name and labels. */
async function scrape(url = house.url): Promise<Map<string, number>> {
  const answer = await ask(url, `Bearer ${token}`)
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter((line) => /^[a-z]/.test(line))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

/** Waits until the house says so by `name`. */
async function reads(name: string, isSo: (value: number) => boolean): Promise<void> {
  await eventually(name, async () => {
    const value = (await scrape()).get(name)
    return value !== undefined && isSo(value)
  })
}

test('without a token set there is no such address, and with it nobody else gets in', async () => {
  const second = await house.openSecond({ METRICS_TOKEN: '' })
  assert.equal((await ask(second.url, `Bearer ${token}`)).status, 404)
  await second.stop()
  for (const shown of [undefined, 'Bearer wrong', `Bearer ${token}x`, `Basic ${token}`]) {
    const answer = await ask(house.url, shown)
    assert.equal(answer.status, 401, shown)
    const body = (await answer.json()) as { code: string }
    assert.equal(body.code, 'metrics_token_wrong')
    assert.ok(!JSON.stringify(body).includes('coatcheck_'))
  }
})

test('captured, failed and refunded payments, webhooks, jobs and requests are counted', async () => {
  const before_it = await scrape()
  assert.equal(before_it.get('coatcheck_payments_total{outcome="captured"}'), 0)
  const order = await placeOf(ga, house, 1)
  await pay(house, order, 'pm_card_chargeDeclined')
  await pay(house, order)
  await fulfilled(house, order, 1)
  await reads('coatcheck_payments_total{outcome="captured"}', (count) => count === 1)
  await reads('coatcheck_payments_total{outcome="failed"}', (count) => count === 1)
  await reads('coatcheck_job_runs_total{queue="mail.send",outcome="done"}', (count) => count >= 1)
  const now = await scrape()
  assert.ok((now.get('coatcheck_webhook_seconds_count{outcome="settled"}') ?? 0) >= 1)
  assert.ok((now.get('coatcheck_last_webhook_age_seconds') ?? -1) >= 0)
  assert.ok(
    (now.get('coatcheck_http_request_seconds_count{area="checkout",status="2xx"}') ?? 0) > 0,
  )
  const made = 'coatcheck_stripe_request_seconds_count{call="createIntent",outcome="done"}'
  assert.equal(now.get(made), 1)
  assert.equal(now.get('coatcheck_payments_total{outcome="refunded"}'), 0)
  assert.equal(now.get('coatcheck_payments_total{outcome="refund_failed"}'), 0)
  assert.equal(now.get('coatcheck_orders_without_tickets'), 0)
  assert.equal(now.get('coatcheck_books_readable'), 1)
  await giveBack(house, order, 'everything')
  await reads('coatcheck_payments_total{outcome="refunded"}', (count) => count === 1)
})

test('the process tells of its pool, its event loop and its memory', async () => {
  const now = await scrape()
  const pool = (state: string) => now.get(`coatcheck_database_pool{state="${state}"}`) ?? -1
  assert.ok(pool('total') >= 1 && pool('total') <= 20)
  assert.ok(pool('idle') >= 0 && pool('waiting') === 0)
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'])
    assert.ok((now.get(name) ?? -1) >= 0, name)
})

test('a paid order without its tickets is seen, and no more once it has them', async () => {
  await house.db.query({ text: `alter table ${ga.entries} rename to ${ga.entries}_away` })
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await reads('coatcheck_orders_without_tickets', (count) => count === 1)
  await reads('coatcheck_order_without_tickets_age_seconds', (age) => age > 0)
  await reads('coatcheck_jobs{queue="order.fulfil",state="failed"}', (count) => count === 0)
  await house.db.query({ text: `alter table ${ga.entries}_away rename to ${ga.entries}` })
  await fulfilled(house, order, 1)
  await reads('coatcheck_orders_without_tickets', (count) => count === 0)
})

test('nothing of a guest is in it, and no label takes what anybody sends', async () => {
  const order = await placeOf(ga, house, 1)
  await fetch(`${house.url}/nowhere/${order.order_id}?ada@unmistakable.example`)
  await fetch(`${house.url}/orders/${order.order_id}/${order.secret}`)
  const text = await (await ask(house.url, `Bearer ${token}`)).text()
  for (const secret of [order.order_id, order.secret, order.email, 'unmistakable', token])
    assert.ok(!text.includes(secret), secret)
  assert.ok(text.includes('area="unknown",status="4xx"'))
  const { size } = await scrape()
  assert.ok(size < 1500, `${size} series`)
})

test('without its database a server still tells of itself, and claims nothing of the house', async () => {
  const proxy = await openProxy(targetOf(house.databaseUrl))
  const settings = { DATABASE_URL: throughProxy(house.databaseUrl, proxy) }
  const second = await house.openSecond(settings)
  try {
    proxy.refuse(true)
    proxy.cut()
    const now = await scrape(second.url)
    assert.equal(now.get('coatcheck_books_readable'), 0)
    assert.equal(now.get('coatcheck_orders_without_tickets'), undefined)
    assert.ok((now.get('process_resident_memory_bytes') ?? 0) > 0)
  } finally {
    proxy.refuse(false)
    await second.stop()
    await proxy.close()
  }
})
