import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { auditAndClose } from '../audit.ts'
import { callOffFinished, mustCallOff } from '../calloff.ts'
import { eventually } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { keys, staffDo } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
})
after(() => auditAndClose(house))

/** More than are looked at in one go. */
const STUCK = 25

test('however many walk-ins cannot be ended, each later one has its turn in the same round', async () => {
  const owner = await signedInAs(house, 'owner')
  const tables = Array.from({ length: STUCK + 1 }, () => ({}))
  const night = await addVipNight(house.db, { tables })
  const ids: string[] = []
  for (const [n, table] of night.tables.entries()) {
    const party = { party_name: `Grace ${n}`, party_size: 2, table }
    ids.push((await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, party)).id)
  }
  // By their ids the one that can be ended comes last.
  const last = ids.toSorted().at(-1) ?? ''
  await house.db.query({
    text: `create function refuse_booking() returns trigger language plpgsql as $$
             begin raise exception 'this booking cannot be written'; end $$;
           create trigger refuse_booking before update on bookings
             for each row when (old.id <> '${last}') execute function refuse_booking()`,
  })
  await mustCallOff(house, owner, night)
  const stateOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).state
  await eventually('the last one has left', async () => (await stateOf(last)) === 'released')
  const { rows } = await house.db.query<{ failures: number }>({
    text: `select failures from chores where name = 'call_off_orders'`,
  })
  // At most the round in which it left, and one that has begun since.
  assert.ok((rows[0]?.failures ?? 0) <= 2, `${rows[0]?.failures} rounds`)
  await house.db.query({ text: 'drop trigger refuse_booking on bookings' })
  await eventually('all the others have left, too', async () => {
    const { rowCount } = await house.db.query({
      text: `select from bookings where night_id = $1 and state <> 'released'`,
      values: [night.night_id],
    })
    return rowCount === 0
  })
  await callOffFinished(house, owner, night)
})
