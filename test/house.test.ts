import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from './house.ts'

test('a house closes though a test has not given back a connection, with what it had locked', async () => {
  const house = await openHouse()
  const client = await house.db.connect()
  await client.query('begin')
  await client.query('lock table orders')
  const waiting = house.db.query({ text: 'select count(*) from orders' })
  await house.close()
  await assert.doesNotReject(waiting, 'who stood behind it goes on')
})
