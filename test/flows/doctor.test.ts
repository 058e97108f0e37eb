import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { examine } from '../../src/doctor/examine.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { freePort } from '../free_port.ts'
import { openHouse, webhookEndpoint, type House } from '../house.ts'

// What `npm run doctor` says where all is well, and of each thing that is wrong.

let house: House
let settings: Record<string, string>
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
  settings = {
    PUBLIC_URL: house.url,
    DATABASE_URL: house.databaseUrl,
    STRIPE_SECRET_KEY: house.sim.secretKey,
    STRIPE_PUBLISHABLE_KEY: house.sim.publishableKey,
    STRIPE_WEBHOOK_SECRET: 'whsec_house',
    STRIPE_API_URL: house.sim.url,
    STRIPE_JS_URL: `${house.sim.url}/v3/stripe.js`,
    SMTP_URL: house.mailbox.smtpUrl,
    MAIL_FROM: 'Basement Nine <tickets@basement-nine.example>',
    OWNER_EMAIL: 'owner@basement-nine.example',
    AUTH_SECRET: 'the-secret-of-a-house-that-nobody-lives-in',
  }
})
after(() => house.close())

/** What is not well, with other settings. */
async function illnesses(env: Record<string, string> = {}): Promise<string[]> {
  const found = await examine({ ...settings, ...env })
  for (const { verdict, todo } of found) assert.equal(verdict === 'well', todo === undefined)
  return found
    .filter(({ verdict }) => verdict !== 'well')
    .map(({ check, verdict, says }) => `${verdict} ${check}: ${says}`)
}

/** It is said in just one line that matches. */
function only(found: string[], wanted: RegExp): void {
  assert.equal(found.length, 1, found.join('\n'))
  assert.match(found[0] ?? '', wanted)
}

/** Runs the command itself. */
async function run(env: Record<string, string>, ...args: string[]) {
  const started = promisify(execFile)(process.execPath, ['src/doctor/main.ts', ...args], {
    env: { ...process.env, ...settings, ...env },
  })
  return started.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, stdout: error.stdout }),
  )
}

test('where all is well each thing has a line that says so, and the command ends with 0', async () => {
  const { code, stdout } = await run({})
  const lines = stdout.trimEnd().split('\n')
  assert.deepEqual(
    lines.map((line) => line.slice(0, 18).trim()),
    [
      '✔ settings',
      '✔ secret key',
      '✔ publishable key',
      '✔ account',
      '✔ endpoint',
      '✔ clock',
      '✔ mail',
      '✔ database',
      '✔ migrations',
      '✔ disk',
      '✔ address',
    ],
    stdout,
  )
  assert.equal(code, 0)
  for (const secret of [house.sim.secretKey, house.sim.publishableKey, 'whsec_house'])
    assert.ok(!stdout.includes(secret))
})

test('what is wrong has a line with what to do, as JSON too, and the command ends with 1', async () => {
  const { code, stdout } = await run({ STRIPE_SECRET_KEY: 'sk_test_wrong' }, '--json')
  assert.equal(code, 1)
  const wrong = (JSON.parse(stdout) as Finding[]).filter(({ verdict }) => verdict === 'wrong')
  assert.deepEqual(
    wrong.map(({ check }) => check),
    ['secret key'],
  )
  assert.match(wrong[0]?.todo ?? '', /dashboard\.stripe\.com/)
  const malformed = await run({ PORT: 'many', SMTP_URL: '' })
  assert.equal(malformed.code, 1)
  assert.match(
    malformed.stdout,
    /^✖ settings +PORT must be.*\n✖ settings +SMTP_URL is not set.*\n$/,
  )
})

test('keys of the wrong mode for what the copy is are refused by the settings', async () => {
  const live = { STRIPE_SECRET_KEY: 'sk_live_abc', STRIPE_PUBLISHABLE_KEY: 'pk_live_abc' }
  const found = await illnesses({ ...live, APP_ENV: 'staging', MAIL_ALLOWED: 'none' })
  assert.ok(found.some((line) => line.startsWith('wrong settings: APP_ENV must not be staging')))
  only(await illnesses({ STRIPE_PUBLISHABLE_KEY: 'pk_test_wrong' }), /^wrong publishable key/)
})

test('an endpoint that lacks events, is disabled or missing is wrong', async () => {
  const at = async (method: string, body?: Record<string, string>) => {
    const { webhook_endpoints } = await house.sim.control.ledger()
    await fetch(`${house.sim.url}/v1/webhook_endpoints/${webhook_endpoints[0]?.id}`, {
      method,
      headers: { authorization: `Bearer ${house.sim.secretKey}` },
      ...(body && { body: new URLSearchParams(body) }),
    })
  }
  await at('POST', { 'enabled_events[0]': 'payment_intent.succeeded' })
  only(await illnesses(), /^wrong endpoint: .* is not subscribed to .*charge\.dispute\.created/)
  await at('POST', { disabled: 'true' })
  only(await illnesses(), /^wrong endpoint: .* is disabled/)
  await at('DELETE')
  only(await illnesses(), /^wrong endpoint: Stripe has none/)
  await house.sim.control.setWebhookEndpoint(webhookEndpoint(Number(new URL(house.url).port)))
  assert.deepEqual(await illnesses(), [])
})

test('Stripe away is in doubt, and nothing else is', async () => {
  const found = await illnesses({ STRIPE_API_URL: 'http://localhost:9' })
  assert.ok(found.every((line) => line.startsWith('doubtful ')))
  assert.ok(found.some((line) => line === 'doubtful secret key: Stripe does not answer'))
})

test('a mail server that is away, or refuses who signs in, is wrong', async () => {
  only(
    await illnesses({ SMTP_URL: `smtp://127.0.0.1:${await freePort()}` }),
    /^wrong mail: .*answer/,
  )
  const picky = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(new Error('no')),
  })
  picky.listen(0, '127.0.0.1')
  await once(picky.server, 'listening')
  const { port } = picky.server.address() as AddressInfo
  only(await illnesses({ SMTP_URL: `smtp://a:b@127.0.0.1:${port}` }), /^wrong mail: .*refuses/)
  await new Promise<void>((done) => {
    picky.close(done)
  })
})

test('a database that is away, behind, ahead, or of another environment is told apart', async () => {
  const away = await illnesses({ DATABASE_URL: `postgresql://a@127.0.0.1:${await freePort()}/a` })
  assert.ok(away.includes('wrong database: it does not answer (ECONNREFUSED)'), away.join())
  const demo = await illnesses({ APP_ENV: 'demo' })
  only(demo, /^wrong migrations: the database is of production/)
  await house.db.query({ text: `insert into migrations (name, run_on) values ('9999_a', now())` })
  only(await illnesses(), /^wrong migrations: a newer build has been here \(9999_a\)/)
  await house.db.query({ text: `delete from migrations where name = '9999_a'` })
  const { rows } = await house.db.query<{ name: string }>({
    text: `delete from migrations where id = (select max(id) from migrations) returning name`,
  })
  only(await illnesses(), /^doubtful migrations: 1 to be made/)
  await house.db.query({
    text: `insert into migrations (name, run_on) values ($1, now())`,
    values: [rows[0]?.name],
  })
})

test('an address at which nobody answers is in doubt', async () => {
  const found = await illnesses({ PUBLIC_URL: `http://localhost:${await freePort()}` })
  assert.ok(
    found.some((line) => /^doubtful address: .* does not answer/.test(line)),
    found.join(),
  )
})
