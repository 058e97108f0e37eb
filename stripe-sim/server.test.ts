import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { startForTest } from './testing/with_simulator.ts'

/** What happens to connections, whatever is asked on them. */

const simulator = await startForTest()
const { control, url, port, secretKey } = simulator
const authorization = `Bearer ${secretKey}`

test('closing the simulator ends a request that hangs', async () => {
  const other = await startForTest()
  await other.control.failRequests({ path: '*', effect: 'hang' })
  const hanging = assert.rejects(fetch(`${other.url}/v1/account`))
  while ((await other.control.faultLog()).length === 0) await nextTurn()
  await other.close()
  await hanging
})

test('a caller who hangs up in the middle of a request changes nothing for the next', async () => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = `POST /v1/payment_intents HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}`
  socket.write(`${head}\r\ncontent-length: 100\r\n\r\namount=2000&currency=eur`)
  socket.destroy()
  const answer = await fetch(`${url}/v1/payment_intents`, { headers: { authorization } })
  assert.deepEqual(((await answer.json()) as { data: object[] }).data, [])
})

test('a body is measured in bytes, not in letters', async () => {
  const body = '漢'.repeat(400_000)
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(`${url}/v1/payment_intents`, { method: 'POST', headers, body })
  assert.equal(answer.status, 413)
  await answer.text()
})

test('a browser that asks whether it may is answered even when all requests fail', async () => {
  await control.failRequests({ path: '*', effect: 'error', times: null })
  const answer = await fetch(`${url}/v1/payment_intents`, { method: 'OPTIONS' })
  assert.equal(answer.status, 204)
  assert.equal((await fetch(`${url}/v3/stripe.js`)).status, 500)
  await control.clearFaults()
  assert.equal((await fetch(`${url}/v3/stripe.js`)).status, 200)
})

async function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
