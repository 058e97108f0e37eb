import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkoutMessages } from '../../messages.ts'
import { bookingMail, chargedMail, releasedMail } from '../mail/index.ts'
import { exampleBookingView, exampleOrderView } from './example_views.ts'
import { checkoutPage } from './checkout.ts'
import { orderPage } from './order.ts'
import type { PartyView } from './party_view.ts'
import type { DepositView, OrderPageView, OrderView } from './views.ts'

const reserved: DepositView = { state: 'authorised', amount_minor: 20_000, is_waived: false }

/** The page of an order with a deposit, on one line. */
function pageOf(order: Partial<OrderView>, deposit: DepositView): string {
  const view: Partial<OrderPageView> = { payment: 'authorised', tickets: [], deposit }
  return orderPage(exampleOrderView(order, view)).replaceAll(/\s+/g, ' ')
}

test('a reserved deposit says when the card is charged, and has no receipt', () => {
  const page = pageOf({ state: 'fulfilled' }, reserved)
  assert.match(page, /Your card is not charged yet: €200 are reserved on it/)
  assert.match(page, /charged when the doors open, Sat/)
  assert.ok(!page.includes('receipt.pdf'))
})

test('a captured deposit says so, and has a receipt', () => {
  const page = pageOf({ state: 'fulfilled' }, { ...reserved, state: 'succeeded' })
  assert.match(page, /The €200 that were reserved on your card have been charged/)
  assert.ok(page.includes('receipt.pdf'))
})

test('while nothing was charged no page speaks of a payment or of money that comes back', () => {
  const orders: Partial<OrderView>[] = [
    { state: 'paid', fulfilment: 'pending' },
    { state: 'paid', fulfilment: 'stuck' },
    { state: 'refund_due', fulfilment: null, fulfilled_at: null },
    { state: 'refunded', fulfilment: null, fulfilled_at: null },
  ]
  for (const order of orders) {
    const state = order.state === 'refunded' ? 'cancelled' : 'authorised'
    const page = pageOf(order, { ...reserved, state })
    const words = page.slice(page.indexOf('<main'), page.indexOf('<div class="order-foot"'))
    assert.doesNotMatch(words, /Payment received|coming back|Refunded|sent €|receipt/)
    assert.match(words, /Card accepted|Not booked/)
  }
})

test('an accepted card whose booking is tried again by itself is not said to be with a person', () => {
  const tried = pageOf(
    { kind: 'vip', state: 'paid', fulfilment: 'pending', total_minor: 20_000 },
    reserved,
  )
  assert.match(
    tried,
    /data-stage="preparing".*Your booking is being looked after\. It appears here/,
  )
  assert.doesNotMatch(tried, /by a person/)
  const other = { ...reserved, amount_minor: 19_000 }
  assert.match(
    pageOf({ state: 'paid', fulfilment: 'pending', total_minor: 20_000 }, other),
    /by a person/,
  )
  assert.match(
    pageOf({ state: 'paid', fulfilment: 'stuck', total_minor: 20_000 }, reserved),
    /by a person/,
  )
})

test('of a booking that is over a deposit is told without saying that the table is booked', () => {
  const cases = [
    [{ ...reserved, state: 'cancelled', is_waived: true }, /Nothing was charged to your card/],
    [{ ...reserved, state: 'cancelled' }, /free again: nothing was charged/],
    [reserved, /€200 stay reserved on it, and Basement Nine charges them from Sat/],
    [{ ...reserved, state: 'succeeded' }, /The €200 that were reserved .* have been charged/],
  ] as const
  for (const booking of ['cancelled', 'released', 'no_show'] as const) {
    for (const [deposit, sentence] of cases) {
      const page = orderPage(exampleBookingView({ booking }, {}, { deposit }))
      assert.match(page.replaceAll(/\s+/g, ' '), sentence)
      assert.doesNotMatch(page, /still booked|is booked|when the doors open/)
    }
  }
})

test('the sum of a deposit is called what it is, at checkout and on the page, and no total', () => {
  const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  const unpaid = exampleBookingView(
    {},
    { state: 'open', paid_at: null, fulfilment: null },
    { deposit: { ...reserved, state: 'open' }, payment: 'open' },
  )
  const hold = { hold_expires_at: new Date('2026-11-20T18:20:00Z'), hold_extended: false }
  const facts = { ...hold, publishableKey: 'pk_test_1' }
  const atDoors = /Charged when the doors open, Sat 28 Nov, 23:00\. All fees included €200/
  const checkout = words(checkoutPage({ ...unpaid, ...facts }))
  assert.match(checkout, /Deposit, Table 7 €200 To be reserved on your card Charged when/)
  assert.match(checkout, /€200 Minimum spend €600 Due at the door €420/)
  const ended = { ...unpaid, order: { ...unpaid.order, state: 'expired' as const } }
  const expired = words(orderPage(ended))
  const cases: [string, RegExp][] = [
    [checkout, atDoors],
    [words(orderPage({ ...unpaid, ...facts })), atDoors],
    [pageText({}, reserved), /Reserved on your card Charged when the doors open, Sat .* €200/],
    [pageText({ booking: 'cancelled' }, reserved), /Reserved on your card €200/],
    [expired, /Not reserved, not charged €200/],
    [pageText({}, { ...reserved, state: 'cancelled' }), /is free again Not charged €200/],
  ]
  for (const [text, said] of cases) {
    assert.match(text, said)
    assert.doesNotMatch(text, /Total/)
  }
  assert.match(pageText({}, { ...reserved, state: 'succeeded' }), /Total All fees included €200/)

  function pageText(party: Partial<PartyView>, deposit: DepositView): string {
    return words(orderPage(exampleBookingView(party, {}, { deposit })))
  }
})

test('what is paid ahead in full, when the doors open, is nowhere called a deposit', () => {
  const { lines: _, ...paid } = exampleBookingView()
  const lines = [{ kind: 'table' as const, name: 'Table 7', quantity: 1, unit_price_minor: 20_000 }]
  const states = [
    ['open', 'open'],
    ['fulfilled', 'authorised'],
    ['fulfilled', 'succeeded'],
    ['fulfilled', 'cancelled'],
    ['refunded', 'cancelled'],
  ] as const
  const hold = { hold_expires_at: new Date('2026-11-20T18:20:00Z'), hold_extended: false }
  const facts = { ...hold, publishableKey: 'pk_test_1' }
  for (const is_waived of [false, true]) {
    for (const [state, deposit] of states) {
      const order = { ...paid.order, state }
      const money = { state: deposit, amount_minor: 20_000, is_waived }
      const view = { ...paid, lines, order, deposit: money, payment: deposit }
      const told = [
        orderPage(view),
        checkoutPage({ ...view, ...facts }),
        chargedMail({ ...view, charged_minor: 20_000 }).html,
        releasedMail({ ...view, released_minor: 20_000, is_waived: false }).html,
        bookingMail(view).html,
      ]
      for (const text of told) assert.doesNotMatch(text.replaceAll(/<[^>]*>/g, ' '), /deposit/i)
    }
  }
  const told = JSON.stringify(checkoutMessages('en', 'vip', 'manual'))
  assert.doesNotMatch(told, /deposit/i)
})

test('of a night that is cancelled nothing is said to be charged', () => {
  const view = exampleBookingView({}, {}, { deposit: reserved })
  const page = orderPage({ ...view, night: { ...view.night, state: 'cancelled' } })
  assert.match(page, /€200 are reserved on your card and not charged; Basement Nine will/)
  assert.doesNotMatch(page, /when the doors open/)
})

test('an expired deposit, and a waived one, are told as what they are', () => {
  const gone: DepositView = { ...reserved, state: 'cancelled' }
  assert.match(pageOf({ state: 'fulfilled' }, gone), /are free again: nothing was charged/)
  const waived = pageOf({ state: 'fulfilled' }, { ...gone, is_waived: true })
  assert.match(waived, /Your table is booked without paying ahead/)
})

test('the checkout of a deposit asks to reserve, and promises to charge later', () => {
  const messages = checkoutMessages('en', 'vip', 'manual')
  assert.equal(messages.pay, 'Reserve {amount}')
  assert.match(messages.terms, /not charged now/)
  const view = exampleBookingView({}, { state: 'open', paid_at: null }, { deposit: reserved })
  const hold = { hold_expires_at: view.now, hold_extended: false }
  const facts = { ...hold, publishableKey: 'pk_test_1' }
  assert.match(checkoutPage({ ...view, ...facts }), /<h1[^>]*>Reserve and it/)
  assert.match(checkoutPage({ ...view, ...facts, deposit: null }), /<h1[^>]*>Pay and it/)
  assert.equal(messages.retry, checkoutMessages('en', 'vip', 'automatic').retry)
})
