import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import { eventually, fulfilled, orderState, pay } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openOtlpReceiver, type Span } from '../otlp_receiver.ts'
import { ga, placeOf } from '../ware.ts'

/** The statement that makes tickets. */
const ISSUED = 'insert_tickets'

// What a collector of OpenTelemetry's traces is sent: each story whole, and nobody's data.

let receiver: Awaited<ReturnType<typeof openOtlpReceiver>>
let house: House
before(async () => {
  receiver = await openOtlpReceiver()
  house = await openHouse({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    SWEEP_SECONDS_MAX: '0',
    FULFIL_RETRY_SECONDS: '0.1,0.2,0.4,0.8,1.6,3.2,6.4,12.8,25.6',
  })
})
after(async () => {
  await house.close()
  await receiver.close()
})

/** The trace that a span of each of these names is in. */
function traceWith(...names: string[]): Promise<Span[]> {
  return eventually(`a trace with ${names.join(', ')}`, async () => {
    const traces = Map.groupBy(receiver.spans, ({ traceId }) => traceId)
    return [...traces.values()].find((spans) =>
      names.every((name) => spans.some((span) => span.name === name)),
    )
  })
}

function attribute(span: Span | undefined, key: string): unknown {
  const found = span?.attributes.find((one) => one.key === key)
  return Object.values(found?.value ?? {})[0]
}

/** The span of that name, and all that it is a part of. */
function pathTo(spans: Span[], name: string): string[] {
  const path: string[] = []
  let span = spans.find((one) => one.name === name)
  while (span) {
    path.unshift(span.name)
    const { parentSpanId } = span
    span = spans.find((one) => one.spanId === parentSpanId)
  }
  return path
}

test('from the webhook to the ticket and its mail it is one trace, by names and without values', async () => {
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await fulfilled(house, order, 1)
  const story = await traceWith('POST /webhooks/stripe', ISSUED, 'job mail.send')
  assert.deepEqual(pathTo(story, ISSUED), ['POST /webhooks/stripe', 'transaction', ISSUED])
  assert.ok(pathTo(story, 'job mail.send').includes('POST /webhooks/stripe'))
  const request = story.find(({ name }) => name === 'POST /webhooks/stripe')
  assert.equal(request?.kind, 2)
  assert.equal(request?.parentSpanId ?? '', '')
  assert.equal(attribute(request, 'http.route'), '/webhooks/stripe')
  assert.equal(attribute(request, 'http.response.status_code'), 200)
  const statement = story.find(({ name }) => name === ISSUED)
  assert.equal(attribute(statement, 'db.system.name'), 'postgresql')
  const placing = await traceWith('POST /api/orders', 'stripe createIntent')
  assert.equal(placing.find(({ name }) => name === 'stripe createIntent')?.kind, 3)
  const said = receiver.said()
  for (const secret of [order.order_id, order.secret, order.email, house.sim.secretKey])
    assert.ok(!said.includes(secret), secret)
  assert.ok(said.includes('"stringValue":"coatcheck"'))
  await audit(house)
})

test('tickets that a retry issues are a part of the story that has asked for them', async () => {
  await breakIssuing(house.db)
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await eventually('it is paid and has no tickets', async () => {
    return (await orderState(house, order)).state === 'paid'
  })
  await mendIssuing(house.db)
  await fulfilled(house, order, 1)
  const story = await traceWith('POST /webhooks/stripe', 'job order.fulfil')
  assert.ok(pathTo(story, 'job order.fulfil').includes('POST /webhooks/stripe'))
  const failed = story.filter(({ status }) => status.code === 2)
  assert.ok(
    failed.some(({ name }) => name === ISSUED),
    'what failed is marked',
  )
  await audit(house)
})

test('whoever asks with a trace of their own finds ours in it; a wrong one counts for nothing', async () => {
  const trace = 'a'.repeat(32)
  const ask = (traceparent: string) => fetch(`${house.url}/readyz`, { headers: { traceparent } })
  await ask(`00-${trace}-${'b'.repeat(16)}-01`)
  await ask('no-trace-at-all')
  const spans = await traceWith('GET /readyz')
  assert.equal(spans[0]?.traceId, trace)
  const span = spans.find(({ name }) => name === 'GET /readyz')
  assert.equal(span?.parentSpanId, 'b'.repeat(16))
})

test('a collector that is away keeps nobody from anything', async () => {
  await receiver.close()
  const order = await placeOf(ga, house, 1)
  await pay(house, order)
  await fulfilled(house, order, 1)
  await house.restart()
  receiver = await openOtlpReceiver()
})
