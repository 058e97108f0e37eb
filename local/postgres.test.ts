import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findBinaries } from './postgres_binaries.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { explain } from './postgres_faults.ts'
import { isAlive, signal } from './process_table.ts'
import { StartError } from './start_error.ts'

const root = mkdtempSync(join(tmpdir(), 'coatcheck-postgres-'))
after(() => rmSync(root, { recursive: true, force: true }))

async function query(url: string, text: string) {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Starts a server from a process of its own, which can be killed. */
async function startElsewhere(dir: string) {
  const program = `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve('./postgres.ts'))}
    const { url } = await startPostgres({ dir: ${JSON.stringify(dir)}, database: 'coatcheck' })
    console.log(url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  // A start that fails prints nothing.
  const printed = once(child.stdout.setEncoding('utf8'), 'data') as Promise<[string]>
  const [url] = await Promise.race([printed, ended.then(() => [''])])
  return { child, url: url?.trim() ?? '', ended }
}

const serverIn = (dir: string) =>
  Number(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])

const saying = (sentence: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StartError, String(error))
  assert.match(error.message, sentence)
  assert.ok(!error.message.includes('\n'), 'it is one line')
  return true
}

test('it starts, makes the database, keeps fsync on, listens on no port, and ends', async () => {
  const dir = join(root, 'plain')
  const server = await startPostgres({ dir, database: 'coatcheck', settings: { work_mem: '7MB' } })
  const settings = await query(
    server.url,
    `select current_setting('fsync') as fsync, current_setting('listen_addresses') as listens,
      current_setting('work_mem') as work_mem, current_database() as database`,
  )
  assert.deepEqual(settings, [{ fsync: 'on', listens: '', work_mem: '7MB', database: 'coatcheck' }])
  const pid = serverIn(dir)
  await server.stop()
  assert.ok(!isAlive(pid))
})

test('acknowledged data survives kill -9 of everybody, and the next start replaces what is left', async () => {
  const dir = join(root, 'killed')
  const killed = await startElsewhere(dir)
  await query(killed.url, 'create table kept (n int)')
  await query(killed.url, 'insert into kept select generate_series(1, 1000)')
  const pid = serverIn(dir)
  killed.child.kill('SIGKILL')
  signal(pid, 'SIGKILL')
  await killed.ended
  const server = await startPostgres({ dir, database: 'coatcheck' })
  assert.deepEqual(await query(server.url, 'select count(*)::int as n from kept'), [{ n: 1000 }])
  await server.stop()
})

test('a server whose Coatcheck was killed is ended by the next start', async () => {
  const dir = join(root, 'orphan')
  const killed = await startElsewhere(dir)
  const pid = serverIn(dir)
  killed.child.kill('SIGKILL')
  await killed.ended
  const server = await startPostgres({ dir, database: 'coatcheck' })
  assert.ok(!isAlive(pid))
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('a folder that a running Coatcheck uses is refused, and its server stays', async () => {
  const dir = join(root, 'used')
  const other = await startElsewhere(dir)
  await assert.rejects(startPostgres({ dir }), saying(/running already on .* \(process \d+\)/))
  assert.deepEqual(await query(other.url, 'select 1 as one'), [{ one: 1 }])
  other.child.kill('SIGTERM')
  await other.ended
})

test('of two starts at once on a new folder one wins and the other says so', async () => {
  const dir = join(root, 'race')
  const [mine, other] = await Promise.all([
    startPostgres({ dir }).catch((error: unknown) => error),
    startElsewhere(dir),
  ])
  other.child.kill('SIGTERM')
  await other.ended
  if (mine instanceof Error) {
    saying(/running already/)(mine)
    assert.notEqual(other.url, '', 'the other has won')
  } else {
    assert.equal(other.url, '', 'the other has given up')
    await (mine as Postgres).stop()
  }
})

test('a folder too deep for a socket, closed to all others, serves as well', async () => {
  const closed = join(root, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  const dir = join(closed, 'x'.repeat(100), 'ü'.repeat(40))
  const server = await startPostgres({ dir, database: 'coatcheck' })
  const socketFolder = new URL(server.url).searchParams.get('host') ?? ''
  assert.ok(socketFolder.length > 0 && Buffer.byteLength(socketFolder) < 100, socketFolder)
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  rmSync(socketFolder, { recursive: true })
})

test('root can start it in the closed folder of somebody else', async () => {
  const home = join(root, 'home')
  const dir = join(home, 'postgres')
  mkdirSync(dir, { recursive: true })
  // Only root may give a folder away; for anybody else this is their own closed folder.
  if (process.getuid?.() === 0) chownSync(home, 1000, 1000)
  chmodSync(home, 0o700)
  const server = await startPostgres({ dir, database: 'coatcheck' })
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
})

test('an id in postmaster.pid that has gone to another program does not stop a start', async () => {
  const dir = join(root, 'recycled')
  await (await startPostgres({ dir })).stop()
  writeFileSync(join(dir, 'data', 'postmaster.pid'), `${process.pid}\n${dir}/data\n`)
  const server = await startPostgres({ dir })
  await server.stop()
})

test('half a data directory of a killed first start is cleared away', async () => {
  const dir = join(root, 'half')
  const dead = spawn(process.execPath, ['--version'])
  await new Promise((done) => dead.once('exit', done))
  const draft = join(dir, `data.init-${dead.pid}`)
  mkdirSync(draft, { recursive: true })
  const server = await startPostgres({ dir })
  assert.ok(!existsSync(draft))
  await server.stop()
})

test('another version, a foreign folder and a broken file are one sentence each', async () => {
  const dir = join(root, 'broken')
  await (await startPostgres({ dir })).stop()
  const data = (...path: string[]) => join(dir, 'data', ...path)
  writeFileSync(data('PG_VERSION'), '15\n')
  await assert.rejects(startPostgres({ dir }), saying(/made by PostgreSQL 15, and this is 18/))
  writeFileSync(data('PG_VERSION'), '18\n')
  writeFileSync(data('global', 'pg_control'), '')
  await assert.rejects(startPostgres({ dir }), saying(/cannot start .*pg_control.* move it away/))
  rmSync(data('PG_VERSION'))
  await assert.rejects(startPostgres({ dir }), saying(/is not a data directory of PostgreSQL/))
  rmSync(dir, { recursive: true })
  writeFileSync(dir, 'a file')
  await assert.rejects(startPostgres({ dir }), saying(/a file stands in its way/))
})

test('a full disk is said so; a platform without PostgreSQL is named', () => {
  const printed = 'FATAL:  could not write file "x": No space left on device'
  assert.match(explain(printed, root, '').message, /^The disk is full: make room where/)
  assert.throws(
    () => findBinaries('plan9-mips'),
    saying(/No PostgreSQL .* plan9-mips: set DATABASE_URL/),
  )
})

test('a server that ends by itself is noticed, one that is told to is not', async () => {
  const dir = join(root, 'died')
  const first = await startPostgres({ dir })
  signal(serverIn(dir), 'SIGKILL')
  await first.died
  const second = await startPostgres({ dir })
  await second.stop()
  const noticed = await Promise.race([second.died.then(() => true), sleep(100).then(() => false)])
  assert.equal(noticed, false)
})
