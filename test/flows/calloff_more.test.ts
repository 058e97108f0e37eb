import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { resolveLapsed } from '../../src/checkout/index.ts'
import { newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { callOffFinished, callOffIs, callOffOf, mailsAbout, mustCallOff } from '../calloff.ts'
import { booksOf, compBody, giveComp, mailTo as compMailTo } from '../comps.ts'
import { bookDeposit, depositNight, inDashboard, mailTo, paymentOf } from '../deposits.ts'
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
import { signedInAs, type Browser } from '../member.ts'
import { alertsAbout, refundsAtStripe, refundsOf } from '../money_back.ts'
import { read } from '../party.ts'
import { bookTable, keys, moreFor, passCodes, scanPass, staff, staffDo } from '../staff.ts'
import { QUICK } from '../sweep.ts'
import { tillOf } from '../till.ts'
import { addVipNight } from '../vip_catalog.ts'

// What a night that is called off leaves of comps, disputes of a part, more guests and walk-ins.

let house: House
let owner: Browser
before(async () => {
  house = await openHouse({ ...keys, ...QUICK, DEMO: '1' })
  owner = await signedInAs(house, 'owner')
})
after(() => auditAndClose(house))

const openNight = (tables = 2) =>
  addVipNight(house.db, {
    types: [{ capacity: 50 }],
    tables: Array.from({ length: tables }, () => ({ guests_max: 8 })),
  })

async function intentOf(order: GuestOrder): Promise<string> {
  return (await intentsAtStripe(house, order))[0]?.id ?? assert.fail('it has its intent')
}

const disputeIs = (id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rowCount } = await house.db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rowCount === 1
  })

async function dispute(order: GuestOrder, amount?: number): Promise<string> {
  const payment_intent = await intentOf(order)
  const { id } = await house.sim.control.createDispute({
    payment_intent,
    ...(amount !== undefined && { amount }),
  })
  await disputeIs(id, 'open')
  return id
}

/** What has gone back of an order, by our books and by Stripe's. */
async function backOf(placed: GuestOrder): Promise<[number[], number[]]> {
  const order = { ...placed, intent: await intentOf(placed) }
  const ours = (await refundsOf(house, order)).filter(({ state }) => state === 'succeeded')
  const theirs = await refundsAtStripe(house, order)
  return [ours.map(({ amount }) => amount), theirs.map(({ amount }) => amount)]
}

test('comps of the night are taken back with it, tickets and tables; who is in stays', async () => {
  const night = await openNight()
  const [table = '', other = ''] = night.tables
  const [ticket_type_id = ''] = night.types
  const tickets = compBody(night.night_id, { ticket_type_id })
  const [ga, vip, inside] = [
    await giveComp(house, owner, tickets),
    await giveComp(house, owner, compBody(night.night_id, { kind: 'vip', table, quantity: 3 })),
    await giveComp(
      house,
      owner,
      compBody(night.night_id, { kind: 'vip', table: other, quantity: 2 }),
    ),
  ]
  const party = await bookingOfOrder(house.db, inside.order_id)
  const [code = ''] = await passCodes(house, party?.id ?? '')
  assert.equal((await scanPass(house, night.slug, code)).status, 201)
  assert.equal((await callOffOf(house, owner, night)).worth?.money_minor, 0)
  await mustCallOff(house, owner, night)
  const { progress } = await callOffFinished(house, owner, night)
  assert.deepEqual([progress.done, progress.back_minor], [3, 0])
  for (const one of [ga, vip]) {
    const [books] = await booksOf(house, one)
    assert.deepEqual([books?.state, books?.tickets, books?.passes], ['withdrawn', 0, 0])
    assert.equal((await mailsAbout(house, one.order_id))['comp_withdrawn'], undefined)
  }
  const [stays] = await booksOf(house, inside)
  assert.deepEqual([stays?.state, stays?.passes], ['fulfilled', 2])
  const { text } = await compMailTo(house, tickets.guest_email, 'Cancelled: ')
  assert.match(text, /does not take place/)
  assert.doesNotMatch(text, /€/)
  await audit(house)
})

/** Of a charge of which a bank took a part Stripe gives nothing back: a person has to. */
async function isLeftToAPerson(order: GuestOrder, left_minor: number): Promise<void> {
  const [refund, ...more] = await refundsOf(house, order)
  assert.deepEqual([refund?.state, refund?.amount, more.length], ['failed', left_minor, 0])
  assert.deepEqual(await backOf(order), [[], []])
  const open = (await alertsAbout(house, order)).filter(({ state }) => state === 'open')
  assert.ok(open.some(({ kind }) => kind === 'refund_failed'))
}

/** Tickets for two, of which a bank argues about ten euros. */
async function partlyDisputed(night: { slug: string; types: string[] }) {
  const order = await placeOrder(house, night.slug, { [night.types[0] ?? '']: 2 })
  await pay(house, order)
  await fulfilled(house, order, 2)
  return { order, dispute: await dispute(order, 1000) }
}

test('a bank took a part of an order: the rest is asked for once, and left to a person', async () => {
  const night = await openNight()
  const one = await partlyDisputed(night)
  await house.sim.control.closeDispute({ dispute: one.dispute, ending: 'lost' })
  await disputeIs(one.dispute, 'lost')
  const rest = 2 * 2450 - 1000
  assert.equal((await callOffOf(house, owner, night)).worth?.money_minor, rest)
  await mustCallOff(house, owner, night)
  const { progress, failures, finished_at } = await callOffIs(
    house,
    owner,
    night,
    'Stripe has said no',
    (now) => now.progress.failed === 1,
  )
  assert.deepEqual([progress.failed_minor, progress.back_minor, finished_at], [rest, 0, null])
  assert.deepEqual(
    failures.map(({ order_id, reason }) => [order_id, reason]),
    [[one.order.order_id, 'charge_disputed']],
  )
  await isLeftToAPerson(one.order, rest)
  await audit(house)
})

test('a part is disputed while the night is called off: what is won goes back, the rest is told', async () => {
  const night = await openNight()
  const [won, lost] = [await partlyDisputed(night), await partlyDisputed(night)]
  await mustCallOff(house, owner, night)
  await callOffIs(house, owner, night, 'two in dispute', ({ progress }) => progress.disputed === 2)
  await house.sim.control.closeDispute({ dispute: won.dispute, ending: 'won' })
  await house.sim.control.closeDispute({ dispute: lost.dispute, ending: 'lost' })
  await callOffIs(
    house,
    owner,
    night,
    'one is back, one is not',
    ({ progress: { done, failed } }) => done === 1 && failed === 1,
  )
  assert.deepEqual(await backOf(won.order), [[4900], [4900]])
  await isLeftToAPerson(lost.order, 3900)
  await audit(house)
})

test('more guests of a party: their money goes back by itself, also while a bank has the party’s', async () => {
  const night = await openNight()
  const party = await bookTable(house, night.slug, night.tables[0] ?? '', 4)
  const more = await placeOrder(house, night.slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const argued = await dispute(party.order)
  await mustCallOff(house, owner, night)
  await callOffIs(house, owner, night, 'one in dispute', ({ progress }) => progress.disputed === 1)
  await eventually('the guests’ money is back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  assert.deepEqual(await backOf(more), [[4000], [4000]])
  assert.deepEqual(await backOf(party.order), [[], []])
  assert.equal((await staffDo(house, 'GET', `bookings/${party.id}`)).state, 'cancelled')
  await house.sim.control.closeDispute({ dispute: argued, ending: 'won' })
  await callOffFinished(house, owner, night)
  assert.deepEqual(await backOf(party.order), [[20_000], [20_000]])
  await audit(house)
})

test('walk-ins of whom nobody is in have left with the night, and their till is told of', async () => {
  const night = await openNight(3)
  const walkIn = async (n: number) => {
    const party = { party_name: `Grace ${n}`, party_size: 2, table: night.tables[n] ?? '' }
    return (await staffDo(house, 'POST', `nights/${night.slug}/walk_ins`, party)).id
  }
  const [outside, paid, inside] = [await walkIn(0), await walkIn(1), await walkIn(2)]
  await staffDo(house, 'POST', `bookings/${outside}/release`)
  await staffDo(house, 'POST', `bookings/${outside}/release/reversal`)
  const cash = { id: newId('dpy'), kind: 'cash', amount_minor: 3000 }
  await staffDo(house, 'POST', `bookings/${paid}/door_payments`, cash)
  const [code = ''] = await passCodes(house, inside)
  assert.equal((await scanPass(house, night.slug, code)).status, 201)
  await mustCallOff(house, owner, night)
  const stateOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).state
  await eventually('two have left', async () => {
    return (await stateOf(outside)) === 'released' && (await stateOf(paid)) === 'released'
  })
  assert.equal(await stateOf(inside), 'arrived')
  const kept = await house.db.query<{ kind: string }>({
    text: `select kind from alerts where subject_id = any($1) and state = 'open'`,
    values: [[outside, paid]],
  })
  assert.deepEqual(kept.rows, [{ kind: 'door_money_kept' }])
  const back = await staff(house, 'POST', `bookings/${outside}/release/reversal`)
  assert.equal(back.body.code, 'night_cancelled')
  await staffDo(house, 'POST', `bookings/${paid}/door_payments/${cash.id}/reversal`)
  await eventually('the till’s alert is over', async () => {
    const { rowCount } = await house.db.query({
      text: `select from alerts where subject_id = $1 and state = 'open'`,
      values: [paid],
    })
    return rowCount === 0
  })
  await audit(house)
})

test('a deposit that had lapsed and was waived is not told to be free again', async () => {
  const night = await depositNight(house)
  const order = await bookDeposit(house, night)
  await inDashboard(house, order.intent, 'cancel')
  await eventually('it has lapsed', async () => {
    return (await alertsAbout(house, order)).some(({ kind }) => kind === 'authorisation_expired')
  })
  const kept = await resolveLapsed(tillOf(house), {
    order_id: order.order_id,
    how: 'keep',
    by: 'Olga Owner',
  })
  assert.equal(kept, 'keep')
  assert.ok((await paymentOf(house, order)).waived_by)
  await mustCallOff(house, owner, night)
  await callOffFinished(house, owner, night)
  const { text = '' } = await mailTo(house, order.email, 'Your booking has ended')
  assert.match(text, /Nothing was charged to your card, and nothing is reserved on it\./)
  assert.doesNotMatch(text, /free again|€200|few more days/)
  const page = (await read(`${house.url}/orders/${order.order_id}/${order.secret}`)).text
  assert.match(page, /Nothing was charged to your card/)
  assert.doesNotMatch(page, /free again|being freed/)
  await audit(house)
})
