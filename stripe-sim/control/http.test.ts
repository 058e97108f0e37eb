import assert from 'node:assert/strict'
import { request, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { connectControl, type Control } from '../index.ts'
import { startForTest } from '../testing/with_simulator.ts'

const simulator = await startForTest()
const url = `${simulator.url}/_control/clearFaults`
const json = { 'content-type': 'application/json' }

test('GET /_control/ lists every function with a line each', async () => {
  const response = await fetch(`${simulator.url}/_control/`)
  assert.equal(response.status, 200)
  assert.match(String(response.headers.get('content-type')), /^text\/plain/)
  const [, , ...lines] = (await response.text()).trimEnd().split('\n')
  const names = lines.flatMap((line) => line.split(' ', 1))
  assert.deepEqual(names.toSorted(), Object.keys(simulator.control).toSorted())
})

test('what a page of another origin could send without asking is refused', async () => {
  const form = { method: 'POST', body: new URLSearchParams({ a: '1' }) }
  assert.equal((await fetch(url, form)).status, 415)
  assert.equal((await fetch(url, { method: 'POST', body: '{}' })).status, 415)
  const question = await fetch(url, { method: 'OPTIONS' })
  assert.equal(question.status, 405)
  assert.equal(question.headers.get('access-control-allow-origin'), null)
})

const hosts: [string, number][] = [
  ['localhost', 200],
  ['LOCALHOST:4242', 200],
  ['stripe.localhost:4242', 200],
  ['127.0.0.1', 200],
  ['127.9.9.9:1', 200],
  ['[::1]:4242', 200],
  ['evil.example', 403],
  ['127.0.0.1.evil.example', 403],
  ['localhost.evil.example:4242', 403],
  ['192.168.1.7:4242', 403],
]
for (const [host, status] of hosts) {
  test(`the control plane answers ${status} to whoever asks for "${host}"`, async () => {
    assert.equal(await statusFor(simulator.port, host), status)
  })
}

test('listening everywhere, it is asked by any address, but by no stranger’s name', async () => {
  const open = await startForTest({ host: '0.0.0.0' })
  assert.equal(await statusFor(open.port, '192.168.1.7:4242'), 200)
  assert.equal(await statusFor(open.port, 'evil.example'), 403)
})

const broken: [string, string, RegExp][] = [
  ['no JSON', '{"fault"', /no JSON/],
  ['a list', '[]', /must be a JSON object/],
  ['a text', '"all"', /must be a JSON object/],
  ['a wrong kind', '{"fault":1}', /fault: /],
]
for (const [what, body, sentence] of broken) {
  test(`a body that is ${what} is answered 400 with a sentence`, async () => {
    const response = await fetch(url, { method: 'POST', headers: json, body })
    assert.equal(response.status, 400)
    assert.match(((await response.json()) as { error: string }).error, sentence)
  })
}

test('an unknown function is answered 404, also one that every object has', async () => {
  for (const name of ['nonsense', 'toString', '__proto__']) {
    const unknown = `${simulator.url}/_control/${name}`
    const response = await fetch(unknown, { method: 'POST', headers: json, body: '{}' })
    assert.equal(response.status, 404)
  }
})

test('an object that does not exist is 404, and what cannot be now is 409', async () => {
  const settle = (payment_intent: string): [string, object] => [
    'settlePayment',
    { payment_intent, ending: 'succeed' },
  ]
  assert.equal(await statusOf(...settle('pi_none')), 404)
  assert.equal(await statusOf('waitForDeliveries', { timeout_ms: 0 }), 409)
})

test('the client tells the same sentence as the simulator in this process', async () => {
  const wrong = { seconds: -1 }
  const said = async (control: Control): Promise<string> =>
    control.advanceClock(wrong).then(
      () => assert.fail('It was not refused.'),
      (error: unknown) => (error as Error).message,
    )
  const here = await said(simulator.control)
  assert.match(here, /seconds: /)
  assert.equal(await said(connectControl(simulator.url)), `Control advanceClock: ${here}`)
})

async function statusOf(name: string, argument: object): Promise<number> {
  const body = JSON.stringify(argument)
  const path = `${simulator.url}/_control/${name}`
  return (await fetch(path, { method: 'POST', headers: json, body })).status
}

async function statusFor(port: number, host: string): Promise<number | undefined> {
  const options = { port, method: 'POST', path: '/_control/clearFaults' }
  return new Promise((resolve, reject) => {
    const sent = request({ ...options, headers: { ...json, host } }, (answer: IncomingMessage) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    sent.on('error', reject)
    sent.end('{}')
  })
}
