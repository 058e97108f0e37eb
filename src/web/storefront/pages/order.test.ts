import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOrderView } from './example_views.ts'
import { orderPage } from './order.ts'
import { isWaiting, orderStage, type OrderStage } from './order_stage.ts'
import type { OrderPageView, OrderView } from './views.ts'

const later = new Date('2026-11-20T18:20:00Z')
const earlier = new Date('2026-11-20T18:00:00Z')

type Case = [OrderStage, Partial<OrderView>, Partial<OrderPageView>, RegExp]
const unpaid = { fulfilment: null, paid_at: null }
const cases: Case[] = [
  [
    'payable',
    { state: 'open', ...unpaid },
    { payment: 'open', hold_expires_at: later },
    /held for you until 19:20.*have not been charged/,
  ],
  [
    'payable',
    { state: 'open', ...unpaid },
    { payment: null, hold_expires_at: later },
    /until 19:20/,
  ],
  [
    'lapsed',
    { state: 'open', ...unpaid },
    { payment: 'open', hold_expires_at: earlier },
    /making sure that nothing was charged/,
  ],
  [
    'checking',
    { state: 'open', ...unpaid },
    { payment: 'processing', hold_expires_at: earlier },
    /Checking with your bank\. You will not be charged twice\./,
  ],
  [
    'checking',
    { state: 'open', ...unpaid },
    { payment: 'open', hold_expires_at: later, is_sure: false },
    /Checking with your bank\. You will not be charged twice\./,
  ],
  ['checking', { state: 'open', ...unpaid }, { payment: 'succeeded' }, /Checking with your bank/],
  ['checking', { state: 'expired', ...unpaid }, { payment: 'processing' }, /Checking with your/],
  ['preparing', { state: 'paid', fulfilment: 'pending' }, {}, /Your payment is being looked after/],
  ['delayed', { state: 'paid', fulfilment: 'stuck' }, {}, /looked after by a person/],
  [
    'delayed',
    { state: 'paid', fulfilment: 'pending' },
    { received_minor: 4700 },
    /looked after by a person.*do not pay again/,
  ],
  ['ready', { state: 'fulfilled' }, {}, /on their way to ada@example\.com/],
  ['expired', { state: 'expired', ...unpaid }, { payment: 'cancelled' }, /You were not charged/],
  ['expired', { state: 'expired', ...unpaid }, { payment: null }, /You were not charged/],
  ['expired_unsure', { state: 'expired', ...unpaid }, { payment: 'open' }, /paid back in full/],
  ['refund_due', { state: 'refund_due' }, {}, /We are paying €48 back to you/],
  ['refunded', { state: 'refunded' }, {}, /We have sent €48 back/],
]

for (const [stage, order, change, words] of cases) {
  const payment = change.payment === undefined ? '' : `, payment ${change.payment}`
  test(`${order.state}, fulfilment ${order.fulfilment}${payment} means ${stage}`, () => {
    const view = exampleOrderView(order, change)
    assert.equal(orderStage(view), stage)
    const page = orderPage(view)
    assert.match(page, words)
    assert.match(page, new RegExp(`data-stage="${stage}"`))
    assert.equal(page.includes('http-equiv="refresh"'), isWaiting(stage))
    assert.equal(page.includes('class="qr"'), stage === 'ready', 'a QR code only on a ready order')
    assert.equal(page.includes('/checkout"'), stage === 'payable', 'the way back into checkout')
    const mayDenyCharge = stage === 'expired' || stage === 'payable'
    assert.equal(/not been charged|were not charged/.test(page), mayDenyCharge)
  })
}

test('<main> carries what the script needs to follow the order', () => {
  const page = orderPage(exampleOrderView({}, { assets: { css: '/a.css', orderJs: '/o.js' } }))
  const path = `/orders/ord_1/${'q'.repeat(32)}`
  assert.match(page, /<main\s+id="order"\s+data-version="v1"/)
  assert.ok(page.includes(`data-state-url="${path}/state"`))
  assert.match(page, /<script src="\/o\.js" type="module">/)
  assert.match(page, /id="announcer" role="status"/)
})

test('a ready order shows each ticket with number and code, receipt and calendar', () => {
  const page = orderPage(exampleOrderView())
  assert.equal(page.match(/data-ticket="/g)?.length, 2)
  assert.match(page, /1 of 2[\s\S]*7K3M 9QXA TB2D 4FGH 5JNP RSVW YZ[\s\S]*2 of 2/)
  assert.match(page, /receipt\.pdf"/)
  assert.match(page, /night\.ics"/)
  assert.match(page, /its link stays the same/)
})

test('a voided ticket keeps its place and loses its code', () => {
  const view = exampleOrderView()
  const [first, second] = view.tickets
  const page = orderPage({ ...view, tickets: [first!, { ...second!, state: 'voided' }] })
  assert.equal(page.match(/class="qr"/g)?.length, 1)
  assert.match(page, /Not valid any more/)
  assert.doesNotMatch(page, /A1B2 C3D4/)
})

test('F65: tickets that a dispute stops show no code, and their page says why', () => {
  const view = exampleOrderView()
  const tickets = view.tickets.map((ticket) => ({ ...ticket, is_disputed: true }))
  const page = orderPage({ ...view, tickets })
  assert.match(page, /Your bank wants this payment back/)
  assert.match(page, /the tickets do not open the door/)
  assert.equal(page.match(/Does not open the door now/g)?.length, 2)
  assert.doesNotMatch(page, /class="qr"|7K3M 9QXA|Show this at the door/)
})
