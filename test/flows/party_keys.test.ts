import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { fulfilled, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { bookParty, type BookedParty } from '../party.ts'
import { bookTable, keys, moreFor, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

// What the database itself refuses of a party, whoever asks.

let house: House
let party: BookedParty
let another: string
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
  party = await bookParty(house, 2)
  another = (await addVipNight(house.db)).night_id
})
after(() => auditAndClose(house))

const query = (text: string, values: unknown[]) => house.db.query({ text, values })

test('the database refuses a pass of another night than its booking', async () => {
  const move = query(`update passes set night_id = $2, order_id = null where booking_id = $1`, [
    party.booking.id,
    another,
  ])
  await assert.rejects(move, /"pass_of_its_bookings_night"/)
})

test('the database refuses a pass whose order is of another night', async () => {
  const { order } = await bookParty(house, 2)
  const paid = query(`update passes set order_id = $2 where booking_id = $1`, [
    party.booking.id,
    order.order_id,
  ])
  await assert.rejects(paid, /"pass_of_its_orders_night"/)
})

test('the database refuses an admission to another night than that of its pass', async () => {
  const admitted = query(
    `insert into admissions (id, pass_id, night_id, admitted_by) values ($1, $2, $3, 'door')`,
    [newId('adm'), party.passes[0]?.id, another],
  )
  await assert.rejects(admitted, /"admission_of_its_passes_night"/)
})

test('the database refuses to void a pass that has let somebody in', async () => {
  const [, pass] = party.passes
  await query(
    `insert into admissions (id, pass_id, night_id, admitted_by)
     select $2, id, night_id, 'door' from passes where id = $1`,
    [pass?.id, newId('adm')],
  )
  const voided = query(
    `update passes set state = 'voided', voided_reason = 'refunded', voided_at = now()
      where id = $1`,
    [pass?.id],
  )
  await assert.rejects(voided, /has let somebody in$/)
})

test('the database refuses a pass that is void for a reason that there is not', async () => {
  const voided = query(
    `update passes set state = 'voided', voided_reason = 'duplicate', voided_at = now()
      where id = $1`,
    [party.passes[0]?.id],
  )
  await assert.rejects(voided, /"passes_voided_reason_check"/)
})

test('the database refuses a booking of another night than its order', async () => {
  const booked = query(
    `insert into bookings (id, order_id, night_id, places, worth_minor, currency, arrive_by,
                           booked_by)
     values ($2, $1, $3, 2, 100, 'eur', now(), 'guest')`,
    [await placedOrder(), newId('bkg'), another],
  )
  await assert.rejects(booked, /"booking_of_its_orders_night"/)
})

test('the database refuses more guests of another night than their booking', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const booked = await bookTable(house, slug, tables[0] ?? '', 4)
  const guests = await placeOrder(house, slug, moreFor(booked, 1))
  const moved = query(`update orders set night_id = $2 where id = $1`, [guests.order_id, another])
  await assert.rejects(moved, /"more_guests_of_the_bookings_night"/)
  await pay(house, guests)
  await fulfilled(house, guests, 1)
})

test('the database refuses another currency at the door than that of the booking', async () => {
  const paid = query(
    `insert into door_payments (id, booking_id, kind, amount_minor, currency, taken_by)
     values ($1, $2, 'cash', 100, 'usd', 'Mona')`,
    [newId('dpy'), party.booking.id],
  )
  await assert.rejects(paid, /"paid_in_the_bookings_currency"/)
})

test('the database refuses to change or to forget an entry of the audit trail', async () => {
  await staffDo(house, 'POST', `bookings/${party.booking.id}/arrival`)
  const count = async () =>
    (await query(`select from audit_entries where subject_id = $1`, [party.booking.id])).rowCount
  const noted = await count()
  assert.ok(noted)
  for (const text of [
    `update audit_entries set actor = 'nobody'`,
    'delete from audit_entries',
    'truncate audit_entries',
  ])
    await assert.rejects(query(text, []), /the rows of audit_entries are never changed/)
  assert.equal(await count(), noted)
})

/** An order that has no booking yet. */
async function placedOrder(): Promise<string> {
  const { slug, tables } = await addVipNight(house.db)
  const wish = { table: { wished_id: tables[0] ?? '', party_size: 2 } }
  return (await placeOrder(house, slug, wish)).order_id
}
