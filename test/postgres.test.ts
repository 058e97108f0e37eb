import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { openHouse } from './house.ts'
import { freshDatabase, leakedDatabases, startTestServer } from './postgres.ts'

test('databases that are asked for at once are separate and have all tables', async () => {
  const made = await Promise.all(['a', 'b', 'c'].map(freshDatabase))
  try {
    assert.equal(new Set(made.map(({ url }) => url)).size, 3)
    for (const { url } of made) {
      const client = new Client({ connectionString: url })
      await client.connect()
      const { rows } = await client.query("select to_regclass('orders') as orders")
      await client.end()
      assert.deepEqual(rows, [{ orders: 'orders' }])
    }
  } finally {
    await Promise.all(made.map((database) => database.drop()))
  }
})

test('dropping a database that somebody is still connected to fails and names them', async () => {
  const database = await freshDatabase()
  const client = new Client({ connectionString: database.url, application_name: 'leaker' })
  client.on('error', () => {})
  await client.connect()
  await client.query('select 42')
  await assert.rejects(database.drop(0), /1 connection\(s\) .* left open: leaker, last: select 42/)
  await client.end().catch(() => {})
})

test('a database counts as left behind until it is dropped', async () => {
  const database = await freshDatabase('leak')
  const server = new URL(database.url)
  const name = server.pathname.slice(1)
  server.pathname = '/postgres'
  assert.ok((await leakedDatabases(server.href)).includes(name))
  await database.drop()
  assert.ok(!(await leakedDatabases(server.href)).includes(name))
})

/** Makes a database as somebody else would, without the tests' mark; its url, and its end. */
async function somebodys(name: string) {
  const own = await freshDatabase('beside')
  const server = new URL(own.url)
  server.pathname = '/postgres'
  const database = `coatcheck_test_${name}_${process.pid}`
  const run = async (url: string, sql: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }
  await run(server.href, `create database ${database}`)
  const url = new URL(server.href)
  url.pathname = `/${database}`
  return {
    server: server.href,
    database,
    url: url.href,
    run: (sql: string) => run(url.href, sql),
    drop: async () => {
      await run(server.href, `drop database ${database}`)
      await own.drop()
    },
  }
}

test('no house is opened on a database that the tests have not made, and nothing of it changes', async () => {
  const theirs = await somebodys('theirs')
  try {
    await theirs.run('create table orders (id text)')
    await assert.rejects(
      openHouse({ DATABASE_URL: theirs.url }),
      /The tests have not made the data/,
    )
    const tables = await theirs.run(`select tablename from pg_tables where schemaname = 'public'`)
    assert.deepEqual(tables, [{ tablename: 'orders' }])
  } finally {
    await theirs.drop()
  }
})

test('a database without the mark is not dropped with what killed runs have left, whatever its name', async () => {
  const theirs = await somebodys('unmarked')
  try {
    assert.ok(!(await leakedDatabases(theirs.server)).includes(theirs.database))
    assert.deepEqual(await theirs.run('select 1 as still_here'), [{ still_here: 1 }])
  } finally {
    await theirs.drop()
  }
})

test('a server is not taken whose given database is a house’s own', async () => {
  const theirs = await somebodys('in_use')
  const { TEST_POSTGRES_URL = '' } = process.env
  try {
    await theirs.run('create table orders (id text)')
    process.env['TEST_POSTGRES_URL'] = theirs.url
    await assert.rejects(startTestServer(), /has a house's tables: give the tests the maintenance/)
  } finally {
    if (TEST_POSTGRES_URL) process.env['TEST_POSTGRES_URL'] = TEST_POSTGRES_URL
    else delete process.env['TEST_POSTGRES_URL']
    await theirs.drop()
  }
})
