import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { addVipNight } from '../../test/vip_catalog.ts'
import { openDatabase, type Database } from '../kernel/index.ts'

let database: FreshDatabase
let db: Database
before(async () => {
  database = await freshDatabase('table_capacity')
  db = openDatabase(database.url, () => {})
})
after(async () => {
  await db.end()
  await database.drop()
})

test('no night sells a table to more people than it seats, however either changes', async () => {
  const night = await addVipNight(db, { tables: [{ guests_max: 8 }] })
  const values = [night.tables[0]]
  const guests = (max: number) => ({
    text: `update table_offers set guests_max = ${max} where vip_table_id = $1`,
    values,
  })
  const seats = (count: number) => ({
    text: `update vip_tables set capacity = ${count} where id = $1`,
    values,
  })
  const tooMany = { constraint: 'no_more_guests_than_seats' }
  await assert.rejects(db.query(guests(9)), tooMany)
  await assert.rejects(db.query(seats(7)), tooMany)
  await db.query(seats(10))
  await db.query(guests(10))
  await assert.rejects(db.query(seats(9)), tooMany)
  await db.query(guests(6))
  await db.query(seats(6))
})
