import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from '../test/free_port.ts'
import type { Environment } from './settings.ts'

const START = resolve(import.meta.dirname, 'start.ts')
/** Makes a database and reads the whole product from a cold disk, on a very busy machine. */
const START_MS_MAX = 120_000
const folders: string[] = []

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own, in which no .env stands, and settings that keep everything inside it. */
async function settings(more: Environment = {}): Promise<Environment> {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-start-'))
  folders.push(folder)
  const { PATH, HOME } = process.env
  return { PATH, HOME, DATA_DIR: folder, ...(await freePorts()), ...more }
}

/** Ports that no connection of a neighbour takes before they are listened at, or after. */
async function freePorts(): Promise<Environment> {
  const ports: Environment = {}
  for (const name of ['PORT', 'STRIPE_SIM_PORT', 'MAILBOX_PORT'])
    ports[name] = String(await freePort())
  return ports
}

const postgresData = (env: Environment) => join(env['DATA_DIR'] ?? '', 'postgres', 'data')

/** Runs local/start.ts in the way that launch.mjs does. */
function run(env: Environment) {
  const child = spawn(process.execPath, [START], { cwd: env['DATA_DIR'], env, detached: true })
  let output = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = new Promise<number | string | null>((done) => {
    child.once('close', (code, signal) => done(signal ?? code))
  })
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => output,
    complaints: () => complaints,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async open() {
      const deadline = Date.now() + START_MS_MAX
      while (!output.includes('Ctrl-C ends everything')) {
        const gone = child.exitCode !== null || child.signalCode !== null
        if (gone || Date.now() > deadline) assert.fail(`It did not start: ${output}${complaints}`)
        await sleep(20)
      }
    },
  }
}

const urls = (env: Environment) =>
  ['PORT', 'STRIPE_SIM_PORT', 'MAILBOX_PORT'].map((name) => `http://127.0.0.1:${env[name]}/`)

async function assertAllGone(env: Environment): Promise<void> {
  for (const url of urls(env)) await assert.rejects(fetch(url), url)
  assert.ok(!existsSync(join(postgresData(env), 'postmaster.pid')), 'PostgreSQL has ended')
}

async function query(env: Environment, text: string) {
  const socket = encodeURIComponent(resolve(postgresData(env), '..', 'run'))
  const client = new Client({
    connectionString: `postgresql://coatcheck@localhost/coatcheck?host=${socket}`,
  })
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(text)
  await client.end()
  return rows
}

test('a start opens all pages and says where; Ctrl-C ends everything with 0', async () => {
  const env = await settings()
  const started = run(env)
  await started.open()
  assert.match(started.output(), new RegExp(`Venue page +http://localhost:${env['PORT']}`))
  assert.match(started.output(), new RegExp(`Mailbox +http://localhost:${env['MAILBOX_PORT']}`))
  assert.match(started.output(), /4242 4242 4242 4242 +succeeds/)
  for (const url of urls(env)) assert.equal((await fetch(url)).status, 200, url)
  const [staff = ''] = /http\S+\/dashboard$/m.exec(started.output()) ?? []
  assert.match(await (await fetch(staff)).text(), /owner@demo\.example, password/)
  process.kill(-started.pid, 'SIGINT')
  assert.equal(await started.ended, 0)
  assert.equal(started.complaints(), '')
  await assertAllGone(env)
})

test('after kill -9 the next start recovers by itself, with all data', async () => {
  const env = await settings()
  const killed = run(env)
  await killed.open()
  await query(env, 'create table kept as select 42 as answer')
  const secret = () => statSync(join(env['DATA_DIR'] ?? '', 'auth_secret'))
  const made = secret()
  assert.equal(made.mode & 0o777, 0o600)
  killed.kill('SIGKILL')
  await killed.ended
  const again = run(env)
  await again.open()
  assert.deepEqual(await query(env, 'select answer from kept'), [{ answer: 42 }])
  for (const url of urls(env)) assert.equal((await fetch(url)).status, 200, url)
  assert.equal(secret().mtimeMs, made.mtimeMs, 'who was signed in still is')
  again.kill('SIGTERM')
  assert.equal(await again.ended, 0)
  await assertAllGone(env)
})

test('Ctrl-C in the middle of a start ends it with 0, and the next start is whole', async () => {
  const env = await settings()
  const first = run(env)
  while (!first.output().includes('Coatcheck is starting')) await sleep(10)
  // PostgreSQL is making its data directory about now.
  await sleep(300)
  process.kill(-first.pid, 'SIGINT')
  assert.equal(await first.ended, 0)
  const second = run(env)
  await second.open()
  second.kill('SIGINT')
  assert.equal(await second.ended, 0)
  await assertAllGone(env)
})

for (const name of ['PORT', 'STRIPE_SIM_PORT', 'MAILBOX_PORT', 'SMTP_PORT']) {
  test(`a port in use is one sentence that names ${name}, and nothing is left running`, async () => {
    const taken = createServer()
    const port = String(await freePort())
    await new Promise<void>((done) => taken.listen(Number(port), '127.0.0.1', done))
    const env = await settings({ [name]: port })
    const started = run(env)
    assert.equal(await started.ended, 1)
    const sentence = new RegExp(`^[^\\n]* port ${port}, which is in use: [^\\n]*${name}[^\\n]*\\n$`)
    assert.match(started.complaints(), sentence)
    await new Promise((done) => taken.close(done))
    await assertAllGone(env)
  })
}

test('a second start in the same folder says so and leaves the first alone', async () => {
  const env = await settings()
  const first = run(env)
  await first.open()
  const second = run({ ...env, ...(await freePorts()) })
  assert.equal(await second.ended, 1)
  assert.match(
    second.complaints(),
    /^Coatcheck is running already on [^\n]* end that one first\.\n$/,
  )
  for (const url of urls(env)) assert.equal((await fetch(url)).status, 200, url)
  first.kill('SIGINT')
  assert.equal(await first.ended, 0)
})

test('a broken database is one sentence, and nothing is left running', async () => {
  const env = await settings()
  const first = run(env)
  await first.open()
  first.kill('SIGINT')
  await first.ended
  truncateSync(join(postgresData(env), 'global', 'pg_control'))
  const second = run(env)
  assert.equal(await second.ended, 1)
  assert.match(second.complaints(), /^PostgreSQL cannot start on [^\n]* move it away [^\n]*\n$/)
  await assertAllGone(env)
})

test('every fault of the settings is named at once, before anything is made', async () => {
  const env = { ...(await settings({ STRIPE_SECRET_KEY: 'sk_test_1234' })), PORT: 'abc' }
  const started = run(env)
  assert.equal(await started.ended, 1)
  assert.match(started.complaints(), /PORT must be a whole number/)
  assert.match(started.complaints(), /STRIPE_PUBLISHABLE_KEY is not set/)
  assert.match(started.complaints(), /STRIPE_WEBHOOK_SECRET is not set/)
  assert.ok(!existsSync(postgresData(env)))
})

test('a DATABASE_URL where nothing listens is one sentence', async () => {
  const env = await settings({ DATABASE_URL: 'postgresql://app:secret@127.0.0.1:1/app' })
  const started = run(env)
  assert.equal(await started.ended, 1)
  assert.match(started.complaints(), /^No connection to the database at DATABASE_URL [^\n]*\n$/)
  assert.ok(!started.complaints().includes('secret'))
})
