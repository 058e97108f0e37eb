import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startStripeSim } from '../index.ts'
import { newIntent, sdkFor, startForTest } from '../testing/with_simulator.ts'

const secret = 'whsec_load'
/** For thousands of requests, on a very busy machine. */
const PATIENCE_MS = 240_000

test('5,000 deliveries to one endpoint: at most 20 at a time, and each once', async () => {
  const receiver = await startReceiver()
  const simulator = await startForTest({ webhookEndpoints: [{ url: receiver.url, secret }] })
  const { control } = simulator
  const copies = 99
  await control.failWebhooks({ type: '*', effect: 'duplicate', copies, times: null })
  const stripe = sdkFor(simulator)
  const waiting = control.waitForDeliveries({ count: 5_000, timeout_ms: PATIENCE_MS })
  for (let number = 0; number < 50; number += 1) await newIntent(stripe)
  assert.equal((await waiting).length, 5_000)
  await control.idle()
  assert.equal(receiver.bodies.length, 5_000)
  assert.ok(receiver.most() <= 20, `${receiver.most()} at a time`)
})

test('5,000 failed deliveries wait with one timer, and all come in their time', async () => {
  const receiver = await startReceiver()
  receiver.status = 500
  const hour_ms = 3_600_000
  const simulator = await startForTest({
    webhookEndpoints: [{ url: receiver.url, secret }],
    settings: { webhook_retries: [hour_ms, hour_ms] },
  })
  const { control } = simulator
  await control.failWebhooks({ type: '*', effect: 'duplicate', copies: 999, times: null })
  const stripe = sdkFor(simulator)
  for (let number = 0; number < 5; number += 1) await newIntent(stripe)
  await control.advanceClock({ seconds: 0 })
  assert.equal(receiver.bodies.length, 5_000)
  assert.ok(timers() < 20, `${timers()} timers`)
  receiver.status = 200
  await control.advanceClock({ seconds: 2 * 3600 })
  await control.idle({ timeout_ms: 0 })
  assert.equal(receiver.bodies.length, 10_000)
})

test('an endpoint that hangs keeps up no other', async () => {
  const [slow, quick] = [await startReceiver(), await startReceiver()]
  slow.isHanging = true
  const simulator = await startForTest({
    webhookEndpoints: [
      { url: slow.url, secret },
      { url: quick.url, secret },
    ],
    // So that what hangs does so for as long as the test needs.
    settings: { webhook_timeout_ms: PATIENCE_MS },
  })
  const stripe = sdkFor(simulator)
  for (let number = 0; number < 60; number += 1) await newIntent(stripe)
  await simulator.control.waitForDeliveries({ count: 60 })
  await slow.reached(20)
  assert.equal(quick.bodies.length, 60)
  assert.equal(slow.bodies.length, 20)
})

test('closed in the middle of a storm, the next run delivers what is left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-sim-load-'))
  after(() => rmSync(folder, { recursive: true }))
  const receiver = await startReceiver()
  receiver.isHanging = true
  const options = {
    stateFile: join(folder, 'state.json'),
    webhookEndpoints: [{ url: receiver.url, secret }],
  }
  const first = await startStripeSim(options)
  after(async () => first.close())
  const stripe = sdkFor(first)
  await first.control.failWebhooks({ type: '*', effect: 'delay', delay_ms: 3_600_000 })
  await newIntent(stripe)
  await first.control.failWebhooks({ type: '*', effect: 'hold', times: 1 })
  await newIntent(stripe)
  await first.control.failWebhooks({ type: '*', effect: 'reorder', count: 3, times: 1 })
  const ids = []
  for (let number = 0; number < 40; number += 1) ids.push((await newIntent(stripe)).id)
  await receiver.reached(20)
  await first.close()
  receiver.isHanging = false
  receiver.bodies.length = 0
  const second = await startStripeSim(options)
  after(async () => second.close())
  await second.control.waitForDeliveries({ count: 40 })
  assert.equal(receiver.bodies.length, 40)
  assert.ok(ids.every((id) => receiver.bodies.some((body) => body.includes(id))))
  await second.control.advanceClock({ seconds: 3600 })
  assert.equal(receiver.bodies.length, 41)
  assert.equal(await second.control.releaseWebhooks(), 1)
  await second.control.idle()
  assert.equal(receiver.bodies.length, 42)
  await second.close()
})

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

/** An endpoint that counts how many requests it has at once, and can let them all hang. */
async function startReceiver() {
  let [now, most] = [0, 0]
  const noticed = new Set<() => void>()
  const receiver = {
    url: '',
    bodies: [] as string[],
    status: 200,
    isHanging: false,
    most: () => most,
    async reached(count: number): Promise<void> {
      while (receiver.bodies.length < count) {
        await new Promise<void>((resolve) => {
          noticed.add(resolve)
        })
      }
    },
  }
  const server = createServer((request, response) => {
    now += 1
    most = Math.max(most, now)
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      receiver.bodies.push(body)
      for (const notice of noticed) notice()
      if (receiver.isHanging) return
      response.writeHead(receiver.status).end()
    })
    response.on('close', () => {
      now -= 1
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return receiver
}
