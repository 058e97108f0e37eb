import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Control, type StripeSim, type StripeSimOptions, startStripeSim } from './index.ts'
import {
  confirmWith,
  eventually,
  newIntent,
  sdkFor,
  startEndpoint,
} from './testing/with_simulator.ts'

const folder = mkdtempSync(join(tmpdir(), 'stripe-sim-'))
after(() => rmSync(folder, { recursive: true }))

test('what one run knew the next one knows, kept answers included', async () => {
  const stateFile = join(folder, 'remembers', 'state.json')
  const first = await start({ stateFile })
  const options = { idempotencyKey: 'over the night' }
  const intent = await newIntent(sdkFor(first), {}, options)
  await confirmWith(sdkFor(first), intent, 'pm_card_visa')
  const before = await first.control.ledger()
  await first.close()
  const second = await start({ stateFile })
  assert.deepEqual(await second.control.ledger(), before)
  assert.equal((await newIntent(sdkFor(second), {}, options)).id, intent.id)
  await second.close()
})

test('a pending delivery survives a restart and goes to the new address', async () => {
  const stateFile = join(folder, 'pending.json')
  const secret = 'whsec_restart'
  const closed = { url: 'http://127.0.0.1:9/webhooks', secret }
  // Far from the first attempt, so that the next one comes when its time is moved on.
  const settings = { webhook_retries: [3_600_000, 3_600_000] }
  const first = await start({
    stateFile,
    webhookEndpoints: [closed],
    settings,
  })
  await newIntent(sdkFor(first))
  await attempted(first.control)
  await first.close()
  const endpoint = await startEndpoint()
  const webhookEndpoints = [{ url: endpoint.url, secret }]
  const second = await start({ stateFile, webhookEndpoints, settings })
  await second.control.advanceClock({ seconds: 3_600 })
  const [delivery] = await second.control.waitForDeliveries()
  assert.deepEqual(
    delivery?.attempts.map(({ status_code }) => status_code),
    [null, 200],
  )
  assert.equal(endpoint.received.length, 1)
  await second.close()
})

test('a secret that was rolled stays rolled, until the one given at start signs no more', async () => {
  const stateFile = join(folder, 'rolled.json')
  const endpoint = await startEndpoint()
  const options = { stateFile, webhookEndpoints: [{ url: endpoint.url, secret: 'whsec_given' }] }
  const first = await start(options)
  await first.control.rollWebhookSecret({ secret: 'whsec_rolled' })
  await first.close()
  const signers = async (simulator: StripeSim): Promise<number> => {
    await newIntent(sdkFor(simulator))
    await simulator.control.idle()
    const { headers } = endpoint.received.at(-1) ?? {}
    return String(headers?.['stripe-signature']).split('v1=').length - 1
  }
  const second = await start(options)
  assert.equal(await signers(second), 2)
  await second.control.advanceClock({ seconds: 24 * 60 * 60 })
  await second.close()
  const third = await start(options)
  assert.equal(await signers(third), 1)
  const { body, headers } = endpoint.received.at(-1) as (typeof endpoint.received)[number]
  const signature = String(headers['stripe-signature'])
  sdkFor(third).webhooks.constructEvent(body, signature, 'whsec_given')
  await third.close()
})

test('an authentication survives a restart', async () => {
  const stateFile = join(folder, 'challenge.json')
  const first = await start({ stateFile })
  const intent = await newIntent(sdkFor(first))
  await confirmWith(sdkFor(first), intent, 'pm_card_threeDSecure2Required')
  await first.close()
  const second = await start({ stateFile })
  const answer = { payment_intent: intent.id, answer: 'complete' } as const
  assert.equal((await second.control.authenticate(answer)).status, 'succeeded')
  await second.close()
})

for (const text of ['{"version":1,"paymentInt', '{}', '[]', '{"version":99}', '']) {
  test(`the state file ${JSON.stringify(text)} ends the start with one sentence`, async () => {
    const stateFile = join(folder, 'broken.json')
    writeFileSync(stateFile, text)
    await assert.rejects(startStripeSim({ stateFile }), /cannot read its state file .*broken\.json/)
  })
}

test('the process: after kill -9 the next start has the state of a moment before', async () => {
  const stateFile = join(folder, 'killed.json')
  const first = await startProcess({ STRIPE_SIM_STATE_FILE: stateFile })
  const intent = await newIntent(sdkFor(simulatorAt(first.port)))
  await writtenFile(stateFile, intent.id)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  const second = await startProcess({ STRIPE_SIM_STATE_FILE: stateFile })
  const found = await sdkFor(simulatorAt(second.port)).paymentIntents.retrieve(intent.id)
  assert.equal(found.status, 'requires_payment_method')
  second.child.kill('SIGTERM')
  assert.deepEqual(await once(second.child, 'exit'), [0, null])
})

test('the process: a port in use, or none, is one sentence and exit code 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  for (const [value, sentence] of [
    [String(port), /already in use/],
    ['x', /not a port/],
  ] as const) {
    const child = spawnSimulator({ STRIPE_SIM_PORT: value })
    const output = collect(child)
    assert.deepEqual(await once(child, 'exit'), [1, null])
    assert.match(output.text, sentence)
    assert.equal(output.text.trim().split('\n').length, 1)
  }
  taken.close()
})

// Closing is part of these tests; closing again at the end is for those that fail in between.
async function start(options: StripeSimOptions): Promise<StripeSim> {
  const simulator = await startStripeSim(options)
  after(async () => simulator.close())
  return simulator
}

function spawnSimulator(env: Record<string, string>): ChildProcess {
  const main = new URL('main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], { env: { STRIPE_SIM_PORT: '0', ...env } })
  after(() => child.kill('SIGKILL'))
  return child
}

async function startProcess(env: Record<string, string>) {
  const child = spawnSimulator(env)
  const output = collect(child)
  await eventually(() => output.text.includes('\n'))
  return { child, port: Number(/:(\d+) /.exec(output.text)?.[1]) }
}

function collect(child: ChildProcess): { text: string } {
  const output = { text: '' }
  const take = (chunk: Buffer): void => {
    output.text += chunk.toString()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return output
}

function simulatorAt(port: number): Parameters<typeof sdkFor>[0] {
  return { port, secretKey: 'sk_test_coatcheck' } as Parameters<typeof sdkFor>[0]
}

async function writtenFile(file: string, text: string): Promise<void> {
  const read = async (): Promise<string> => readFile(file, 'utf8').catch(() => '')
  await eventually(async () => (await read()).includes(text))
}

async function attempted(control: Control): Promise<void> {
  const attempts = async (): Promise<number> => {
    const { events } = await control.ledger()
    return events.flatMap(({ deliveries }) => deliveries.flatMap((each) => each.attempts)).length
  }
  await eventually(async () => (await attempts()) > 0)
}
