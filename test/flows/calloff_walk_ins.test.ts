import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { callOffFinished, mustCallOff } from '../calloff.ts'
import { eventually, fulfilled, orderState, pay, placeOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { signedInAs } from '../member.ts'
import { keys, staffDo } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { addVipNight } from '../vip_catalog.ts'

// One party that cannot be ended keeps no other one, and nobody who has paid, from what is theirs.

let house: House
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
})
after(() => auditAndClose(house))

test('a walk-in that cannot be ended holds up neither a refund nor another walk-in', async () => {
  const owner = await signedInAs(house, 'owner')
  const night = await addVipNight(house.db, { types: [{ capacity: 50 }], tables: [{}, {}] })
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  const walkIn = async (n: number): Promise<string> => {
    const party = { party_name: `Grace ${n}`, party_size: 2, table: night.tables[n] ?? '' }
    return (await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, party)).id
  }
  // By their ids the one that fails comes first.
  const [bad = '', good = ''] = [await walkIn(0), await walkIn(1)].toSorted()
  await house.db.query({
    text: `create function refuse_booking() returns trigger language plpgsql as $$
             begin raise exception 'this booking cannot be written'; end $$;
           create trigger refuse_booking before update on bookings
             for each row when (old.id = '${bad}') execute function refuse_booking()`,
  })
  await mustCallOff(house, owner, night)
  // Asked of the books: who asks the product so often is told to wait.
  const stateOf = async (id: string) => {
    const text = `select state from bookings where id = $1`
    return (await house.db.query<{ state: string }>({ text, values: [id] })).rows[0]?.state
  }
  await eventually('the guest has the money back', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
  await eventually('the other one has left', async () => (await stateOf(good)) === 'released')
  await eventually('it is told as a failure', async () => {
    const text = `select from chores where name = 'call_off_orders' and failures > 0`
    return (await house.db.query({ text })).rowCount === 1
  })
  assert.equal(await stateOf(bad), 'arrived')
  await house.db.query({ text: 'drop trigger refuse_booking on bookings' })
  await eventually('it has left, too', async () => (await stateOf(bad)) === 'released')
  await callOffFinished(house, owner, night)
  await audit(house)
})
