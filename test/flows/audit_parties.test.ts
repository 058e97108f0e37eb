import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, claimsAbout } from '../audit.ts'
import { newId, transaction } from '../../src/kernel/index.ts'
import { replacePass } from '../../src/tickets/index.ts'
import { bookDeposit, creditedOf, depositNight, inDashboard } from '../deposits.ts'
import {
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, giveBack, refundIs } from '../money_back.ts'
import { bookParty } from '../party.ts'
import { bookTable, keys, moreFor, passCodes, scanPass, staffDo } from '../staff.ts'
import { addVipNight } from '../vip_catalog.ts'

// What a booking says of its ledger and of its passes. Each test breaks it by hand, sees the audit
// name just that, mends it, and the books agree again.

let house: House
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
})
after(() => house.close())

const CREDIT = 'a booking is credited with what was paid ahead, has come and was not given back'
const WORTH = 'a booking is worth what was agreed, and what was paid for more guests'
const HEADS = 'a party has a valid pass for each head that is paid for'
const PROMISED = 'a VIP table is promised to exactly the people who have paid or are paying for it'
const PLACES = 'the places of a booking are those that its heads were given'
const OWNER = 'a pass belongs to who paid for it, or walked in'
const VOIDED = 'a pass that has let somebody in is never voided'
const STAYS = 'who stays in though their money went back is in the audit trail'
const ONE_NIGHT = 'a booking, its orders, passes and admissions are of one night'
const CURRENCY = 'what is paid at the door is in the currency of the booking'
const TOO_MUCH = 'no party has paid more at the door than was due'

/** Runs statements, each with the booking's id as its only parameter, where it has one. */
async function run(statements: string[], id: string): Promise<void> {
  for (const text of statements)
    await house.db.query({ text, values: text.includes('$1') ? [id] : [] })
}

/** Breaks a booking, sees the audit name it by these claims, and mends it. */
async function assertNamed(
  id: string,
  { off, on }: { off: string[]; on: string[] },
  claims: string[],
): Promise<void> {
  await audit(house)
  await run(off, id)
  assert.deepEqual(await claimsAbout(house, 'booking', id), claims)
  await run(on, id)
  await audit(house)
}

/** Takes keys of the database away that would refuse what a test breaks, and puts them back. */
function without(table: string, keysOf: Record<string, string>) {
  const names = Object.keys(keysOf)
  return {
    off: names.map((name) => `alter table ${table} drop constraint ${name}`),
    on: names.map((name) => `alter table ${table} add constraint ${name} ${keysOf[name] ?? ''}`),
  }
}

const GOES_IN = 'trigger admits_what_is_valid'
const STAYS_IN = 'trigger who_is_in_stays_in'

/** Voids, or mends, the passes of a booking that are meant, whoever is in. */
const voidPasses = (meant: string) => ({
  off: [
    `alter table passes disable ${STAYS_IN}`,
    `update passes set state = 'voided', voided_reason = 'revoked', voided_at = now()
      where booking_id = $1 and ${meant}`,
    `alter table passes enable ${STAYS_IN}`,
  ],
  on: [
    `update passes set state = 'valid', voided_reason = null, voided_at = null
      where booking_id = $1 and ${meant}`,
  ],
})

const add = (column: string, amount: number) =>
  `update bookings set ${column} = ${column} + ${amount} where id = $1`

async function refundAll(order: GuestOrder): Promise<void> {
  await giveBack(house, order, 'everything')
  await eventually('the money has gone back', async () => {
    return (await orderState(house, order)).state === 'refunded'
  })
}

test('a booking that asks for more or less than was agreed is named by the audit', async () => {
  const { booking } = await bookParty(house, 4)
  for (const [column, amount, claim] of [
    ['credited_minor', 1000, CREDIT],
    ['credited_minor', -1000, CREDIT],
    ['worth_minor', -50_000, WORTH],
    ['worth_minor', 1, WORTH],
  ] as const) {
    const broken = { off: [add(column, amount)], on: [add(column, -amount)] }
    await assertNamed(booking.id, broken, [claim])
  }
})

test('a booking that still counts guests whose money went back is named by the audit', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const booked = await bookTable(house, slug, tables[0] ?? '', 4)
  const guests = await placeOrder(house, slug, moreFor(booked, 2))
  await pay(house, guests)
  await fulfilled(house, guests, 2)
  const forgotten = [add('worth_minor', -4000), add('credited_minor', -4000)]
  const counted = [add('worth_minor', 4000), add('credited_minor', 4000)]
  await assertNamed(booked.id, { off: forgotten, on: counted }, [CREDIT, WORTH])
  await refundAll(guests)
  await assertNamed(booked.id, { off: counted, on: forgotten }, [CREDIT, WORTH])
  await refundAll(booked.order)
  const credited = { off: [add('credited_minor', 20_000)], on: [add('credited_minor', -20_000)] }
  await assertNamed(booked.id, credited, [CREDIT])
})

test('a bank that takes all of what has gone back in part leaves the books in agreement', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const booked = await bookTable(house, slug, tables[0] ?? '', 4)
  const guests = await placeOrder(house, slug, moreFor(booked, 2))
  await pay(house, guests)
  await fulfilled(house, guests, 2)
  const id = await giveBack(house, guests, { amount_minor: 2_500 })
  await refundIs(house, guests, id, 'succeeded')
  const [intent] = await intentsAtStripe(house, guests)
  const payment_intent = intent!.id
  const dispute = await house.sim.control.createDispute({ payment_intent, amount: 4_000 })
  await house.sim.control.closeDispute({ dispute: dispute.id, ending: 'lost' })
  await eventually('it is lost', async () => {
    return (await alertsAbout(house, guests)).some(({ kind }) => kind === 'dispute_lost')
  })
  await audit(house)
})

test('a deposit that never came, or not all of it, and is credited is named by the audit', async () => {
  for (const [action, parameters, come_minor] of [
    ['cancel', {}, 0],
    ['capture', { amount_to_capture: '5000' }, 5000],
  ] as const) {
    const order = await bookDeposit(house, await depositNight(house))
    await inDashboard(house, order.intent, action, parameters)
    await eventually('it is not credited', async () => {
      return (await creditedOf(house, order)) === come_minor
    })
    const { rows } = await house.db.query<{ id: string }>({
      text: `select id from bookings where order_id = $1`,
      values: [order.order_id],
    })
    const missing_minor = 20_000 - come_minor
    const broken = {
      off: [add('credited_minor', missing_minor)],
      on: [add('credited_minor', -missing_minor)],
    }
    await assertNamed(rows[0]?.id ?? '', broken, [CREDIT])
  }
})

test('a party that has lost passes is named by the audit, also without a table', async () => {
  const { booking } = await bookParty(house, 4)
  await staffDo(house, 'DELETE', `bookings/${booking.id}/table`)
  await assertNamed(booking.id, voidPasses('ordinal > 1'), [PROMISED, HEADS])
})

test('passes that a cancelled booking has left valid are named by the audit', async () => {
  const { booking } = await bookParty(house, 2)
  await staffDo(house, 'POST', `bookings/${booking.id}/cancellation`, { gives_back: 'nothing' })
  const { off: voided, on: mended } = voidPasses('ordinal = 1')
  await assertNamed(booking.id, { off: mended, on: voided }, [HEADS])
})

test('a booking with places that nobody was given is named by the audit', async () => {
  const { booking } = await bookParty(house, 4)
  const broken = { off: [add('places', 95)], on: [add('places', -95)] }
  await assertNamed(booking.id, broken, [PLACES])
})

test('somebody who went in on a void pass is named by the audit', async () => {
  const { booking, passes } = await bookParty(house, 2)
  const wanted = { pass_id: passes[0]?.id ?? '', booking_id: booking.id }
  await transaction(house.db, (tx) => replacePass(tx, wanted))
  const broken = {
    off: [
      `alter table admissions disable ${GOES_IN}`,
      `insert into admissions (id, pass_id, night_id, admitted_by)
       select '${newId('adm')}', id, night_id, 'door' from passes
        where booking_id = $1 and state = 'voided'`,
      `alter table admissions enable ${GOES_IN}`,
    ],
    on: [`delete from admissions where pass_id in (select id from passes where booking_id = $1)`],
  }
  await assertNamed(booking.id, broken, [VOIDED])
})

test('a pass is named by the audit that was taken from somebody who is in, or kept untold', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const { id, order } = await bookTable(house, slug, tables[0] ?? '')
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  await refundAll(order)
  // That it was kept explains that it opens the door, not that it does so no more.
  await assertNamed(id, voidPasses(`code = '${code}'`), [VOIDED])
  const entries = `audit_entries e set action = 'pass.`
  const kept = `from passes p where p.booking_id = $1 and e.subject_id = p.id`
  const trigger = `trigger audit_entries_are_append_only`
  const untold = {
    off: [
      `alter table audit_entries disable ${trigger}`,
      `update ${entries}forgotten' ${kept} and e.action = 'pass.kept'`,
    ],
    on: [
      `update ${entries}kept' ${kept} and e.action = 'pass.forgotten'`,
      `alter table audit_entries enable ${trigger}`,
    ],
  }
  await assertNamed(id, untold, [STAYS])
})

test("a pass that another party's order has paid for is named by the audit", async () => {
  const { slug, tables } = await addVipNight(house.db, { tables: [{}, {}] })
  const [first, other] = [
    await bookTable(house, slug, tables[0] ?? ''),
    await bookTable(house, slug, tables[1] ?? ''),
  ]
  const paidBy = ({ order }: typeof first) =>
    `update passes set order_id = '${order.order_id}' where booking_id = $1 and ordinal = 1`
  await assertNamed(first.id, { off: [paidBy(other)], on: [paidBy(first)] }, [OWNER])
})

test('a party whose passes or order are of another night is named by the audit', async () => {
  const { booking, night_id } = await bookParty(house, 2)
  const { night_id: another } = await addVipNight(house.db)
  const keysOfPasses = without('passes', {
    pass_of_its_bookings_night:
      'foreign key (booking_id, night_id) references bookings (id, night_id)',
    pass_of_its_orders_night: 'foreign key (order_id, night_id) references orders (id, night_id)',
  })
  const keysOfBookings = without('bookings', {
    booking_of_its_orders_night:
      'foreign key (order_id, night_id) references orders (id, night_id)',
  })
  const keysOff = [...keysOfPasses.off, ...keysOfBookings.off]
  const keysOn = [...keysOfPasses.on, ...keysOfBookings.on]
  for (const [table, key] of [
    ['passes', 'booking_id'],
    ['orders', 'id'],
  ] as const) {
    const its = table === 'passes' ? '$1' : `(select order_id from bookings where id = $1)`
    const move = (night: string) =>
      `update ${table} set night_id = '${night}' where ${key} = ${its}`
    const broken = { off: [...keysOff, move(another)], on: [move(night_id), ...keysOn] }
    await assertNamed(booking.id, broken, [ONE_NIGHT])
  }
})

test('more at the door than was due, or other money, is named by the audit', async () => {
  const { booking } = await bookParty(house, 2)
  const key = without('door_payments', {
    paid_in_the_bookings_currency:
      'foreign key (booking_id, currency) references bookings (id, currency)',
  })
  const pays = (amount_minor: number, currency: string) =>
    `insert into door_payments (id, booking_id, kind, amount_minor, currency, taken_by)
     values ('${newId('dpy')}', $1, 'cash', ${amount_minor}, '${currency}', 'Mona')`
  const mend = `delete from door_payments where booking_id = $1`
  await assertNamed(booking.id, { off: [pays(40_001, 'eur')], on: [mend] }, [TOO_MUCH])
  const reversed = `update door_payments set reversed_at = now(), reversed_by = 'Mona'
                     where booking_id = $1`
  await assertNamed(booking.id, { off: [pays(40_001, 'eur'), reversed], on: [mend] }, [])
  const other = { off: [...key.off, pays(40_000, 'usd')], on: [mend, ...key.on] }
  await assertNamed(booking.id, other, [CURRENCY])
})

test('a party that walked in is named by the audit when it lacks a pass, or is credited', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const { id } = await staffDo(house, 'POST', `nights/${slug}/walk_ins`, {
    party_name: 'Grace',
    party_size: 3,
    table: tables[0],
  })
  await assertNamed(id, voidPasses('ordinal = 3'), [HEADS])
  await assertNamed(id, { off: [add('credited_minor', 1)], on: [add('credited_minor', -1)] }, [
    CREDIT,
  ])
})

test('a house with more bookings than are read at once is compared to the last one', async () => {
  const { night_id } = await addVipNight(house.db)
  const values = [night_id]
  await house.db.query({
    text: `insert into bookings (id, night_id, state, places, party_name, worth_minor, currency,
                                 arrive_by, booked_by, ended_at)
           select 'bkg_' || to_char(n, 'fm0000'), $1, 'cancelled', 1, 'Grace', 100, 'eur', now(),
                  'test', now()
             from generate_series(1, 501) n`,
    values,
  })
  await house.db.query({
    text: `insert into passes (id, booking_id, places, ordinal, night_id, code, claim_secret, state,
                               voided_at, voided_reason)
           select 'pas_' || id, id, 1, 1, night_id, repeat('c', 26) || id, repeat('s', 32) || id,
                  'voided', now(), 'cancelled'
             from bookings where night_id = $1`,
    values,
  })
  for (const id of ['bkg_0001', 'bkg_0501'])
    await assertNamed(id, { off: [add('places', 1)], on: [add('places', -1)] }, [PLACES])
})
