import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId, type Database } from '../../src/kernel/index.ts'
import { audit } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { askComp, compBody, decideComp } from '../comps.ts'
import { dashboard } from '../dashboard.ts'
import { desk } from '../desk.ts'
import { dispute } from '../door.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { entriesAt, renameGuestOf } from '../guest_view.ts'
import { endNight, eraseByMail, findGuest, standsIn } from '../guests.ts'
import { openHouse, type House } from '../house.ts'
import { deedsOf, signedInAs, type Browser } from '../member.ts'
import { refundsOf } from '../money_back.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { keys, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

// A guest is found, handed out and erased; the books stay, and the audit finds nothing.

let house: House
let second: { url: string; stop(): Promise<void> }
let owner: Browser
let manager: Browser
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0', DEMO: '1' })
  second = await house.openSecond()
  owner = await signedInAs(house, 'owner')
  manager = await signedInAs(house, 'manager')
})
after(async () => {
  await audit(house)
  await second.stop()
  await house.close()
})

const PHONE = '+49 30 7654321'

/** Somebody whose name is like nobody else's. */
const somebody = () => {
  const word = newId('mem').slice(-12)
  return { name: `Zenobia ${word}`, email: `${word}@guest.example`, phone: PHONE }
}

/** Buys tickets for a night of its own. */
async function bought(guest: ReturnType<typeof somebody>, heads = 1) {
  const night = await addNight(house.db)
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: heads }, guest)
  await pay(house, order)
  await fulfilled(house, order, heads)
  await mailed()
  return { order, ...night }
}

const mailed = () =>
  eventually('every mail is sent', async () => {
    const { rowCount } = await house.db.query({ text: `select from mails where state = 'queued'` })
    return rowCount === 0
  })

async function assertKept(email: string, because: string): Promise<void> {
  const { body } = await findGuest(house, owner, email)
  const kept = [...body.orders, ...body.comps].flatMap((one) => one.kept as string[])
  assert.ok(kept.includes(because), `${because} in ${kept.join()}`)
  const refused = await eraseByMail(house, owner, email)
  assert.deepEqual([refused.status, refused.body.code], [409, 'guest_kept'])
}

const pageOf = ({ order_id, secret }: GuestOrder) =>
  fetch(`${house.url}/orders/${order_id}/${secret}`)

test('a guest with tickets, a table, notes and comps is erased: no word is left, the books are', async () => {
  const guest = somebody()
  const { order, night_id } = await bought(guest, 2)
  const vip = await addVipNight(house.db)
  const wish = { table: { wished_id: vip.tables[0] ?? '', party_size: 2 } }
  const table = await placeOrder(house, vip.slug, wish, {
    ...guest,
    email: guest.email.toUpperCase(),
  })
  await pay(house, table)
  await fulfilled(house, table, 2)
  const booking = await bookingOfOrder(house.db, table.order_id)
  await staffDo(house, 'POST', `bookings/${booking?.id}/door_payments`, {
    id: newId('dpy'),
    kind: 'cash',
    amount_minor: 100,
    note: `From ${guest.name}`,
  })
  const [pass] = await entriesAt(house, owner, table)
  await renameGuestOf(house, owner, table, `${guest.name} the guest`, pass?.id ?? '')
  const note = { note_id: newId('nte'), text: `Calls ${guest.name} back` }
  assert.equal((await desk(house, owner, order, '/note', note)).status, 201)
  const asked = compBody(night_id, { ticket_type_id: (await typesOf(house.db, night_id))[0] })
  const comp = { ...asked, guest_name: guest.name, guest_email: guest.email, reason: guest.name }
  assert.equal((await askComp(house, manager, comp)).status, 201)
  assert.equal((await decideComp(house, owner, comp, 'refuse', { reason: guest.name })).status, 200)
  await mailed()
  for (const one of [night_id, vip.night_id]) await endNight(house, one)

  const { body } = await findGuest(house, owner, `  ${guest.email} `)
  assert.deepEqual([body.orders.length, body.comps.length], [2, 1])
  assert.equal(
    body.orders.reduce((sum, { notes, holders }) => sum + notes + holders, 0),
    2,
  )
  await assertExported(guest, [order, table])
  const books = await booksOf(house.db, [order, table])
  const [one, other] = await Promise.all([
    eraseByMail(house, owner, guest.email),
    eraseByMail(second, owner, guest.email),
  ])
  assert.deepEqual([one.status, other.status], [200, 200])
  assert.equal(one.body.orders + other.body.orders, 2, 'once')
  assert.equal(one.body.comps + other.body.comps, 1)
  assert.deepEqual(await standsIn(house, [guest.name, guest.email, PHONE]), [])
  assert.deepEqual(await booksOf(house.db, [order, table]), books)
  for (const { order_id } of [order, table]) {
    const deeds = (await deedsOf(house, order_id)).map(({ action }) => action)
    assert.equal(deeds.filter((action) => action === 'order.erased').length, 1)
  }
  assert.equal((await pageOf(order)).status, 410)
  assert.equal((await pageOf(table)).status, 410)
  const found = await findGuest(house, owner, guest.email)
  assert.deepEqual([found.body.orders, found.body.comps], [[], []])
  const list = await dashboard<{ rows: object[] }>(house, owner, 'GET', `orders?q=${guest.name}`)
  assert.deepEqual(list.body.rows, [])
  assert.equal((await desk(house, owner, order)).status, 200, 'the venue still has the order')
  await audit(house)
})

/** What is handed out has everything of the guest, and nothing that opens anything. */
async function assertExported(
  guest: ReturnType<typeof somebody>,
  orders: GuestOrder[],
): Promise<void> {
  for (const format of ['json', 'html']) {
    const response = await fetch(`${house.url}/api/dashboard/guests/export`, {
      method: 'POST',
      headers: {
        cookie: owner.cookie(),
        origin: house.url,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ email: guest.email, format }),
    })
    const text = await response.text()
    assert.equal(response.status, 200, text)
    assert.match(
      response.headers.get('content-disposition') ?? '',
      /^attachment; filename="guest\./,
    )
    for (const word of [guest.name, guest.email, PHONE, `Calls ${guest.name} back`, '4242'])
      assert.ok(text.includes(word), `${format} has ${word}`)
    for (const { secret, order_id } of orders) {
      assert.ok(text.includes(order_id))
      assert.ok(!text.includes(secret), 'no secret')
    }
  }
  const deeds = await deedsOf(house, orders[0]?.order_id ?? '')
  assert.equal(deeds.filter(({ action }) => action === 'order.exported').length, 2)
}

/** Money, tickets, times and Stripe's ids of these orders. */
async function booksOf(db: Database, orders: GuestOrder[]): Promise<unknown[]> {
  const { rows } = await db.query({
    text: `select o.id, o.state, o.total_minor, o.placed_at, o.paid_at, o.fulfilled_at,
                  (select json_agg(p order by p.id) from payments p
                    where p.order_id = o.id) as pays,
                  (select json_agg(t order by t.id) from tickets t
                    where t.order_id = o.id) as tickets,
                  (select json_agg(b order by b.id) from bookings b
                    where b.order_id = o.id) as tables,
                  (select count(*) from passes s where s.order_id = o.id) as passes
             from orders o where o.id = any($1) order by o.id`,
    values: [orders.map(({ order_id }) => order_id)],
  })
  return rows
}

async function typesOf(db: Database, nightId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    text: `select id from ticket_types where night_id = $1`,
    values: [nightId],
  })
  return rows.map(({ id }) => id)
}

test('nobody is erased before it is over: being paid, to come, in dispute, with a mail owed', async () => {
  const paying = somebody()
  const night = await addNight(house.db)
  await placeOrder(house, night.slug, { [night.types[0] ?? '']: 1 }, paying)
  await assertKept(paying.email, 'open')
  const coming = somebody()
  const { order, night_id } = await bought(coming)
  await assertKept(coming.email, 'to_come')
  await endNight(house, night_id)
  const mail = newId('mail')
  await house.db.query({
    text: `insert into mails (id, kind, subject_id) values ($1, 'refund', $2)`,
    values: [mail, order.order_id],
  })
  await assertKept(coming.email, 'mail')
  await house.db.query({ text: `delete from mails where id = $1`, values: [mail] })
  await dispute(house, order)
  await assertKept(coming.email, 'dispute')
  await assertKept(coming.email, 'alert')
  const invited = somebody()
  const asked = compBody(night.night_id, { ticket_type_id: night.types[0] })
  const comp = { ...asked, guest_name: invited.name, guest_email: invited.email }
  assert.equal((await askComp(house, manager, comp)).status, 201)
  await assertKept(invited.email, 'comp')
  assert.equal((await decideComp(house, owner, comp, 'refuse', { reason: 'Full' })).status, 200)
  assert.deepEqual((await eraseByMail(house, owner, invited.email)).body, { orders: 0, comps: 1 })
})

test('what was typed about a mail that came back goes with its guest, once it is decided', async () => {
  const guest = somebody()
  const { order, night_id } = await bought(guest)
  await endNight(house, night_id)
  const alert = newId('alr')
  await house.db.query({
    text: `insert into alerts (id, kind, subject_id)
           select $1, 'mail_bounced', id from mails where subject_id = $2`,
    values: [alert, order.order_id],
  })
  await assertKept(guest.email, 'alert')
  await house.db.query({
    text: `update alerts set state = 'resolved', resolved_at = now(), resolved_by = 'Owner',
                  reason = $2 where id = $1`,
    values: [alert, `Called ${guest.name}`],
  })
  assert.equal((await eraseByMail(house, owner, guest.email)).status, 200)
  assert.deepEqual(await standsIn(house, [guest.name, guest.email]), [])
})

test('a guest who is refunded while erased is refunded, and is erased before or after it, never between', async () => {
  for (let round = 0; round < 4; round += 1) {
    const guest = somebody()
    const { order, night_id } = await bought(guest)
    await endNight(house, night_id)
    const refund = { refund_id: newId('rfd'), what: 'everything' }
    const [erased, refunded] = await Promise.all([
      eraseByMail(second, owner, guest.email),
      desk(house, manager, order, '/refund', refund),
    ])
    assert.equal(refunded.status, 201, JSON.stringify(refunded.body))
    assert.ok(
      erased.status === 200 || erased.body.code === 'guest_kept',
      JSON.stringify(erased.body),
    )
    await eventually('the money is back', async () => {
      return (await refundsOf(house, order)).every(({ state }) => state === 'succeeded')
    })
    await mailed()
    assert.equal((await eraseByMail(house, owner, guest.email)).status, 200)
    assert.deepEqual(await standsIn(house, [guest.name, guest.email]), [])
  }
  await audit(house)
})

test('a guest who is renamed while erased has no name afterwards', async () => {
  for (let round = 0; round < 4; round += 1) {
    const guest = somebody()
    const { order, night_id } = await bought(guest)
    await endNight(house, night_id)
    const again = `${guest.name} again`
    const [erased] = await Promise.all([
      eraseByMail(second, owner, guest.email),
      renameGuestOf(house, manager, order, again),
    ])
    assert.equal(erased.status, 200)
    assert.deepEqual(await standsIn(house, [guest.name]), [])
    const late = await renameGuestOf(house, manager, order, again)
    assert.equal(late.body.code, 'order_erased')
  }
})

test('only an owner finds, hands out, erases, or says how long guests are kept', async () => {
  for (const role of ['manager', 'host', 'door'] as const) {
    const member = await signedInAs(house, role)
    for (const path of ['find', 'export', 'erasure']) {
      const body = { email: 'a@guest.example', format: 'json' }
      const { status } = await dashboard(house, member, 'POST', `guests/${path}`, body)
      assert.equal(status, 403, `${role} ${path}`)
    }
    const kept = await dashboard(house, member, 'PUT', 'guests/retention', { months: null })
    assert.equal(kept.status, 403)
  }
  const wrong = await findGuest(house, owner, 'nobody')
  assert.deepEqual([wrong.status, wrong.body.errors[0]?.field], [422, 'email'])
  const short = await dashboard(house, owner, 'PUT', 'guests/retention', { months: 5 })
  assert.deepEqual([short.status, short.body.errors[0]?.field], [422, 'months'])
})
