import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { voidDuplicates } from '../../src/checkout/sweep/duplicates.ts'
import { audit as auditBooks } from '../../src/audit/index.ts'
import { requestRefund } from '../../src/checkout/index.ts'
import {
  auditTrailOf,
  isRefused,
  newId,
  newSecret,
  newTicketCode,
  type Queryable,
} from '../../src/kernel/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { addNight } from '../catalog.ts'
import { eventually, fulfilled, pay, placeOrder, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, giveBack } from '../money_back.ts'
import { bookParty, DOOR_KEY } from '../party.ts'
import { lockWaits, tillOf } from '../till.ts'

let house: House
before(async () => {
  house = await openHouse({ DOOR_KEY, SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

interface Ticket {
  id: string
  ordinal: number
  state: string
  voided_reason: string | null
  code: string
}

interface Bought {
  order: GuestOrder
  slug: string
  type: string
}

async function buy(quantity: number): Promise<Bought> {
  const { slug, types } = await addNight(house.db, { types: [{ capacity: 8 }] })
  const order = await placeOrder(house, slug, { [types[0]!]: quantity })
  await pay(house, order)
  await fulfilled(house, order, quantity)
  return { order, slug, type: types[0]! }
}

/** Writes tickets beyond what a line has ordered, as only a fault of ours could. */
async function addDuplicates({ order }: Bought, ...ordinals: number[]): Promise<void> {
  for (const ordinal of ordinals) {
    await house.db.query({
      text: `insert into tickets (id, order_id, order_line_id, ordinal, night_id, ticket_type_id,
                                  code)
             select $2, order_id, order_line_id, $3, night_id, ticket_type_id, $4
               from tickets where order_id = $1 and ordinal = 1`,
      values: [order.order_id, newId('tkt'), ordinal, newTicketCode()],
    })
  }
}

async function ticketsOf({ order }: Bought): Promise<Ticket[]> {
  const { rows } = await house.db.query<Ticket & Record<string, unknown>>({
    text: `select id, ordinal, state, voided_reason, code from tickets
            where order_id = $1 order by ordinal`,
    values: [order.order_id],
  })
  return rows
}

/** The orders that the audit names. */
async function namedByAudit(): Promise<(string | undefined)[]> {
  const named: (string | undefined)[] = []
  for await (const { subjects } of auditBooks(house.db, tillOf(house).gateway))
    named.push(subjects['order'])
  return named
}

const validOrdinals = async (bought: Bought) =>
  (await ticketsOf(bought)).flatMap(({ state, ordinal }) => (state === 'valid' ? ordinal : []))

async function admit({ slug }: Bought, ticket: Ticket | undefined): Promise<number> {
  const response = await fetch(`${house.url}/api/door/admissions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DOOR_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ code: ticket?.code, night: slug }),
  })
  await response.body?.cancel()
  return response.status
}

async function takenOf({ type }: Bought): Promise<number | undefined> {
  const { rows } = await house.db.query<{ taken: number }>({
    text: `select taken from ticket_types where id = $1`,
    values: [type],
  })
  return rows[0]?.taken
}

test('F35: tickets beyond what was ordered are voided, the newest first, and written down', async () => {
  const bought = await buy(2)
  await addDuplicates(bought, 3, 4)
  assert.equal(await voidDuplicates(tillOf(house)), 2)
  assert.deepEqual(await validOrdinals(bought), [1, 2])
  for (const ticket of (await ticketsOf(bought)).slice(2)) {
    assert.equal(ticket.voided_reason, 'duplicate')
    const [entry, ...more] = await auditTrailOf(house.db, ticket.id)
    assert.deepEqual(more, [])
    assert.equal(entry?.action, 'ticket.voided')
    assert.equal(entry?.actor, 'coatcheck')
    assert.equal(entry?.detail['order'], bought.order.order_id)
    assert.equal(entry?.detail['reason'], 'duplicate')
    assert.equal(await admit(bought, ticket), 409)
  }
  assert.equal(await takenOf(bought), 2, 'stock that was never taken is not given back')
  assert.equal(await voidDuplicates(tillOf(house)), 0)
  await audit(house)
})

test('F35: the guest sees which one is void, and is not confused by a third of two', async () => {
  const bought = await buy(2)
  await addDuplicates(bought, 3)
  await voidDuplicates(tillOf(house))
  const { order_id, secret } = bought.order
  const page = await (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()
  assert.equal(page.match(/class="qr"/g)?.length, 2)
  assert.match(page, /Issued twice by mistake/)
  assert.doesNotMatch(page, /of 3/)
})

test('F35: a ticket that was scanned is never voided, an unscanned one goes instead', async () => {
  const bought = await buy(2)
  await addDuplicates(bought, 3)
  const tickets = await ticketsOf(bought)
  assert.equal(await admit(bought, tickets[2]), 201)
  assert.equal(await voidDuplicates(tillOf(house)), 1)
  assert.deepEqual(await validOrdinals(bought), [1, 3])
  await audit(house)
})

test('F35: when all of them were scanned none is voided, and the owner is told once', async () => {
  const bought = await buy(1)
  await addDuplicates(bought, 2)
  for (const ticket of await ticketsOf(bought)) assert.equal(await admit(bought, ticket), 201)
  for (let round = 0; round < 2; round += 1) {
    assert.equal(await voidDuplicates(tillOf(house)), 0)
    assert.deepEqual(await validOrdinals(bought), [1, 2])
    const told = await house.db.query({
      text: `select state from alerts where kind = 'duplicate_admitted'`,
    })
    assert.equal(told.rows.length, 1, 'also when the owner has resolved it')
    await house.db.query({
      text: `update alerts set state = 'resolved', resolved_at = now()
              where kind = 'duplicate_admitted' and state = 'open'`,
    })
  }
  assert.deepEqual(await namedByAudit(), [], 'what the owner knows the audit need not say')
  for (const text of [
    'alter table audit_entries disable trigger audit_entries_are_append_only',
    `update audit_entries set action = 'ticket.forgotten'
      where action = 'ticket.duplicate_admitted'`,
    'alter table audit_entries enable trigger audit_entries_are_append_only',
  ])
    await house.db.query({ text })
  const named = await namedByAudit()
  assert.ok(named.includes(bought.order.order_id), 'nobody was told')
  const [, double] = await ticketsOf(bought)
  for (const text of [
    'delete from admissions where ticket_id = $1',
    'delete from tickets where id = $1',
  ])
    await house.db.query({ text, values: [double?.id] })
})

test('F35: the mail about it reaches the owner', async () => {
  const bought = await buy(1)
  await addDuplicates(bought, 2)
  for (const ticket of await ticketsOf(bought)) await admit(bought, ticket)
  await voidDuplicates(tillOf(house))
  const mail = await house.mailbox.waitFor(({ subject, text }) =>
    Boolean(subject.includes('More people went in') && text?.includes(bought.order.order_id)),
  )
  assert.match(mail.text ?? '', /admitted_too_many: 1/)
  const [, double] = await ticketsOf(bought)
  await house.db.query({
    text: 'delete from admissions where ticket_id = $1',
    values: [double?.id],
  })
  assert.equal(await voidDuplicates(tillOf(house)), 1)
  await audit(house)
})

test('F35: the only ticket stays, whatever its number, and so does what was ordered', async () => {
  const [lonely, plain] = [await buy(1), await buy(3)]
  await house.db.query({
    text: `update tickets set ordinal = 7 where order_id = $1`,
    values: [lonely.order.order_id],
  })
  assert.equal(await voidDuplicates(tillOf(house)), 0)
  assert.deepEqual(await validOrdinals(lonely), [7])
  assert.deepEqual(await validOrdinals(plain), [1, 2, 3])
  await audit(house)
})

test('F35: a refunded ticket takes its head with it, so a double does not slip into its place', async () => {
  const bought = await buy(2)
  const [first] = await ticketsOf(bought)
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id: bought.order.order_id,
    what: { ticket_ids: [first!.id] },
    requested_by: 'Owner',
  })
  assert.ok(!isRefused(refund))
  await addDuplicates(bought, 3)
  assert.deepEqual(await validOrdinals(bought), [2, 3], 'no more than were ordered, one too many')
  assert.equal(await voidDuplicates(tillOf(house)), 1)
  assert.deepEqual(await validOrdinals(bought), [2])
  assert.equal(await takenOf(bought), 1)
  await audit(house)
})

test('F35: the double of an only ticket that was refunded is void, and opens no door', async () => {
  const bought = await buy(1)
  await giveBack(house, bought.order, 'everything')
  await addDuplicates(bought, 2)
  assert.equal(await voidDuplicates(tillOf(house)), 1)
  const [, double] = await ticketsOf(bought)
  assert.equal(double?.voided_reason, 'duplicate')
  assert.equal(await admit(bought, double), 409)
  assert.equal(await takenOf(bought), 0)
  await audit(house)
})

test('F35: where such a double has let somebody in it stays, and the owner is told', async () => {
  const bought = await buy(1)
  await giveBack(house, bought.order, 'everything')
  await addDuplicates(bought, 2)
  const [, double] = await ticketsOf(bought)
  assert.equal(await admit(bought, double), 201)
  assert.equal(await voidDuplicates(tillOf(house)), 0)
  assert.deepEqual(await validOrdinals(bought), [2])
  const told = await alertsAbout(house, bought.order)
  assert.ok(told.some(({ kind }) => kind === 'duplicate_admitted'))
  await audit(house)
})

test('F35: two sweeps at once void each of them once', async () => {
  const bought = await buy(1)
  await addDuplicates(bought, 2, 3, 4)
  const till = tillOf(house)
  const counts = await Promise.all(Array.from({ length: 4 }, () => voidDuplicates(till)))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    3,
  )
  for (const { id } of (await ticketsOf(bought)).slice(1))
    assert.equal((await auditTrailOf(house.db, id)).length, 1)
  await audit(house)
})

/** Holds a door between scanning a ticket and committing; returns it, and what lets it go on. */
async function holdDoor(ticket: Ticket): Promise<{ door: Queryable; letGo: () => Promise<void> }> {
  const client = await house.db.connect()
  await client.query('begin')
  await client.query('select from tickets where id = $1 for update', [ticket.id])
  await client.query(
    `insert into admissions (id, ticket_id, night_id, admitted_by)
     select $2, id, night_id, 'North door' from tickets where id = $1`,
    [ticket.id, newId('adm')],
  )
  const letGo = async () => {
    await client.query('commit')
    client.release()
  }
  return { door: client, letGo }
}

test('F35: a ticket that is being scanned in this moment is not voided', async () => {
  const bought = await buy(1)
  await addDuplicates(bought, 2)
  const tickets = await ticketsOf(bought)
  const { door, letGo } = await holdDoor(tickets[1]!)
  const voiding = voidDuplicates(tillOf(house))
  await lockWaits(house, 1, door)
  await letGo()
  assert.equal(await voiding, 1)
  assert.deepEqual(await validOrdinals(bought), [2])
  await audit(house)
})

test('control of F35: a sweep that looks before it locks voids what is being scanned', async () => {
  const bought = await buy(1)
  await addDuplicates(bought, 2)
  const double = (await ticketsOf(bought))[1]!
  const { door, letGo } = await holdDoor(double)
  // One statement looks tidy, but it looks for admissions before it waits for the door's lock.
  const voiding = house.db.query({
    text: `update tickets set state = 'voided', voided_at = now(), voided_reason = 'duplicate'
            where id = $1 and not exists (select from admissions where ticket_id = $1)`,
    values: [double.id],
  })
  await lockWaits(house, 1, door)
  await letGo()
  assert.equal((await voiding).rowCount, 1, 'the race happens when nothing guards it')
})

test('F35: lines are looked at in batches, and none is left out', async () => {
  const all = [await buy(1), await buy(2), await buy(1)]
  for (const bought of all) await addDuplicates(bought, 3)
  assert.equal(await voidDuplicates(tillOf(house), 1), 3)
  for (const bought of all) assert.ok(!(await validOrdinals(bought)).includes(3))
  await audit(house)
})

test('F35: of a party there can be no double: the database refuses a second pass of a head, and a second booking', async () => {
  const { booking, order, night_id } = await bookParty(house, 2)
  const pass = (ordinal: number) => ({
    text: `insert into passes (id, booking_id, places, ordinal, order_id, night_id, code,
                               claim_secret)
           values ($1, $2, 2, $3, $4, $5, $6, $7)`,
    values: [
      newId('pas'),
      booking.id,
      ordinal,
      order.order_id,
      night_id,
      newTicketCode(),
      newSecret(),
    ],
  })
  await assert.rejects(house.db.query(pass(1)), /passes_one_per_head/)
  await assert.rejects(house.db.query(pass(3)), /no_pass_beyond_the_party/)
  const again = (order_id: string | null) => ({
    text: `insert into bookings (id, order_id, night_id, vip_table_id, places, party_name,
                                 worth_minor, currency, arrive_by, booked_by)
           select $2, $3, night_id, vip_table_id, places, 'Ada', worth_minor, currency, arrive_by,
                  'guest'
             from bookings where id = $1`,
    values: [booking.id, newId('bkg'), order_id],
  })
  await assert.rejects(house.db.query(again(order.order_id)), /bookings_order_id_key/)
  await assert.rejects(house.db.query(again(null)), /bookings_one_live_per_table/)
  assert.equal(await voidDuplicates(tillOf(house)), 0)
  await audit(house)
})

test('F35: the product does all this by itself', async () => {
  const bought = await buy(2)
  await addDuplicates(bought, 3)
  await house.restart({ SWEEP_SECONDS_MAX: '1' })
  await eventually('the double is void', async () => (await validOrdinals(bought)).length === 2)
  assert.deepEqual(await validOrdinals(bought), [1, 2])
  await audit(house)
})
