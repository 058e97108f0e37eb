import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditAndClose } from '../audit.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { openProxy, targetOf, throughProxy } from '../load/proxy.ts'

// What whoever looks after a server asks it: does it live, and may guests be sent there?

let house: House
before(async () => {
  house = await openHouse({ SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

async function ask(url: string, path: string) {
  const response = await fetch(url + path)
  const { status, headers } = response
  return { status, cache: headers.get('cache-control'), body: (await response.json()) as object }
}

const alive = { status: 200, cache: 'no-store', body: { status: 'ok' } }
const ready = { status: 200, cache: 'no-store', body: { status: 'ready' } }
const unready = (reason: string) => ({
  status: 503,
  cache: 'no-store',
  body: { status: 'not_ready', reason },
})

test('a server that can serve guests lives and is ready, and tells nothing else of itself', async () => {
  assert.deepEqual(await ask(house.url, '/healthz'), alive)
  assert.deepEqual(await ask(house.url, '/readyz'), ready)
})

test('without its database a server lives and is not ready, and is again when that is back', async () => {
  const proxy = await openProxy(targetOf(house.databaseUrl))
  const second = await house.openSecond({
    DATABASE_URL: throughProxy(house.databaseUrl, proxy),
  })
  try {
    assert.deepEqual(await ask(second.url, '/readyz'), ready)
    proxy.refuse(true)
    proxy.cut()
    await eventually('the server is not ready', async () => {
      const answer = await ask(second.url, '/readyz')
      if (answer.status === 200) return false
      assert.deepEqual(answer, unready('database_away'))
      return true
    })
    assert.deepEqual(await ask(second.url, '/healthz'), alive)
    proxy.refuse(false)
    await eventually('the server is ready again', async () => {
      return (await ask(second.url, '/readyz')).status === 200
    })
  } finally {
    proxy.refuse(false)
    await second.stop()
    await proxy.close()
  }
})

test('a database that answers nobody in time is as good as away', async () => {
  const proxy = await openProxy(targetOf(house.databaseUrl))
  const second = await house.openSecond({
    DATABASE_URL: throughProxy(house.databaseUrl, proxy),
  })
  try {
    // The list of migrations is locked, as a copy that is put back would.
    const client = await house.db.connect()
    await client.query(
      'begin; set local idle_in_transaction_session_timeout = 0; lock table migrations',
    )
    await eventually('the server is not ready', async () => {
      const answer = await ask(second.url, '/readyz')
      if (answer.status === 200) return false
      assert.deepEqual(answer, unready('database_away'))
      return true
    })
    await client.query('rollback')
    client.release()
  } finally {
    await second.stop()
    await proxy.close()
  }
})

test('a schema that lacks a migration is told by a code; one that is ahead serves the older build', async () => {
  const { rows: last } = await house.db.query<{ name: string }>({
    text: `delete from migrations where id = (select max(id) from migrations) returning name`,
  })
  await eventually('the server is not ready', async () => {
    const answer = await ask(house.url, '/readyz')
    if (answer.status === 200) return false
    assert.deepEqual(answer, unready('schema_behind'))
    return true
  })
  await house.db.query({
    text: `insert into migrations (name, run_on) values ($1, now()), ('9999_of_a_newer_build', now())`,
    values: [last[0]?.name],
  })
  await eventually('the server is ready', async () => {
    return (await ask(house.url, '/readyz')).status === 200
  })
  await house.db.query({ text: `delete from migrations where name like '9999%'` })
})
