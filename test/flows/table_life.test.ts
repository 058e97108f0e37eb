import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { audit, auditAndClose } from '../audit.ts'
import { mailTo } from '../deposits.ts'
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
import { giveBack, refundsOf } from '../money_back.ts'
import {
  assertRefused,
  bookTable,
  type Booked,
  moreFor,
  keys,
  passCodes,
  scanPass,
  staff,
  staffDo,
  trailOf,
} from '../staff.ts'
import { newId } from '../../src/kernel/index.ts'
import { bookingOfOrder } from '../../src/tickets/index.ts'
import { addVipNight } from '../vip_catalog.ts'

let house: House
before(async () => {
  house = await openHouse(keys)
})
after(() => auditAndClose(house))

/** A booking of the only table of a night, for four, with a deposit of 200. */
async function booked(partySize = 4) {
  const { slug, tables } = await addVipNight(house.db)
  const [table = ''] = tables
  return { slug, table, ...(await bookTable(house, slug, table, partySize)) }
}

/** The time until which a booking's table is kept has passed. */
async function isLate(id: string): Promise<void> {
  await house.db.query({
    text: `update bookings set arrive_by = now() - interval '1 minute' where id = $1`,
    values: [id],
  })
}

const stateOf = async (id: string) => (await staffDo(house, 'GET', `bookings/${id}`)).state

/** What Stripe has given back of an order, in the end. */
async function givenBack(order: { order_id: string; secret: string }, minor: number) {
  await eventually(`${minor} went back`, async () => {
    const { refunds } = await house.sim.control.ledger()
    const [intent] = await intentsAtStripe(house, order)
    const ours = refunds.filter((refund) => refund.payment_intent === intent?.id)
    return ours.reduce((sum, { amount }) => sum + amount, 0) === minor
  })
}

test('a party arrives, sits down and leaves; its table is sold again, its passes are over', async () => {
  const { slug, table, id } = await booked()
  const path = `bookings/${id}`
  const early = [await staff(house, 'POST', `${path}/seating`)]
  early.push(await staff(house, 'POST', `${path}/release`))
  for (const answer of early) assertRefused(answer, 'booking_not_arrived', 'booking')
  const [first = '', second = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, first)).status, 201)
  assert.equal(await stateOf(id), 'arrived', 'the first admission says so')
  await staffDo(house, 'POST', `${path}/arrival`)
  assert.equal((await staffDo(house, 'POST', `${path}/seating`)).state, 'seated')
  await staffDo(house, 'POST', `${path}/seating`)
  assert.equal((await staffDo(house, 'POST', `${path}/release`)).state, 'released')
  assertRefused(await staff(house, 'POST', `${path}/release`), 'booking_over', 'booking')
  assert.equal((await scanPass(house, slug, second)).code, 'booking_over')
  const again = await bookTable(house, slug, table, 3)
  assert.equal(
    (await scanPass(house, slug, (await passCodes(house, again.id))[0] ?? '')).status,
    201,
  )
  assert.deepEqual(await trailOf(house, id), [
    ['booking.arrived', 'North door', 'confirmed', 'arrived'],
    ['booking.seated', 'Mona', 'arrived', 'seated'],
    ['booking.released', 'Mona', 'seated', 'released'],
  ])
  await audit(house)
})

test('who does not come in time loses the table, and the passes with it', async () => {
  const { slug, table, id } = await booked()
  const path = `bookings/${id}/no_show`
  const early = await staff(house, 'POST', path)
  assertRefused(early, 'booking_still_awaited', 'booking')
  assert.ok(early.body.errors[0]?.detail?.['at'])
  await isLate(id)
  const codes = await passCodes(house, id)
  assert.equal((await staffDo(house, 'POST', path)).state, 'no_show')
  assert.equal((await scanPass(house, slug, codes[0] ?? '')).code, 'booking_over')
  assert.deepEqual(await passCodes(house, id), [])
  assertRefused(await staff(house, 'POST', path), 'booking_over', 'booking')
  await bookTable(house, slug, table)
  const payment = { id: newId('dpy'), kind: 'cash', amount_minor: 1 }
  const paying = await staff(house, 'POST', `bookings/${id}/door_payments`, payment)
  assertRefused(paying, 'booking_over', 'booking')
  const come = await booked()
  await staffDo(house, 'POST', `bookings/${come.id}/arrival`)
  await isLate(come.id)
  const late = await staff(house, 'POST', `bookings/${come.id}/no_show`)
  assertRefused(late, 'booking_arrived', 'booking')
})

test('a party that is over is not moved, swapped, locked or seated', async () => {
  const { slug, tables } = await addVipNight(house.db, { tables: [{}, {}] })
  const [a = '', b = ''] = tables
  const [gone, other] = [await bookTable(house, slug, a), await bookTable(house, slug, b)]
  await staffDo(house, 'POST', `bookings/${gone.id}/cancellation`, { gives_back: 'nothing' })
  const tries = [
    await staff(house, 'POST', `bookings/${gone.id}/table`, { table: a }),
    await staff(house, 'DELETE', `bookings/${gone.id}/table`),
    await staff(house, 'POST', `bookings/${gone.id}/lock`),
    await staff(house, 'POST', `bookings/${gone.id}/arrival`),
    await staff(house, 'POST', `bookings/${gone.id}/seating`),
    await staff(house, 'POST', 'swaps', { booking: gone.id, other: other.id }),
  ]
  for (const answer of tries) assertRefused(answer, 'booking_over', 'booking')
})

/** What must not be said of a booking that is cancelled. */
const STANDS = /stay as they are|stays as it is|night\.ics|Minimum spend|Due at the door/

async function pageOf({ order_id, secret }: GuestOrder): Promise<string> {
  const page = await (await fetch(`${house.url}/orders/${order_id}/${secret}`)).text()
  return page.replaceAll(/\s+/g, ' ')
}

/** Fails unless a mail with this subject tells of the end, and of the money. */
async function assertMailed(
  { order: { email } }: Pick<Booked, 'order'>,
  subject: string,
  money: RegExp,
): Promise<void> {
  const mail = await mailTo(house, email, subject)
  for (const part of [mail.text ?? '', mail.html ?? '']) {
    assert.match(part.replaceAll(/\s+/g, ' '), /our booking .*is cancelled, and its passes do not/)
    assert.match(part.replaceAll(/\s+/g, ' '), money)
    assert.doesNotMatch(part, STANDS)
  }
}

const endings = [
  {
    gives_back: 'nothing' as const,
    minor: 0,
    order: 'fulfilled',
    told: /Booking cancelled/,
    money: /Nothing goes back: .* keeps the €200/,
    sent: undefined,
  },
  {
    gives_back: { amount_minor: 5_000 },
    minor: 5_000,
    order: 'fulfilled',
    told: /Booking cancelled.*We have sent €50 back/,
    money: /€50 goes back .* Another mail tells you as soon as it is sent\. .* the other €150/,
    sent: 'Your refund of €50: ',
  },
  {
    gives_back: 'everything' as const,
    minor: 20_000,
    order: 'refunded',
    told: /We have sent €200 back .*Your booking is cancelled/,
    money: /€200 goes back .* Another mail tells you as soon as it is sent\./,
    sent: 'Your refund of €200: ',
  },
]
for (const { gives_back, minor, order: ending, told, money, sent } of endings) {
  const what = typeof gives_back === 'string' ? gives_back : 'a part'
  test(`a booking is cancelled and ${what} goes back; the door is closed at once`, async () => {
    const { slug, table, id, order } = await booked()
    const [code = ''] = await passCodes(house, id)
    const path = `bookings/${id}/cancellation`
    assert.equal((await staffDo(house, 'POST', path, { gives_back })).state, 'cancelled')
    assert.match((await scanPass(house, slug, code)).code, /^ticket_(voided|refunded)$/)
    assertRefused(await staff(house, 'POST', path, { gives_back }), 'booking_over', 'booking')
    await givenBack(order, minor)
    await eventually('the order says so', async () => {
      return (await orderState(house, order)).state === ending
    })
    assert.equal((await orderState(house, order)).tickets, 0)
    await assertMailed({ order }, 'Your booking is cancelled: ', money)
    // Its own mail comes once the money is known to be on its way; then the page knows, too.
    if (sent) await assertMailed({ order }, sent, /we have sent €\d+ back/)
    assert.match(await pageOf(order), told)
    assert.doesNotMatch(await pageOf(order), STANDS)
    const [entry] = await trailOf(house, id)
    assert.deepEqual(entry, ['booking.cancelled', 'Mona', table, 'none'])
    await bookTable(house, slug, table)
    await audit(house)
  })
}

for (const { gives_back, kept } of [
  { gives_back: { amount_minor: 5_000 }, kept: /keeps the other €150/ },
  { gives_back: 'everything' as const, kept: /looking after it/ },
]) {
  const what = typeof gives_back === 'string' ? 'all' : 'a part'
  test(`F62: the bank does not take ${what} of a cancelled booking back; its guest is told of both`, async () => {
    const { slug, tables } = await addVipNight(house.db)
    const wish = { table: { wished_id: tables[0] ?? '', party_size: 4 } }
    const order = await placeOrder(house, slug, wish)
    await pay(house, order, 'pm_card_pendingRefund')
    await fulfilled(house, order, 4)
    const id = (await bookingOfOrder(house.db, order.order_id))?.id ?? ''
    await staffDo(house, 'POST', `bookings/${id}/cancellation`, { gives_back })
    const [refund] = await eventually('Stripe knows of it', async () => {
      const all = (await refundsOf(house, order)).filter((one) => one.stripe_refund_id)
      return all.length > 0 && all
    })
    const settled = { refund: refund?.stripe_refund_id ?? '', ending: 'fail' as const }
    await assertMailed({ order }, 'Your booking is cancelled: ', /€\d+ goes back/)
    await house.sim.control.settleRefund(settled)
    const { text = '' } = await mailTo(house, order.email, 'About your refund: ')
    assert.match(text, /We tried to send €\d+ back to you, and your bank did not take it\./)
    assert.match(text, kept)
    assert.doesNotMatch(text, /Nothing goes back/)
    assert.match(
      await pageOf(order),
      /your bank did not take it\. Basement Nine is looking after it/,
    )
    await audit(house)
  })
}

test('a guest hears at once that the booking is called off with its money, sent or not', async () => {
  const { slug, tables } = await addVipNight(house.db)
  const wish = { table: { wished_id: tables[0] ?? '', party_size: 4 } }
  const order = await placeOrder(house, slug, wish)
  await pay(house, order, 'pm_card_pendingRefund')
  await fulfilled(house, order, 4)
  await giveBack(house, order, 'everything')
  await assertMailed({ order }, 'Your booking is cancelled: ', /€200 goes back to the card/)
  const [refund] = await eventually('Stripe knows of it', async () => {
    const all = (await refundsOf(house, order)).filter((one) => one.stripe_refund_id)
    return all.length > 0 && all
  })
  assert.equal(refund?.state, 'requested', 'the money has not gone back yet')
  await house.sim.control.settleRefund({
    refund: refund.stripe_refund_id ?? '',
    ending: 'succeed',
  })
  await assertMailed({ order }, 'Your refund of €200: ', /we have sent €200 back/)
})

test('a party that did not come, or has left, reads so when its money goes back, not "cancelled"', async () => {
  const [absent, gone] = [await booked(), await booked()]
  await isLate(absent.id)
  await staffDo(house, 'POST', `bookings/${absent.id}/no_show`)
  await staffDo(house, 'POST', `bookings/${gone.id}/arrival`)
  await staffDo(house, 'POST', `bookings/${gone.id}/release`)
  for (const [party, happened] of [
    [absent, /Nobody came in time, so your table was given away/],
    [gone, /Your party’s evening is over/],
  ] as const) {
    await giveBack(house, party.order, 'everything')
    const { text = '' } = await mailTo(house, party.order.email, 'Your refund of €200: ')
    assert.match(text, happened)
    const page = await pageOf(party.order)
    assert.match(page, /We have sent €200 back/)
    assert.match(page, happened)
    assert.doesNotMatch(page + text, /booking is cancelled/)
  }
  await audit(house)
})

test('what more guests have paid goes back too, after what the table has paid', async () => {
  const { slug, id, order } = await booked()
  const more = await placeOrder(house, slug, moreFor({ id, order }, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  await staffDo(house, 'DELETE', `bookings/${id}/table`)
  const path = `bookings/${id}/cancellation`
  const much = await staff(house, 'POST', path, { gives_back: { amount_minor: 24_001 } })
  assertRefused(much, 'refund_too_much', 'gives_back.amount_minor')
  assert.equal(await stateOf(id), 'confirmed', 'nothing half-done')
  await staffDo(house, 'POST', path, { gives_back: { amount_minor: 21_000 } })
  await givenBack(order, 20_000)
  await givenBack(more, 1_000)
  assert.equal((await staffDo(house, 'GET', `nights/${slug}/bookings`)).unassigned, 0)
  await audit(house)
})

test('ten people who cancel a booking at once give back once', async () => {
  const { id, order } = await booked()
  const path = `bookings/${id}/cancellation`
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      staff(house, 'POST', path, { gives_back: { amount_minor: 5_000 } }),
    ),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal(answers.filter(({ body }) => body.code === 'booking_over').length, 9)
  await givenBack(order, 5_000)
  await audit(house)
})

test('what was paid at the door is given back before its booking is cancelled or given away', async () => {
  for (const ending of ['cancellation', 'no_show'] as const) {
    const { id } = await booked()
    await isLate(id)
    const path = `bookings/${id}/door_payments`
    const [cash, card, comp] = [newId('dpy'), newId('dpy'), newId('dpy')]
    await staffDo(house, 'POST', path, { id: cash, kind: 'cash', amount_minor: 15_000 })
    await staffDo(house, 'POST', path, { id: card, kind: 'card', amount_minor: 15_000 })
    const given = { id: comp, kind: 'comp', amount_minor: 10_000, approved_by: 'Nora' }
    await staffDo(house, 'POST', path, given)
    const end = () =>
      staff(house, 'POST', `bookings/${id}/${ending}`, {
        ...(ending === 'cancellation' && { gives_back: 'everything' }),
      })
    const refused = await end()
    assertRefused(refused, 'door_money_taken', 'booking')
    assert.deepEqual(refused.body.errors[0]?.detail, { amount_minor: 30_000, currency: 'eur' })
    const { state, ledger } = await staffDo(house, 'GET', `bookings/${id}`)
    assert.deepEqual([state, ledger.taken_minor, ledger.due_minor], ['confirmed', 40_000, 0])
    for (const payment of [cash, card]) await staffDo(house, 'POST', `${path}/${payment}/reversal`)
    assert.equal((await end()).status, 200, 'what the house gave is no money')
  }
  await audit(house)
})

test('once somebody has come a booking is not cancelled', async () => {
  const { slug, id } = await booked()
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).status, 201)
  const answer = await staff(house, 'POST', `bookings/${id}/cancellation`, {
    gives_back: 'everything',
  })
  assertRefused(answer, 'booking_arrived', 'booking')
  assert.equal((await passCodes(house, id)).length, 4)
})

test('F65: what a bank argues about holds up nothing else of a cancelled party; won, it goes back', async () => {
  const { slug, id, order } = await booked()
  const more = await placeOrder(house, slug, moreFor({ id, order }, 2))
  await pay(house, more)
  await fulfilled(house, more, 2)
  const [intent] = await intentsAtStripe(house, more)
  const { id: dispute } = await house.sim.control.createDispute({ payment_intent: intent!.id })
  const isFlagged = async () => (await staffDo(house, 'GET', `bookings/${id}`)).disputed
  await eventually('it is flagged', isFlagged)
  const path = `bookings/${id}/cancellation`
  const much = await staff(house, 'POST', path, { gives_back: { amount_minor: 20_001 } })
  assertRefused(much, 'refund_too_much', 'gives_back.amount_minor')
  assert.deepEqual(much.body.errors[0]?.detail, { left_minor: 20_000 })
  await staffDo(house, 'POST', path, { gives_back: 'everything' })
  await givenBack(order, 20_000)
  assert.deepEqual(await refundsOf(house, more), [])
  await house.sim.control.closeDispute({ dispute, ending: 'won' })
  await givenBack(more, 4_000)
  await audit(house)
})

test('F65: a disputed booking is flagged, stopped at the door, and gives nothing back', async () => {
  const { slug, id, order } = await booked()
  const [intent] = await intentsAtStripe(house, order)
  const dispute = await house.sim.control.createDispute({ payment_intent: intent!.id })
  await eventually('the list flags it', async () => {
    const { bookings } = await staffDo(house, 'GET', `nights/${slug}/bookings`)
    return bookings[0]?.disputed
  })
  const [code = ''] = await passCodes(house, id)
  assert.equal((await scanPass(house, slug, code)).code, 'ticket_disputed')
  const path = `bookings/${id}/cancellation`
  const answer = await staff(house, 'POST', path, { gives_back: 'everything' })
  assertRefused(answer, 'refund_disputed', 'gives_back')
  await house.sim.control.closeDispute({ dispute: dispute.id, ending: 'won' })
  await eventually('the flag goes', async () => {
    return !(await staffDo(house, 'GET', `bookings/${id}`)).disputed
  })
  assert.equal((await scanPass(house, slug, code)).status, 201)
})
