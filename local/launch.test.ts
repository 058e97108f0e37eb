import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const ROOT = resolve(import.meta.dirname, '..')
const folders: string[] = []

after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Counts the signals it gets, ends 400 ms after the first, and says what it saw. */
const SCRIPT = `
const seen: string[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (seen.push(signal) === 1) setTimeout(() => process.exit(Number(process.env['CODE'])), 400)
  })
}
process.on('exit', () => console.log('saw ' + seen.join('+')))
console.log('ready', process.version, process.argv.slice(2).join(' '))
if (process.argv.includes('wait')) setInterval(() => {}, 1000)
else process.exit(Number(process.env['CODE']))
`

/** A project with our launcher and our packages, or with none. */
function project(packages: 'installed' | 'missing'): string {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-launch-'))
  folders.push(folder)
  for (const name of ['launch.mjs', 'package-lock.json', 'local/install.mjs']) {
    cpSync(join(ROOT, name), join(folder, name))
  }
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object
  const scripts = { start: 'node launch.mjs script.ts wait' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, scripts }))
  writeFileSync(join(folder, 'script.ts'), SCRIPT)
  if (packages === 'installed') {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  }
  return folder
}

/** Runs a command in a process group of its own, as a terminal does. */
function run(folder: string, command: string, args: string[], env: Record<string, string> = {}) {
  const options = { cwd: folder, detached: true, env: { ...process.env, CODE: '7', ...env } }
  const child = spawn(command, args, options)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  // Its pipes close when the last of its descendants is gone.
  const gone = new Promise<number | string | null>((done) => {
    child.once('close', (code, signal) => done(signal ?? code))
  })
  const ready = async () => {
    while (!output.includes('ready')) await sleep(20)
  }
  return { pid: child.pid ?? 0, gone, ready, output: () => output }
}

test('a script gets its arguments and the pinned Node.js, and its exit code is passed on', async () => {
  const started = run(project('installed'), 'node', ['launch.mjs', 'script.ts', 'a', '--b'])
  assert.equal(await started.gone, 7)
  assert.match(started.output(), /ready v24\.\d+\.\d+ a --b/)
})

test('--bin runs the command of a package', async () => {
  const started = run(project('installed'), 'node', ['launch.mjs', '--bin', 'oxfmt', '--version'])
  assert.equal(await started.gone, 0)
  assert.match(started.output(), /0\.75\.0/)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} to the whole group or to the launcher alone reaches the script once`, async () => {
    const folder = project('installed')
    for (const target of [-1, 1]) {
      const started = run(folder, 'node', ['launch.mjs', 'script.ts', 'wait'])
      await started.ready()
      process.kill(target * started.pid, signal)
      assert.equal(await started.gone, 7)
      assert.match(started.output(), new RegExp(`saw ${signal}\n`))
    }
  })
}

test('`npm start`: Ctrl-C to the group and SIGTERM to npm both end the script, by one signal', async () => {
  const folder = project('installed')
  for (const [target, signal] of [
    [-1, 'SIGINT'],
    [1, 'SIGTERM'],
  ] as const) {
    const started = run(folder, 'npm', ['start'])
    await started.ready()
    process.kill(target * started.pid, signal)
    await started.gone
    assert.match(started.output(), new RegExp(`saw ${signal}\n`))
  }
})

test('an install that fails is one sentence with 1, and takes over the lock of a dead one', async () => {
  const folder = project('missing')
  const dead = spawn('true')
  await new Promise((done) => dead.once('exit', done))
  mkdirSync(join(folder, '.build', 'install-lock'), { recursive: true })
  const owner = { launcher: dead.pid, npm: dead.pid, token: 'dead' }
  writeFileSync(join(folder, '.build', 'install-lock', 'owner.json'), JSON.stringify(owner))
  const started = run(folder, 'node', ['launch.mjs', 'script.ts'], {
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_cache: join(folder, 'cache'),
    npm_config_fetch_retries: '0',
  })
  assert.equal(await started.gone, 1)
  assert.match(
    started.output(),
    /^Installing what Coatcheck needs, .* …\n {2}… ended after \d+ s\n/,
  )
  assert.match(started.output(), /failed: the package registry cannot be reached\. Check/)
  assert.ok(!started.output().includes('waiting'))
})

test('a start waits while another one installs', async () => {
  const folder = project('installed')
  rmSync(join(folder, 'node_modules'))
  const lock = join(folder, '.build', 'install-lock')
  mkdirSync(lock, { recursive: true })
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ launcher: process.pid, token: 'live' }))
  const started = run(folder, 'node', ['launch.mjs', 'script.ts'])
  while (!started.output().includes('waiting for it')) await sleep(20)
  // The other one is done.
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  rmSync(lock, { recursive: true })
  assert.equal(await started.gone, 7)
  assert.ok(!started.output().includes('Installing what'), 'nothing was left to install')
})
