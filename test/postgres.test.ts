import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { freshDatabase, leakedDatabases } from './postgres.ts'

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
