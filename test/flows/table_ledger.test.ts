import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { cancelBooking, requestRefund } from '../../src/checkout/index.ts'
import { auditTrailOf, isRefused, newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { audit, auditAndClose } from '../audit.ts'
import { breakIssuing, mendIssuing } from '../broken_issuing.ts'
import {
  api,
  clientSecretOf,
  eventually,
  fulfilled,
  intentsAtStripe,
  orderState,
  pay,
  placeOrder,
  type GuestOrder,
} from '../guest.ts'
import { mailTo } from '../deposits.ts'
import { alertsAbout, giveBack, refundsOf } from '../money_back.ts'
import { openHouse, type House } from '../house.ts'
import {
  assertRefused,
  bookTable,
  moreFor,
  keys,
  passCodes,
  scanPass,
  staff,
  staffDo,
} from '../staff.ts'
import { pageOf, read } from '../party.ts'
import { tillOf } from '../till.ts'
import { addVipNight, type TestTable } from '../vip_catalog.ts'

/** One in each second, for longer than a test leaves issuing broken on a very busy machine. */
const RETRIES = Array<string>(20).fill('1').join()

let house: House
before(async () => {
  house = await openHouse({ ...keys, FULFIL_RETRY_SECONDS: RETRIES })
})
after(() => auditAndClose(house))

/** A booking of an ordinary table: 600 to be spent, 200 of it paid ahead. */
async function booked(table: TestTable = {}, partySize = 4) {
  const { slug, tables } = await addVipNight(house.db, { tables: [table] })
  const { id, order } = await bookTable(house, slug, tables[0] ?? '', partySize)
  return { slug, id, order, path: `bookings/${id}/door_payments` }
}

const ledgerOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).ledger
const words = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const cash = (amount_minor: number) => ({ id: newId('dpy'), kind: 'cash', amount_minor })

async function refundEverything({ order_id }: GuestOrder): Promise<void> {
  const refund = await requestRefund(tillOf(house), {
    refund_id: newId('rfd'),
    order_id,
    what: 'everything',
    requested_by: 'Owner',
  })
  assert.ok(!isRefused(refund), JSON.stringify(refund))
  await eventually('the money has gone back', async () => {
    return (await orderState(house, { order_id, secret: '' })).state === 'refunded'
  })
}

test('what is due is paid at the door in cash, by card and as a comp, and never more', async () => {
  const { id, path } = await booked()
  const { due_minor, worth_minor, credited_minor, paid_minor } = await ledgerOf(id)
  assert.deepEqual([worth_minor, paid_minor, credited_minor, due_minor], [60e3, 20e3, 20e3, 40e3])
  await staffDo(house, 'POST', path, cash(15_000))
  await staffDo(house, 'POST', path, { ...cash(20_000), kind: 'card', note: 'Terminal 2' })
  const much = await staff(house, 'POST', path, cash(5_001))
  assertRefused(much, 'balance_exceeded', 'amount_minor')
  assert.deepEqual(much.body.errors[0]?.detail, { left_minor: 5_000 })
  const comp = { ...cash(5_000), kind: 'comp' }
  for (const approved_by of [undefined, 'Guest'])
    assertRefused(
      await staff(house, 'POST', path, { ...comp, approved_by }),
      'input_invalid',
      'approved_by',
    )
  const given = await staffDo(house, 'POST', path, { ...comp, approved_by: 'Nora' })
  const { taken_by, approved_by, taken_at } = given as unknown as Record<string, string>
  assert.deepEqual([taken_by, approved_by], ['Mona', 'Nora'])
  assert.ok(Date.parse(taken_at ?? ''))
  assert.equal((await ledgerOf(id)).due_minor, 0)
  assertRefused(await staff(house, 'POST', path, cash(1)), 'balance_exceeded', 'amount_minor')
  const trail = await auditTrailOf(house.db, id)
  assert.deepEqual(
    trail.map(({ action, actor, detail }) => [action, actor, detail['kind']]),
    [
      ['door_payment.taken', 'Mona', 'cash'],
      ['door_payment.taken', 'Mona', 'card'],
      ['door_payment.taken', 'Mona', 'comp'],
    ],
  )
})

test('a deposit that does not count leaves the whole evening due', async () => {
  const { id } = await booked({ is_deposit_credited: false })
  const { paid_minor, credited_minor, due_minor } = await ledgerOf(id)
  assert.deepEqual([paid_minor, credited_minor, due_minor], [20_000, 0, 60_000])
})

test('a payment that is sent ten times at once is booked once', async () => {
  const { id, path } = await booked()
  const payment = cash(10_000)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => staff(house, 'POST', path, payment)),
  )
  for (const { status, body } of answers) assert.equal(status, 201, JSON.stringify(body))
  assert.equal((await ledgerOf(id)).taken_minor, 10_000)
  const changed = await staff(house, 'POST', path, { ...payment, amount_minor: 20_000 })
  assertRefused(changed, 'door_payment_taken', 'id')
  const other = await booked()
  assertRefused(await staff(house, 'POST', other.path, payment), 'door_payment_taken', 'id')
  for (const wrong of ['', 'dpy_1', newId('pay')])
    assertRefused(
      await staff(house, 'POST', path, { ...payment, id: wrong }),
      'input_invalid',
      'id',
    )
})

test('ten people who take the rest at once take it once', async () => {
  const { id, path } = await booked()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => staff(house, 'POST', path, cash(25_000))),
  )
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal(answers.filter(({ body }) => body.code === 'balance_exceeded').length, 9)
  assert.equal((await ledgerOf(id)).due_minor, 15_000)
})

test('a payment that was a mistake is taken back, once, and its row stays', async () => {
  const { id, path } = await booked()
  const payment = cash(40_000)
  await staffDo(house, 'POST', path, payment)
  const reversal = `${path}/${payment.id}/reversal`
  await Promise.all([1, 2].map(() => staffDo(house, 'POST', reversal, { actor: 'Nora' })))
  const { ledger, door_payments, changes } = await staffDo(house, 'GET', `bookings/${id}`)
  assert.equal(ledger.due_minor, 40_000)
  assert.deepEqual(
    door_payments.map(({ id: one, reversed_by }) => [one, reversed_by]),
    [[payment.id, 'Nora']],
  )
  assert.deepEqual(
    changes.map(({ action, actor }) => [action, actor]),
    [
      ['door_payment.taken', 'Mona'],
      ['door_payment.reversed', 'Nora'],
    ],
  )
  const other = await booked()
  const wrong = await staff(house, 'POST', `${other.path}/${payment.id}/reversal`)
  assertRefused(wrong, 'door_payment_unknown', 'door_payment')
  await staffDo(house, 'POST', path, cash(40_000))
  assert.equal((await ledgerOf(id)).due_minor, 0)
})

test('more guests are worth what they paid, until it is given back', async () => {
  const { slug, ...party } = await booked()
  const { id } = party
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const { worth_minor, paid_minor, credited_minor, due_minor } = await ledgerOf(id)
  assert.deepEqual([worth_minor, paid_minor, credited_minor, due_minor], [64e3, 24e3, 24e3, 40e3])
  await refundEverything(more)
  const later = await ledgerOf(id)
  assert.deepEqual([later.worth_minor, later.credited_minor, later.due_minor], [60e3, 20e3, 40e3])
  await audit(house)
})

test('what goes back in part counts towards no bill either, and never twice', async () => {
  const { id, order } = await booked()
  for (const [amount_minor, left_minor] of [
    [5_000, 15_000],
    [3_000, 12_000],
  ] as const) {
    await giveBack(house, order, { amount_minor })
    const { worth_minor, paid_minor, credited_minor, due_minor } = await ledgerOf(id)
    assert.deepEqual([worth_minor, paid_minor, credited_minor], [60e3, left_minor, left_minor])
    assert.equal(due_minor, 60_000 - left_minor)
    const page = await read(pageOf(house, order))
    const [paid, due] = [left_minor / 100, due_minor / 100]
    assert.match(
      words(page.text),
      new RegExp(`Paid ahead €${paid} .* bill €${paid} Due at the door €${due}`),
    )
  }
  const plain = await booked({ is_deposit_credited: false })
  await giveBack(house, plain.order, { amount_minor: 5_000 })
  const { paid_minor, credited_minor, due_minor } = await ledgerOf(plain.id)
  assert.deepEqual([paid_minor, credited_minor, due_minor], [15_000, 0, 60_000])
  await audit(house)
})

const disputeIs = (id: string, state: string) =>
  eventually(`dispute ${id} is ${state}`, async () => {
    const { rowCount } = await house.db.query({
      text: `select from disputes where stripe_dispute_id = $1 and state = $2`,
      values: [id, state],
    })
    return rowCount === 1
  })

for (const ending of ['lost', 'won'] as const) {
  test(`F65: money whose dispute is ${ending} ${ending === 'won' ? 'still counts' : 'counts no more'}`, async () => {
    const { id, order } = await booked()
    const [intent] = await intentsAtStripe(house, order)
    const { id: dispute } = await house.sim.control.createDispute({ payment_intent: intent!.id })
    await eventually('the dispute is known', async () => {
      return (await staffDo(house, 'GET', `bookings/${id}`)).disputed
    })
    const open = await ledgerOf(id)
    assert.deepEqual([open.paid_minor, open.credited_minor, open.due_minor], [20e3, 20e3, 40e3])
    await house.sim.control.closeDispute({ dispute, ending })
    await disputeIs(dispute, ending)
    const { paid_minor, credited_minor, due_minor } = await ledgerOf(id)
    const left_minor = ending === 'won' ? 20_000 : 0
    assert.deepEqual(
      [paid_minor, credited_minor, due_minor],
      [left_minor, left_minor, 60_000 - left_minor],
    )
    await audit(house)
  })
}

test('what goes back in part before the booking could be issued counts towards no bill', async () => {
  const { slug, tables } = await addVipNight(house.db)
  await breakIssuing(house.db)
  const wish = { table: { wished_id: tables[0] ?? '', party_size: 4 } }
  const order = await placeOrder(house, slug, wish)
  await pay(house, order)
  await eventually('it is paid', async () => (await orderState(house, order)).state === 'paid')
  const wanted = { refund_id: newId('rfd'), order_id: order.order_id, requested_by: 'Owner' }
  const refund = await requestRefund(tillOf(house), { ...wanted, what: { amount_minor: 5_000 } })
  assert.ok(!isRefused(refund), JSON.stringify(refund))
  await mendIssuing(house.db)
  await fulfilled(house, order, 4)
  const booking = await bookingOfOrder(house.db, order.order_id)
  const { paid_minor, credited_minor, due_minor } = await ledgerOf(booking?.id ?? '')
  assert.deepEqual([paid_minor, credited_minor, due_minor], [15e3, 15e3, 45e3])
  await audit(house)
})

test('money that goes back to a party that is in counts towards its bill no more', async () => {
  const { slug, id, order } = await booked()
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  await refundEverything(order)
  const { state, ledger, party } = await staffDo(house, 'GET', `bookings/${id}`)
  assert.deepEqual([state, party.heads, party.inside], ['arrived', 1, 1])
  assert.deepEqual([ledger.paid_minor, ledger.due_minor], [0, 60_000])
  await audit(house)
})

test('a party whose table is given back has the money for its additional guests back, too', async () => {
  const { slug, ...party } = await booked()
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  await refundEverything(party.order)
  await eventually('the money for more guests has gone back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  const { state, ledger } = await staffDo(house, 'GET', `bookings/${party.id}`)
  assert.deepEqual([state, ledger.paid_minor], ['cancelled', 0])
  assert.deepEqual(await passCodes(house, party.id), [])
  await audit(house)
})

test('additional guests of a party that is in keep their passes when its table is given back', async () => {
  const { slug, ...party } = await booked()
  const [code = ''] = await passCodes(house, party.id)
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  await refundEverything(party.order)
  const { state, tickets } = await orderState(house, more)
  assert.deepEqual([state, tickets], ['fulfilled', 2])
  const codes = await passCodes(house, party.id)
  assert.equal(codes.length, 3)
  assert.equal((await scanPass(house, slug, codes.at(-1) ?? '')).status, 201)
  await audit(house)
})

test('F43: additional guests whose party is over before they have their passes get their money back', async () => {
  const { slug, ...party } = await booked()
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await breakIssuing(house.db)
  await pay(house, more)
  await eventually('the guests are paid for, and wait', async () => {
    return (await orderState(house, more)).state === 'paid'
  })
  await staffDo(house, 'POST', `bookings/${party.id}/cancellation`, { gives_back: 'nothing' })
  await mendIssuing(house.db)
  await eventually('their money has gone back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  const { rows } = await house.db.query({
    text: `select kind, state from alerts where subject_id = $1`,
    values: [more.order_id],
  })
  assert.deepEqual(rows, [{ kind: 'refund_due', state: 'resolved' }])
  const { text } = await read(pageOf(house, more))
  assert.match(text, /Your booking was over before these guests were added/)
  await audit(house)
})

/** Two additional guests whose money is in dispute while their table is called off. */
async function calledOffInDispute(amount_minor: number) {
  const { slug, ...party } = await booked()
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const [intent] = await intentsAtStripe(house, more)
  const payment_intent = intent!.id
  const { id } = await house.sim.control.createDispute({ payment_intent, amount: amount_minor })
  await disputeIs(id, 'open')
  await refundEverything(party.order)
  assert.equal((await staffDo(house, 'GET', `bookings/${party.id}`)).state, 'cancelled')
  assert.deepEqual(await refundsOf(house, more), [], 'a bank argues about it')
  return { id: party.id, email: party.order.email, more, dispute: id }
}

test('F65: disputed money of additional guests whose table was called off goes back once it is won', async () => {
  const { id, email, more, dispute } = await calledOffInDispute(4_000)
  const { text = '' } = await mailTo(house, email, 'Your booking is cancelled: ')
  assert.match(text, /€200 goes back .*Your bank decides about the other €40/s)
  assert.doesNotMatch(text, /keeps/)
  await house.sim.control.closeDispute({ dispute, ending: 'won' })
  await eventually('it has gone back', async () => {
    return (await orderState(house, more)).state === 'refunded'
  })
  const refunds = await refundsOf(house, more)
  assert.deepEqual(
    refunds.map(({ state, amount }) => [state, amount]),
    [['succeeded', 4_000]],
  )
  assert.equal((await ledgerOf(id)).paid_minor, 0)
  await audit(house)
})

for (const [amount_minor, failed, told] of [
  [1_500, [2_500], ['dispute_lost', 'refund_failed']],
  [4_000, [], ['dispute_lost']],
] as const) {
  test(`F65: of such money ${amount_minor} is lost; the owner is told of the rest, which Stripe does not send`, async () => {
    const { more, dispute } = await calledOffInDispute(amount_minor)
    await house.sim.control.closeDispute({ dispute, ending: 'lost' })
    await disputeIs(dispute, 'lost')
    await eventually('what is left was tried', async () => {
      return (await refundsOf(house, more)).every(({ state }) => state === 'failed')
    })
    const amounts = (await refundsOf(house, more)).map(({ amount }) => amount)
    assert.deepEqual(amounts, failed)
    const alerts = (await alertsAbout(house, more)).filter(({ state }) => state === 'open')
    assert.deepEqual(new Set(alerts.map(({ kind }) => kind)), new Set(told))
    await audit(house)
  })
}

test('F65: what the venue keeps of a booking that it has cancelled stays so when a dispute is won', async () => {
  const { slug, ...party } = await booked()
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const [intent] = await intentsAtStripe(house, more)
  const { id } = await house.sim.control.createDispute({ payment_intent: intent!.id })
  await disputeIs(id, 'open')
  const keeps = { booking_id: party.id, actor: 'coatcheck', gives_back: 'nothing' } as const
  assert.ok(!isRefused(await cancelBooking(tillOf(house), keeps)))
  await house.sim.control.closeDispute({ dispute: id, ending: 'won' })
  await disputeIs(id, 'won')
  assert.deepEqual(await refundsOf(house, more), [])
  await audit(house)
})

test('F43: additional guests whose party is over are not paid for; their page says so', async () => {
  const { slug, ...party } = await booked()
  const more = await placeOrder(house, slug, moreFor(party, 2))
  await clientSecretOf(house, more)
  await staffDo(house, 'POST', `bookings/${party.id}/cancellation`, { gives_back: 'nothing' })
  const path = `/api/orders/${more.order_id}/payment`
  const { status, body } = await api(house, 'POST', path, {}, more)
  assert.deepEqual([status, body['code'], body['client_secret']], [409, 'booking_over', undefined])
  const page = await fetch(`${pageOf(house, more)}/checkout`)
  assert.equal(page.url, pageOf(house, more), 'the checkout leads on to the page of the order')
  const text = (await page.text()).replaceAll(/\s+/g, ' ')
  assert.match(words(text), /This booking is over Nobody can be added to it any more/)
  assert.ok(text.includes(`href="${new URL(pageOf(house, party.order)).pathname}"`), 'the way on')
  assert.doesNotMatch(text, /\/checkout"/)
  await audit(house)
})
