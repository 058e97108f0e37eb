import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, test } from 'node:test'
import { orderApi, type OrderApi } from './api.ts'

interface Heard {
  method: string | undefined
  url: string | undefined
  authorization: string | undefined
  body: unknown
}

/** What a real socket answers next: a status and a body, or nothing but a closed connection. */
type Answer = { status: number; body?: string } | 'hang_up'

let close = (): Promise<void> => Promise.resolve()
afterEach(() => close())

test('every request names its order and carries its secret', async () => {
  const { api, heard } = await open(
    { status: 200, body: '{}' },
    { status: 200, body: '{"state":"payable","client_secret":"pi_1_secret_2"}' },
    { status: 200, body: '{"state":"open"}' },
    { status: 200, body: '{"state":"open","extended":true}' },
    { status: 204 },
  )
  const guest = { name: 'Ada', email: 'ada@example.com' }
  const report = {
    outcome: 'declined',
    attempt_key: 'ch_1',
    code: 'x',
    decline_code: null,
  } as const
  assert.deepEqual(await api.saveGuest(guest), { state: 'saved' })
  assert.deepEqual(await api.openPayment(), { state: 'payable', client_secret: 'pi_1_secret_2' })
  assert.deepEqual(await api.readOrder(), { state: 'open' })
  assert.deepEqual(await api.extendHold(), { state: 'open', extended: true })
  await api.reportAttempt(report)
  const authorization = 'Bearer s3cret'
  assert.deepEqual(heard, [
    { method: 'PUT', url: '/api/orders/ord_1/guest', authorization, body: guest },
    { method: 'POST', url: '/api/orders/ord_1/payment', authorization, body: {} },
    { method: 'GET', url: '/api/orders/ord_1', authorization, body: undefined },
    { method: 'POST', url: '/api/orders/ord_1/hold/extension', authorization, body: {} },
    { method: 'POST', url: '/api/orders/ord_1/attempts', authorization, body: report },
  ])
})

test('what has to be worked for is an answer, and the work goes along with the next question', async () => {
  const parameters = { algorithm: 'PBKDF2/SHA-256', nonce: '', salt: '', cost: 1, keyLength: 32 }
  const challenge = { parameters: { ...parameters, keyPrefix: '00' }, signature: 'x' }
  const needed = { state: 'proof_needed', challenge }
  const proof = { challenge, solution: { counter: 1, derivedKey: '00' } }
  const { api, heard } = await open(
    { status: 200, body: JSON.stringify(needed) },
    { status: 200, body: '{"state":"proof_needed"}' },
  )
  assert.deepEqual(await api.openPayment(), needed)
  assert.deepEqual(await api.openPayment(proof), { state: 'no_answer' })
  assert.deepEqual(
    heard.map(({ body }) => body),
    [{}, { proof }],
  )
})

test('fields that the server refuses come back with its sentences', async () => {
  const errors = [
    { field: 'email', code: 'invalid_email', message: 'Enter an e-mail address.' },
    { field: 'night', code: 'unknown_night', message: 'Not ours to show.' },
  ]
  const { api } = await open({ status: 422, body: JSON.stringify({ code: 'invalid', errors }) })
  assert.deepEqual(await api.saveGuest({ name: 'Ada', email: 'ada' }), {
    state: 'refused',
    faults: [{ field: 'email', message: 'Enter an e-mail address.' }],
  })
})

test('no answer, a broken one, a refusal and a nonsense state are all "no answer"', async () => {
  const { api } = await open(
    'hang_up',
    { status: 200, body: '{"state":"pay' },
    { status: 503, body: '{"code":"stripe_unreachable"}' },
    { status: 200, body: '{"state":"payable"}' },
    { status: 200, body: '{"state":"delighted"}' },
    { status: 404, body: '{}' },
    { status: 409, body: '{"code":"hold_expired"}' },
  )
  for (let count = 0; count < 5; count++) {
    assert.deepEqual(await api.openPayment(), { state: 'no_answer' }, `answer ${count}`)
  }
  assert.deepEqual(await api.readOrder(), { state: 'no_answer' })
  assert.deepEqual(await api.extendHold(), { state: 'no_answer' })
})

test('what the server refuses since the party takes no more guests is an answer', async () => {
  for (const code of ['booking_over', 'booking_disputed']) {
    const { api } = await open({ status: 409, body: JSON.stringify({ code }) })
    assert.deepEqual(await api.openPayment(), { state: 'over' })
    await close()
  }
})

test('a report that got no answer is repeated once, with the same key; a refused one is not', async () => {
  const report = { outcome: 'errored', attempt_key: 'k', code: null, decline_code: null } as const
  const lost = await open('hang_up', { status: 204 })
  await lost.api.reportAttempt(report)
  assert.deepEqual(
    lost.heard.map((request) => request.body),
    [report, report],
  )
  await close()

  const refused = await open({ status: 404, body: '{}' })
  await refused.api.reportAttempt(report)
  assert.equal(refused.heard.length, 1)
})

async function open(...answers: Answer[]): Promise<{ api: OrderApi; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { method, url, headers } = request
      heard.push({ method, url, authorization: headers.authorization, body })
      const answer = answers.shift() ?? 'hang_up'
      if (answer === 'hang_up') return request.socket.destroy()
      return response.writeHead(answer.status).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const { port } = server.address() as AddressInfo
  return {
    api: orderApi({ order_id: 'ord_1', secret: 's3cret' }, `http://127.0.0.1:${port}`),
    heard,
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}
