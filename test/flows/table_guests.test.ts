import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { auditTrailOf } from '../../src/kernel/index.ts'
import { findBooking, passesOf } from '../../src/tickets/index.ts'
import { audit, auditAndClose, claimsAbout } from '../audit.ts'
import { mailTo } from '../deposits.ts'
import {
  api,
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  tryToPlace,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { confirmAtStripe, expireInBooks } from '../late_money.ts'
import { linkOf, pageOf, post, read } from '../party.ts'
import { giveBack } from '../money_back.ts'
import { bookTable, keys, moreFor, passCodes, scanPass, staffDo } from '../staff.ts'
import { meetAt } from '../table_races.ts'
import { addVipNight, type TestTable } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse({ ...keys, UNPAID_PLACES_MAX: '1000' })
})
after(() => auditAndClose(house))

/** A table that includes six and seats eight, booked by four. */
async function booked(table: TestTable = {}) {
  const tables = [{ guests_included: 6, guests_max: 8, ...table }, { guests_max: 8 }]
  const night = await addVipNight(house.db, { tables })
  const [id = ''] = night.tables
  return { night, table: id, ...(await bookTable(house, night.slug, id, 4)) }
}
type Party = Awaited<ReturnType<typeof booked>>

const booking = async ({ id }: Party) => (await findBooking(house.db, id))!
const codes = async ({ id }: Party) => passCodes(house, id)
const askFor = ({ night, ...party }: Party, guests: number) =>
  tryToPlace(house, night.slug, moreFor(party, guests))

async function headsOf({ night, table }: Party): Promise<number | undefined> {
  const { tables } = await staffDo(house, 'GET', `nights/${night.slug}/tables`)
  return tables.find(({ id }) => id === table)?.heads
}

async function refunded(order: GuestOrder): Promise<void> {
  await giveBack(house, order, 'everything')
  const isBack = async () => (await orderState(house, order)).state === 'refunded'
  await eventually('the money has gone back', isBack)
}

/** The form for more guests on the booking's page, and what it says. */
async function formOf({ order }: Party) {
  const { text } = await read(pageOf(house, order))
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)![1]!
  const fields = { order_id: hidden('order_id'), order_secret: hidden('order_secret') }
  return { text, url: `${pageOf(house, order)}/guests`, fields }
}

test('guests whom the table includes join at once and pay nothing, once for a form', async () => {
  const party = await booked()
  const first = await booking(party)
  const { text, url, fields } = await formOf(party)
  assert.match(text, /room for 4 more\. Your table includes 2 of them; the others cost €20 each/)
  const clicks = await Promise.all([1, 2, 3].map(() => post(url, { ...fields, guests: '2' })))
  for (const { status, location } of [...clicks, await post(url, { ...fields, guests: '2' })]) {
    assert.equal(status, 303)
    assert.equal(location, `${new URL(pageOf(house, party.order)).pathname}#your-passes`)
  }
  const now = await booking(party)
  assert.deepEqual(
    [now.places, now.worth_minor, now.credited_minor],
    [6, first.worth_minor, first.credited_minor],
  )
  assert.equal(await headsOf(party), 6)
  const later = await formOf(party)
  assert.match(later.text, /0 of 6 claimed/)
  assert.match(later.text, /room for 2 more, for €20 each/)
  const trail = await auditTrailOf(house.db, party.id)
  assert.deepEqual(
    trail.map(({ action, actor, detail }) => [action, actor, detail['guests']]),
    [['booking.guests_added', 'guest', 2]],
  )
  const all = await codes(party)
  assert.equal((await scanPass(house, party.night.slug, all.at(-1)!)).status, 201)
  await audit(house)
})

test('the booker gets the passes of guests who join for nothing by mail, as of paid ones, once', async () => {
  const party = await booked()
  const { url, fields } = await formOf(party)
  const first = await passesOf(house.db, party.id)
  for (let click = 1; click <= 2; click++) await post(url, { ...fields, guests: '2' })
  const { text = '', html = '' } = await mailTo(house, party.order.email, 'More guest passes: ')
  const all = await passesOf(house.db, party.id)
  const added = all.filter(({ id }) => first.every((pass) => pass.id !== id))
  assert.equal(added.length, 2)
  for (const part of [text, html]) {
    for (const pass of added) assert.ok(part.includes(linkOf(house, pass)))
    for (const pass of first) assert.ok(!part.includes(linkOf(house, pass)), 'only the new ones')
    assert.ok(part.includes(pageOf(house, party.order)))
    assert.doesNotMatch(part, /Total|Deposit|€/)
  }
  const { rows } = await house.db.query({
    text: `select from mails where kind = 'guests_added'
            and subject_id in (select id from audit_entries where subject_id = $1)`,
    values: [party.id],
  })
  assert.equal(rows.length, 1)
  await audit(house)
})

test('by the API they join, too; another number under the same id is another order', async () => {
  const party = await booked()
  const { status, body, order } = await askFor(party, 1)
  assert.equal(status, 201)
  assert.deepEqual([body['order_id'], body['state']], [party.order.order_id, 'fulfilled'])
  const again = await tryToPlace(house, party.night.slug, moreFor(party, 1), order)
  assert.equal(again.status, 201)
  const other = await tryToPlace(house, party.night.slug, moreFor(party, 2), order)
  assert.equal(other.body['code'], 'order_changed')
  const { url, fields } = await formOf(party)
  assert.match((await post(url, { ...fields, guests: '1' })).location, /#your-passes$/)
  assert.match((await post(url, { ...fields, guests: '2' })).location, /\/checkout$/)
  assert.equal((await codes(party)).length, 6)
  await audit(house)
})

test('of guests some of whom are included the others alone are paid for, and all have passes', async () => {
  const party = await booked()
  const more = await placeOrder(house, party.night.slug, moreFor(party, 4))
  const { text } = await read(`${pageOf(house, more)}/checkout`)
  assert.match(text, /<span>2 extra guests<\/span> <span>€40</)
  assert.equal(await headsOf(party), 8)
  assert.equal((await askFor(party, 1)).body['code'], 'party_too_large')
  await pay(house, more)
  await fulfilled(house, more, 4)
  const first = await booking(party)
  assert.deepEqual([first.places, first.worth_minor, first.credited_minor], [8, 64e3, 24e3])
  await refunded(more)
  assert.equal((await codes(party)).length, 4)
  assert.equal(await headsOf(party), 4)
  const later = await booking(party)
  assert.deepEqual([later.worth_minor, later.credited_minor], [60e3, 20e3])
  await audit(house)
})

test('F42: late money for guests some of whom are included has passes for all of them', async () => {
  const party = await booked()
  const more = await placeOrder(house, party.night.slug, moreFor(party, 3))
  const secret = await clientSecretOf(house, more)
  await expireInBooks(house, more)
  assert.equal(await headsOf(party), 4)
  await confirmAtStripe(house, secret)
  await fulfilled(house, more, 3)
  assert.deepEqual([await headsOf(party), (await codes(party)).length], [7, 7])
  await audit(house)
})

for (const when of ['before', 'while'] as const) {
  test(`F43: late money for guests whose time was over ${when} their party waits for a table goes back, and they read why`, async () => {
    const party = await booked({ guests_included: 4 })
    const more = await placeOrder(house, party.night.slug, moreFor(party, 1))
    const secret = await clientSecretOf(house, more)
    const unassign = () => staffDo(house, 'DELETE', `bookings/${party.id}/table`)
    if (when === 'while') await unassign()
    await expireInBooks(house, more)
    if (when === 'before') await unassign()
    // The party waits for a table for those alone who have passes.
    await audit(house)
    await confirmAtStripe(house, secret)
    const isBack = async () => (await orderState(house, more)).state === 'refunded'
    await eventually('the money has gone back', isBack)
    const { text } = await read(pageOf(house, more))
    assert.match(text, /Your party was waiting for a table when your bank confirmed/)
    await audit(house)
  })
}

test('F65: nobody joins, or pays for guests, while a bank wants the money of their table back', async () => {
  const party = await booked()
  const more = await placeOrder(house, party.night.slug, moreFor(party, 3))
  await clientSecretOf(house, more)
  const [intent] = await intentsAtStripe(house, party.order)
  const { id: dispute } = await house.sim.control.createDispute({ payment_intent: intent!.id })
  const isKnown = async () => (await staffDo(house, 'GET', `bookings/${party.id}`)).disputed
  await eventually('the dispute is known', isKnown)
  const paying = await api(house, 'POST', `/api/orders/${more.order_id}/payment`, {}, more)
  for (const { status, body } of [paying, await askFor(party, 1)]) {
    assert.deepEqual([status, body['code']], [409, 'booking_disputed'])
    assert.match(String(body['detail']), /^Your bank wants the payment for this table back/)
  }
  const checkout = await read(`${pageOf(house, more)}/checkout`)
  assert.match(checkout.text, /data-stage="over".*Nobody can be added now.*nothing to pay/)
  assert.doesNotMatch(checkout.text, /\/checkout"/)
  assert.doesNotMatch((await read(pageOf(house, party.order))).text, /id="more-guests"/)
  await house.sim.control.closeDispute({ dispute, ending: 'won' })
  await eventually('it is settled', async () => !(await isKnown()))
  await pay(house, more)
  await fulfilled(house, more, 3)
  await audit(house)
})

test('beyond those whom the table includes each costs what was agreed', async () => {
  const party = await booked({ guests_included: 4 })
  assert.match((await formOf(party)).text, /room for 4 more, for €20 each/)
  const more = await placeOrder(house, party.night.slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  assert.equal((await booking(party)).worth_minor, 64_000)
  await audit(house)
})

test('where an extra guest costs nothing all join for nothing, as many as the table seats', async () => {
  const party = await booked({ guests_included: 4, extra_guest_price_minor: 0 })
  assert.match((await formOf(party)).text, /room for 4 more, at no further charge/)
  const answers = await Promise.all(Array.from({ length: 6 }, () => askFor(party, 1)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 4)
  assert.equal(answers.filter(({ body }) => body['code'] === 'party_too_large').length, 2)
  assert.deepEqual([await headsOf(party), (await codes(party)).length], [8, 8])
  assert.doesNotMatch((await read(pageOf(house, party.order))).text, /id="more-guests"/)
  await audit(house)
})

test('two wishes meet for the places that a table includes: one pays nothing, one pays', async () => {
  const party = await booked()
  const wishes = [1, 2].map(() => () => askFor(party, 2))
  const answers = await meetAt(house, { tables: [party.table] }, wishes)
  assert.deepEqual(
    new Set(answers.map(({ body }) => body['state'])),
    new Set(['fulfilled', 'open']),
  )
  assert.deepEqual([await headsOf(party), (await codes(party)).length], [8, 6])
  await audit(house)
})

test('guests who were included go with their party when it waits and is moved', async () => {
  const party = await booked()
  await askFor(party, 2)
  await staffDo(house, 'DELETE', `bookings/${party.id}/table`)
  assert.equal((await askFor(party, 1)).body['code'], 'booking_unassigned')
  const [, other = ''] = party.night.tables
  await staffDo(house, 'POST', `bookings/${party.id}/table`, { table: other })
  assert.equal(await headsOf({ ...party, table: other }), 6)
  await audit(house)
})

test('a table that is refunded has its included guests’ passes voided, and includes nobody new', async () => {
  const party = await booked()
  await askFor(party, 1)
  const [code = ''] = await codes(party)
  assert.equal((await scanPass(house, party.night.slug, code)).status, 201)
  await refunded(party.order)
  assert.equal((await codes(party)).length, 1)
  const { status, body } = await askFor(party, 1)
  assert.deepEqual([status, body['state']], [201, 'open'])
  await audit(house)
})

test('guests whose money went back are not counted any more, on the page and on each pass', async () => {
  const party = await booked({ guests_included: 4 })
  const { order } = await askFor(party, 2)
  await house.db.query({
    text: `update orders set guest_name = 'Ada', guest_email = 'ada@guest.example' where id = $1`,
    values: [order.order_id],
  })
  await pay(house, order)
  await fulfilled(house, order, 2)
  assert.deepEqual(await countsOf(party), ['6 guests', '0 of 6 claimed', 'Pass 1 of 6'])
  await refunded(order)
  assert.deepEqual(await countsOf(party), ['4 guests', '0 of 4 claimed', 'Pass 1 of 4'])
})

test('additional guests who are in keep their places when their money goes back', async () => {
  const party = await booked()
  await askFor(party, 2)
  const more = await placeOrder(house, party.night.slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const all = await codes(party)
  for (const code of all.slice(-2))
    assert.equal((await scanPass(house, party.night.slug, code)).status, 201)
  await refunded(more)
  assert.deepEqual([await headsOf(party), (await codes(party)).length], [8, 8])
  assert.equal((await askFor(party, 1)).body['code'], 'party_too_large')
  assert.doesNotMatch((await read(pageOf(house, party.order))).text, /id="more-guests"/)
  await staffDo(house, 'DELETE', `bookings/${party.id}/table`)
  await staffDo(house, 'POST', `bookings/${party.id}/table`, { table: party.table })
  assert.equal(await headsOf(party), 8, 'a table for all of them')
  await audit(house)
})

test('of additional guests whose money goes back those alone keep their places who are in', async () => {
  const party = await booked({ guests_included: 4 })
  const more = await placeOrder(house, party.night.slug, moreFor(party, 3))
  await pay(house, more)
  await fulfilled(house, more, 3)
  assert.equal((await scanPass(house, party.night.slug, (await codes(party)).at(-1)!)).status, 201)
  await refunded(more)
  assert.deepEqual([await headsOf(party), (await codes(party)).length], [5, 5])
  // As it was once: the places of all were sold again, and the table to more than it seats.
  const free = (heads: number) =>
    house.db.query({
      text: `with freed as (
               update holds set returned = returned + $2 where order_id = $1 returning booking_id)
             update table_offers o set heads = heads - $2 from freed f
              where o.booking_id = f.booking_id`,
      values: [more.order_id, heads],
    })
  await free(1)
  assert.deepEqual(await claimsAbout(house, 'vip_table', party.table), [
    'a VIP table is promised to exactly the people who have paid or are paying for it',
  ])
  assert.deepEqual(await claimsAbout(house, 'order', more.order_id), [
    'what an order had is on sale again when its money goes back',
  ])
  await free(-1)
  await audit(house)
})

/** How many the booking's page counts, each time that it does. */
async function countsOf({ order }: Party): Promise<string[]> {
  const { text } = await read(pageOf(house, order))
  return [/\d+ guests/, /\d+ of \d+ claimed/, /Pass 1 of \d+/].map(
    (count) => count.exec(text)?.[0] ?? '',
  )
}
