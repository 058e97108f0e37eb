import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type FreshDatabase } from '../../test/postgres.ts'
import { addVipNight } from '../../test/vip_catalog.ts'
import { newId, openDatabase, transaction, type Database, type Tx } from '../kernel/index.ts'
import {
  markArrivalTakenBack,
  markBookingArrived,
  markBookingCancelled,
  markBookingNoShow,
  markBookingReleased,
  markBookingSeated,
  markReleaseTakenBack,
  markSeatingTakenBack,
  selectBooking,
  type BookingState,
} from './booking.sql.ts'

let database: FreshDatabase
let db: Database
let night: string
before(async () => {
  database = await freshDatabase('booking_states')
  db = openDatabase(database.url, () => {})
  night = (await addVipNight(db)).night_id
})
after(async () => {
  await db.end()
  await database.drop()
})

const STATES: BookingState[] = [
  'confirmed',
  'arrived',
  'seated',
  'released',
  'cancelled',
  'no_show',
]
/** Every state is entered by one function, and those that were a mistake are left by another. */
const ENTER: [BookingState, (tx: Tx, id: string) => Promise<number>][] = [
  ['arrived', markBookingArrived],
  ['seated', markBookingSeated],
  ['released', markBookingReleased],
  ['cancelled', markBookingCancelled],
  ['no_show', markBookingNoShow],
  ['confirmed', markArrivalTakenBack],
  ['arrived', markReleaseTakenBack],
  ['arrived', markSeatingTakenBack],
]
/** What is drawn in docs/states.md; every other pair is refused. */
const LEGAL = new Set([
  'confirmed → arrived',
  'confirmed → cancelled',
  'confirmed → no_show',
  'arrived → seated',
  'arrived → released',
  'seated → released',
  'arrived → confirmed, taken back',
  'seated → confirmed, taken back',
  'released → arrived, taken back',
  'seated → arrived, no longer seated',
])
function howBack(enter: unknown): string {
  if (enter === markSeatingTakenBack) return ', no longer seated'
  return enter === markArrivalTakenBack || enter === markReleaseTakenBack ? ', taken back' : ''
}

/** A booking without a table, as it stands in a state; `arriveIn` as an SQL interval from now. */
async function bookingIn(state: BookingState, arriveIn = '-1 minute'): Promise<string> {
  const id = newId('bkg')
  const isOver = ['released', 'cancelled', 'no_show'].includes(state)
  await db.query({
    text: `insert into bookings (id, night_id, state, places, party_name, worth_minor, currency,
                                 arrive_by, booked_by, ended_at)
           values ($1, $2, $3, 2, 'Grace', 100, 'eur', now() + $4::interval, 'test',
                   case when $5 then now() - interval '1 hour' end)`,
    values: [id, night, state, arriveIn, isOver],
  })
  return id
}

for (const from of STATES) {
  for (const [to, enter] of ENTER) {
    const step = `${from} → ${to}${howBack(enter)}`
    const isLegal = LEGAL.has(step)
    test(`a booking goes ${step}: ${isLegal ? 'yes' : 'no'}`, async () => {
      const id = await bookingIn(from)
      const earlier = await selectBooking(db, id)
      assert.equal(await transaction(db, (tx) => enter(tx, id)), isLegal ? 1 : 0)
      const booking = await selectBooking(db, id)
      if (!isLegal) assert.deepEqual(booking, earlier, 'nothing of it has changed')
      else assert.equal(booking?.state, to)
      const isOver = ['released', 'cancelled', 'no_show'].includes(booking?.state ?? '')
      assert.equal(booking?.ended_at !== null, isOver)
    })
  }
}

test('a party is no no-show before the time until which its table is kept', async () => {
  const id = await bookingIn('confirmed', '1 minute')
  assert.equal(await transaction(db, (tx) => markBookingNoShow(tx, id)), 0)
  assert.equal((await selectBooking(db, id))?.state, 'confirmed')
})

test('a party that sat and was said to have left sits again', async () => {
  const id = await bookingIn('released')
  await db.query({ text: `update bookings set seated_at = now() where id = $1`, values: [id] })
  assert.equal(await transaction(db, (tx) => markReleaseTakenBack(tx, id)), 1)
  assert.equal((await selectBooking(db, id))?.state, 'seated')
})
