import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { requestRefund } from '../../src/checkout/index.ts'
import { isRefused, newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose, claimsAbout } from '../audit.ts'
import { bookDeposit, inDashboard, paymentOf } from '../deposits.ts'
import { without } from '../guards.ts'
import { eventually, intentsAtStripe, type GuestOrder } from '../guest.ts'
import { openHouse, type House } from '../house.ts'
import { alertsAbout, giveBack, refundAtStripe } from '../money_back.ts'
import { pageOf, read } from '../party.ts'
import { bookTable, keys, staff, staffDo, type Booked } from '../staff.ts'
import { bookingLock } from '../table_guards.ts'
import { lockWaits, tillOf } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

// What was taken at the door for a party that is called off by other ways than the staff's, which
// refuses to while there is any. The sweep, which would clear up after the controls, is off.

let house: House
before(async () => {
  house = await openHouse({ ...keys, SWEEP_SECONDS_MAX: '0' })
})
after(() => auditAndClose(house))

async function booked(): Promise<Booked> {
  const { slug, tables } = await addVipNight(house.db)
  return bookTable(house, slug, tables[0] ?? '', 4)
}

/** The same, with a deposit that is reserved. */
async function reserved() {
  const order = await bookDeposit(house)
  const booking = await bookingOfOrder(house.db, order.order_id)
  return { id: booking?.id ?? '', order }
}

type Kind = 'cash' | 'card' | 'comp'

/** Takes a payment at the door; returns its id. */
async function take(bookingId: string, kind: Kind, amount_minor: number): Promise<string> {
  const id = newId('dpy')
  const payment = { id, kind, amount_minor, ...(kind === 'comp' && { approved_by: 'Nora' }) }
  await staffDo(house, 'POST', `bookings/${bookingId}/door_payments`, payment)
  return id
}

const reverse = (bookingId: string, paymentId: string) =>
  staffDo(house, 'POST', `bookings/${bookingId}/door_payments/${paymentId}/reversal`)

/** The states of the alerts that were ever opened about a party's money at the door. */
async function told({ order }: { order: GuestOrder }): Promise<string[]> {
  const alerts = await alertsAbout(house, order)
  return alerts.filter(({ kind }) => kind === 'door_money_kept').map(({ state }) => state)
}

async function assertCalledOff(id: string): Promise<void> {
  await eventually('the booking is called off', async () => {
    return (await staffDo(house, 'GET', `bookings/${id}`)).state === 'cancelled'
  })
}

const WAYS: Record<
  string,
  () => Promise<{ id: string; order: GuestOrder; end: () => Promise<unknown> }>
> = {
  'F58: a full refund': async () => {
    const party = await booked()
    return { ...party, end: () => giveBack(house, party.order, 'everything') }
  },
  "F64: a refund in Stripe's dashboard": async () => {
    const party = await booked()
    const [intent] = await intentsAtStripe(house, party.order)
    return { ...party, end: () => refundAtStripe(house, { intent: intent?.id ?? '' }, 20_000) }
  },
  'F53: letting a deposit go': async () => {
    const party = await reserved()
    return { ...party, end: () => giveBack(house, party.order, 'everything') }
  },
  'F54: the decision about a lapsed deposit': async () => {
    const party = await reserved()
    await inDashboard(house, party.order.intent, 'cancel')
    await eventually('it has lapsed', async () => {
      return (await paymentOf(house, party.order)).state === 'cancelled'
    })
    const decision = `bookings/${party.id}/deposit/decision`
    return { ...party, end: () => staffDo(house, 'POST', decision, { how: 'cancel' }) }
  },
}
for (const [way, made] of Object.entries(WAYS)) {
  test(`${way} ends a booking with money in the till; the owner knows until it is given back`, async () => {
    const { id, order, end } = await made()
    const [cash, card] = [await take(id, 'cash', 10_000), await take(id, 'card', 5_000)]
    await take(id, 'comp', 2_500)
    await end()
    await assertCalledOff(id)
    assert.deepEqual(await told({ order }), ['open'])
    const { ledger } = await staffDo(house, 'GET', `bookings/${id}`)
    assert.equal(ledger.due_minor, 0)
    const mail = await house.mailbox.waitFor(
      ({ subject, text = '' }) =>
        subject.startsWith('Coatcheck needs you: A booking was called off') && text.includes(id),
    )
    assert.match(mail.text ?? '', /^at_the_door: €150$/m)
    const { text } = await read(pageOf(house, order))
    assert.match(text.replaceAll(/<[^>]*>|\s+/g, ' '), /Paid at the door\s+€150/)
    await audit(house)
    await reverse(id, cash)
    assert.deepEqual(await told({ order }), ['open'], 'a part is still there')
    await reverse(id, card)
    assert.deepEqual(await told({ order }), ['resolved'])
    assert.doesNotMatch((await read(pageOf(house, order))).text, /Paid at the door/)
    await audit(house)
  })
}

test('what the house gave, or gave back before, is not money that it keeps of a booking', async () => {
  const party = await booked()
  await take(party.id, 'comp', 2_500)
  await reverse(party.id, await take(party.id, 'cash', 10_000))
  await giveBack(house, party.order, 'everything')
  await assertCalledOff(party.id)
  assert.deepEqual(await told(party), [])
  await audit(house)
})

test('money at the door of a party that is in, or has left, pays a bill: nobody is told', async () => {
  for (const isGone of [false, true]) {
    const party = await booked()
    await take(party.id, 'cash', 10_000)
    await staffDo(house, 'POST', `bookings/${party.id}/arrival`)
    if (isGone) await staffDo(house, 'POST', `bookings/${party.id}/release`)
    await giveBack(house, party.order, 'everything')
    assert.deepEqual(await told(party), [])
  }
  await audit(house)
})

test('money that is kept of a called-off party is named by the audit where nobody was told', async () => {
  const party = await booked()
  const payment = await take(party.id, 'cash', 10_000)
  await giveBack(house, party.order, 'everything')
  await audit(house)
  const turn = (state: string, at: string) =>
    house.db.query({
      text: `update alerts set state = $1, resolved_at = ${at} where subject_id = $2`,
      values: [state, party.id],
    })
  await turn('resolved', 'now()')
  assert.deepEqual(await claimsAbout(house, 'booking', party.id), [
    'money of a party that did not come is given back at the door, or the owner knows',
  ])
  await turn('open', 'null')
  await reverse(party.id, payment)
})

/** Refunds all of it by another process; what does not wait for Stripe. */
async function refund({ order_id }: GuestOrder): Promise<void> {
  const wanted = { refund_id: newId('rfd'), order_id, requested_by: 'Owner' }
  const made = await requestRefund(tillOf(house), { ...wanted, what: 'everything' })
  assert.ok(!isRefused(made), JSON.stringify(made))
}

/**
 * Lets the second start once the first stands at this table, and lets both go on once the second
 * stands in line, too, or has overtaken the first.
 */
async function meetAtTable(
  table: 'alerts' | 'door_payments',
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  overtakes = false,
): Promise<void> {
  await house.sim.control.idle()
  const client = await house.db.connect()
  const running: Promise<unknown>[] = []
  try {
    await client.query('begin')
    await client.query(`lock table ${table} in share mode`)
    running.push(first())
    await lockWaits(house, 1, client)
    running.push(second())
    await (overtakes ? running[1] : lockWaits(house, 2, client))
    await client.query('commit')
  } finally {
    client.release(true)
  }
  await Promise.all(running)
}

/** What the house has of a called-off party, and whether its owner was told. */
async function kept(party: Booked): Promise<{ money_minor: number; told: string[] }> {
  await assertCalledOff(party.id)
  const { ledger } = await staffDo(house, 'GET', `bookings/${party.id}`)
  return { money_minor: ledger.taken_minor, told: await told(party) }
}

test('F58: a payment at the door and the refund meet; the owner knows of just what is kept', async () => {
  const party = await booked()
  const pay = () => take(party.id, 'cash', 10_000)
  await meetAtTable('door_payments', pay, () => refund(party.order))
  assert.deepEqual(await kept(party), { money_minor: 10_000, told: ['open'] })
  for (let n = 0; n < 3; n += 1) {
    const other = await booked()
    const payment = { id: newId('dpy'), kind: 'cash', amount_minor: 10_000 }
    await Promise.all([
      staff(house, 'POST', `bookings/${other.id}/door_payments`, payment),
      refund(other.order),
    ])
    const { money_minor, told: owner } = await kept(other)
    assert.deepEqual(owner, money_minor === 0 ? [] : ['open'])
  }
  await audit(house)
})

test('F58: a payment is taken back at the door while all is refunded; no alert stays open', async () => {
  const party = await booked()
  const payment = await take(party.id, 'cash', 10_000)
  await meetAtTable(
    'alerts',
    () => reverse(party.id, payment),
    () => refund(party.order),
  )
  assert.deepEqual(await kept(party), { money_minor: 0, told: [] })
  for (let n = 0; n < 3; n += 1) {
    const other = await booked()
    const [one, two] = [await take(other.id, 'cash', 10_000), await take(other.id, 'card', 5_000)]
    await Promise.all([reverse(other.id, one), refund(other.order), reverse(other.id, two)])
    const { money_minor, told: owner } = await kept(other)
    assert.equal(money_minor, 0)
    assert.ok(!owner.includes('open'), JSON.stringify(owner))
  }
  await audit(house)
})

test('control of F58: without the lock of the booking money is kept untold, or told of in vain', async () => {
  const [untold, inVain] = [await booked(), await booked()]
  const payment = await take(inVain.id, 'cash', 10_000)
  const taken = newId('dpy')
  await without(house.db, [bookingLock], async () => {
    const wanted = { id: taken, kind: 'cash', amount_minor: 10_000 }
    // First, since the job of a refund comes to the alerts, too, and would be counted.
    await meetAtTable(
      'alerts',
      () => reverse(inVain.id, payment),
      () => refund(inVain.order),
    )
    await meetAtTable(
      'door_payments',
      () => staffDo(house, 'POST', `bookings/${untold.id}/door_payments`, wanted),
      () => refund(untold.order),
      true,
    )
  })
  assert.deepEqual(await kept(untold), { money_minor: 10_000, told: [] }, 'the race happens')
  assert.deepEqual(await kept(inVain), { money_minor: 0, told: ['open'] }, 'the race happens')
  await reverse(untold.id, taken)
})
