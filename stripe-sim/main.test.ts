import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { connectControl } from './index.ts'
import { eventually } from './testing/with_simulator.ts'

/** The simulator as a process of its own, set by its environment. */

test('settings stand in STRIPE_SIM_SETTINGS as a JSON object', async () => {
  const settings = JSON.stringify({ objects_max: 12, webhook_retries: 'test' })
  const child = start({ STRIPE_SIM_SETTINGS: settings })
  const output = outputOf(child)
  await eventually(() => output.text.includes('\n'))
  const [url] = /http:\S+/.exec(output.text) ?? []
  const { objects_max, webhook_retries } = await connectControl(String(url)).settings()
  assert.deepEqual([objects_max, webhook_retries], [12, 'test'])
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})

const wrong: [string, Record<string, string>, RegExp][] = [
  ['an unknown setting', { STRIPE_SIM_SETTINGS: '{"objects_maks":1}' }, /objects_maks/],
  ['an impossible one', { STRIPE_SIM_SETTINGS: '{"objects_max":"many"}' }, /objects_max: /],
  ['no JSON', { STRIPE_SIM_SETTINGS: 'objects_max=1' }, /STRIPE_SIM_SETTINGS/],
  [
    'a webhook address without a secret',
    { STRIPE_SIM_WEBHOOK_URL: 'http://127.0.0.1:1' },
    /SECRET/,
  ],
  [
    'a webhook address that is none',
    { STRIPE_SIM_WEBHOOK_URL: 'venue', STRIPE_SIM_WEBHOOK_SECRET: 'whsec_1' },
    /"venue" is no address/,
  ],
  ['a live key', { STRIPE_SIM_SECRET_KEY: 'sk_live_1' }, /must be one of test mode/],
  ['a port that is none', { STRIPE_SIM_PORT: '65536' }, /STRIPE_SIM_PORT/],
]
for (const [what, env, sentence] of wrong) {
  test(`${what} ends the start with one sentence and exit code 1`, async () => {
    const child = start(env)
    const output = outputOf(child)
    assert.deepEqual(await once(child, 'close'), [1, null])
    assert.match(output.text, sentence)
    assert.equal(output.text.trim().split('\n').length, 1)
  })
}

function start(env: Record<string, string>): ChildProcess {
  const main = new URL('main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main], { env: { STRIPE_SIM_PORT: '0', ...env } })
  after(() => child.kill('SIGKILL'))
  return child
}

function outputOf(child: ChildProcess): { text: string } {
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.text += chunk.toString()
    })
  }
  return output
}
