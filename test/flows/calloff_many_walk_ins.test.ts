import { after, before, test } from 'node:test'
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

test('however many walk-ins cannot be ended, each later one has its turn', async () => {
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
  // Asked of the books: who asks the product so often is told to wait.
  const stateOf = async (id: string) => {
    const text = `select state from bookings where id = $1`
    return (await house.db.query<{ state: string }>({ text, values: [id] })).rows[0]?.state
  }
  await eventually('the last one has left', async () => (await stateOf(last)) === 'released')
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
