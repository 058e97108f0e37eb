import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eraseOldGuests } from '../../src/checkout/index.ts'
import { demoPassword } from '../../src/identity/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { dashboard } from '../dashboard.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { endNight, standsIn } from '../guests.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { keys, staffDo } from '../staff.ts'
import { tillOf } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

// Guests of nights long over are erased by themselves, when the owner has said so.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

/** All rounds of the chore, until it has no more to do, as several processes one by one. */
async function eraseOld(): Promise<number> {
  const { signal } = new AbortController()
  let note: Record<string, unknown> = {}
  for (let rounds = 1; ; rounds += 1) {
    const done = await eraseOldGuests(tillOf(house), 2).round(note, signal)
    if (!done?.isUnfinished) return rounds
    note = done.note ?? {}
  }
}

/** As many guests of one night, each called `name`; the night ended so long ago. */
async function guestsOf(
  count: number,
  ago: string,
): Promise<{ name: string; orders: GuestOrder[] }> {
  const name = `Quill ${newId('mem').slice(-12)}`
  const { slug, types, night_id } = await addNight(house.db)
  const orders: GuestOrder[] = []
  for (let n = 0; n < count; n += 1) {
    const guest = { name, email: `${newId('mem')}@guest.example`, phone: '+49 30 7654321' }
    const order = await placeOrder(house, slug, { [types[0] ?? '']: 1 }, guest)
    await pay(house, order)
    await fulfilled(house, order, 1)
    orders.push(order)
  }
  await eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })
  await endNight(house, night_id, ago)
  return { name, orders }
}

const keep = (months: number | null, password?: string) =>
  dashboard<{ months: number | null }>(house, owner, 'PUT', 'guests/retention', {
    months,
    ...(password !== undefined && { password }),
  })

test('nobody has more guests erased by time without their own password', async () => {
  const refused = async (months: number, password?: string) => {
    const { status, body } = await keep(months, password)
    assert.deepEqual([status, body.errors[0]?.field], [422, 'password'])
    return body.code
  }
  assert.equal(await refused(24), 'password_needed', 'for the first time')
  assert.equal(await refused(24, 'somebody else’s'), 'password_wrong')
  assert.deepEqual((await keep(24, demoPassword)).body, { months: 24 })
  assert.equal(await refused(23), 'password_needed', 'for a shorter time')
  for (const months of [24, 36, null]) assert.deepEqual((await keep(months)).body, { months })
  assert.equal(await refused(120), 'password_needed', 'once it was off again')
  const set = await deedsOf(house, 'house')
  assert.equal(set.filter(({ action }) => action === 'guest_retention.changed').length, 3)
})

test('nobody is erased by time until the owner says so; then whose night is longer ago, once', async () => {
  const old = await guestsOf(5, '25 months')
  const fresh = await guestsOf(1, '23 months')
  await eraseOld()
  assert.ok((await standsIn(house, [old.name])).length > 0, 'off at first')
  const noted = async () =>
    (await deedsOf(house, 'house')).filter(({ action }) => action === 'guest_retention.changed')
  const before_now = (await noted()).length
  for (let n = 0; n < 2; n += 1)
    assert.deepEqual((await keep(24, demoPassword)).body, { months: 24 })
  assert.ok((await eraseOld()) > 2, 'in several rounds')
  assert.deepEqual(await standsIn(house, [old.name]), [])
  assert.ok((await standsIn(house, [fresh.name])).includes('orders.guest_name'))
  await eraseOld()
  for (const { order_id } of old.orders) {
    const deeds = await deedsOf(house, order_id)
    assert.deepEqual(
      deeds.map(({ action, actor }) => [action, actor]),
      [['order.erased', 'coatcheck']],
    )
  }
  assert.equal((await noted()).length, before_now + 1)
  await keep(null)
})

test('whoever has to be kept for now is passed over, and the others are not', async () => {
  const { name, orders } = await guestsOf(2, '13 months')
  const [owed = orders[0]] = orders
  const mail = newId('mail')
  await house.db.query({
    text: `insert into mails (id, kind, subject_id) values ($1, 'refund', $2)`,
    values: [mail, owed?.order_id],
  })
  await keep(12, demoPassword)
  await eraseOld()
  const { rows } = await house.db.query<{ id: string }>({
    text: `select id from orders where guest_name = $1`,
    values: [name],
  })
  assert.deepEqual(rows, [{ id: owed?.order_id }])
  await house.db.query({ text: `delete from mails where id = $1`, values: [mail] })
  await eraseOld()
  assert.deepEqual(await standsIn(house, [name]), [])
  await keep(null)
})

test('a party that walked in is forgotten by time alone, with what was noted at the till', async () => {
  const { slug, tables, night_id } = await addVipNight(house.db, {
    doors_in: '-1 hours',
    tables: [{}, {}],
  })
  const name = `Quill ${newId('mem').slice(-12)}`
  const party = { party_name: name, party_size: 2, table: tables[0] ?? '' }
  const { id } = await staffDo(house, 'POST', `nights/${slug}/walk_ins`, party)
  await staffDo(house, 'POST', `bookings/${id}/release`)
  // Nobody has pressed anything when this one went.
  await staffDo(house, 'POST', `nights/${slug}/walk_ins`, { ...party, table: tables[1] })
  await endNight(house, night_id, '7 months')
  await keep(6, demoPassword)
  await eraseOld()
  assert.deepEqual(await standsIn(house, [name]), [])
  assert.ok((await deedsOf(house, id)).some(({ action }) => action === 'booking.erased'))
  await keep(null)
})
