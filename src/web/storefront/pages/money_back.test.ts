import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  exampleBookingView,
  exampleOrderView,
  exampleRefund,
  exampleUnsent,
} from './example_views.ts'
import { moneyBack, moneyNotes } from './money_back.ts'
import { orderPage } from './order.ts'
import type { RefundView, TicketView } from './views.ts'

const refund = (state: RefundView['state'], change: Partial<RefundView> = {}): RefundView => ({
  ...exampleRefund,
  id: `rfd_${state}`,
  state,
  ...change,
})
const [first, second] = exampleOrderView().tickets as [TicketView, TicketView]
const voided: TicketView = { ...second, state: 'voided', voided_reason: 'refunded' }
const double: TicketView = { ...voided, id: 'tkt_3', ordinal: 3, voided_reason: 'duplicate' }

test('money that goes back is added up by how far it has come; strays are apart', () => {
  const all = [
    refund('succeeded', { amount_minor: 1000 }),
    refund('requested', { amount_minor: 500 }),
    refund('succeeded', { amount_minor: 4800, is_stray: true }),
    refund('failed', { amount_minor: 700 }),
  ]
  const unsent = { ...exampleUnsent, ours_minor: 300, strays_minor: 200 }
  assert.deepEqual(moneyBack({ refunds: all, unsent }), {
    requested_minor: 500,
    sent_minor: 1000,
    unsent_minor: 300,
  })
})

test('an order without refunds says nothing of money', () => {
  assert.deepEqual(moneyNotes(exampleOrderView()), [])
  assert.doesNotMatch(orderPage(exampleOrderView()), /class="notice"|total-back/)
})

test('a part that goes back: how much, and which tickets do not count any more', () => {
  const view = exampleOrderView({}, { refunds: [refund('requested')], tickets: [first, voided] })
  const page = orderPage(view)
  assert.match(page, /data-stage="ready"/)
  assert.match(page, /We are paying €24 back to you\. It arrives within 5 to 10 working days/)
  assert.match(page, /1 of your 2 tickets is not valid any more; it is marked below\./)
  assert.match(page, /Being refunded<\/span> <b>−€24</)
  assert.match(page, /Refunded\. Not valid any more/)
  assert.equal(page.match(/class="qr"/g)?.length, 1)
  const sent = orderPage({ ...view, refunds: [refund('succeeded')] })
  assert.match(sent, /We have sent €24 back to the card or account it came from\./)
  assert.match(sent, /Refunded<\/span> <b>−€24</)
})

test('goodwill keeps the tickets, and says so', () => {
  const goodwill = [refund('succeeded', { amount_minor: 500 })]
  const page = orderPage(exampleOrderView({}, { refunds: goodwill }))
  assert.match(page, /We have sent €5 back.*Your tickets are still valid\./s)
  assert.equal(page.match(/class="qr"/g)?.length, 2)
})

test('an order that is refunded shows its tickets as void, without a code', () => {
  for (const [state, words] of [
    ['refund_due', /We are paying €48 back to you\. Your tickets are not valid any more\./],
    ['refunded', /We have sent €48 back .* Your tickets are not valid any more\./],
  ] as const) {
    const refunds = [
      refund(state === 'refunded' ? 'succeeded' : 'requested', { amount_minor: 4800 }),
    ]
    const tickets = [{ ...first, ...voided, id: 'tkt_1' }, voided]
    const page = orderPage(exampleOrderView({ state }, { refunds, tickets }))
    assert.match(page, words)
    assert.equal(page.match(/data-ticket="/g)?.length, 2)
    assert.doesNotMatch(page, /class="qr"|A1B2 C3D4|Show this at the door/)
    assert.doesNotMatch(page, /class="notice"/, 'what the first sentence says is not said twice')
  }
})

test('what was never issued is not called void', () => {
  const late = exampleOrderView(
    { state: 'refund_due', fulfilment: null },
    { tickets: [], refunds: [refund('requested', { amount_minor: 4800 })] },
  )
  assert.match(orderPage(late), /We could not keep your tickets, so we are paying €48 back/)
  assert.doesNotMatch(orderPage(late), /not valid any more|data-ticket/)
})

test('F62: a guest whose bank did not take the money knows that the venue looks after it', () => {
  const page = orderPage(
    exampleOrderView(
      { state: 'refund_due' },
      {
        refunds: [refund('failed', { amount_minor: 4800 })],
        unsent: { ...exampleUnsent, ours_minor: 4800 },
        tickets: [voided],
      },
    ),
  )
  assert.match(page, /We are paying €48 back/)
  assert.match(page, /your bank did not take it\. Basement Nine is looking after it/)
})

test('F65: what a bank has taken for its guest the venue does not promise to pay', () => {
  const unsent = { ...exampleUnsent, is_lost: true }
  const refunds = [refund('succeeded', { amount_minor: 1000 }), refund('failed')]
  for (const view of [exampleOrderView, exampleBookingView.bind(null, {})]) {
    const page = orderPage(view({ state: 'refund_due' }, { refunds, unsent }))
    assert.match(page, /Your bank has decided that this payment is yours/)
    assert.match(page, /We have sent €10 back/)
    assert.doesNotMatch(page, /We are paying|looking after it/)
  }
})

test('F25: a second payment goes back and leaves the order alone', () => {
  const stray = [refund('requested', { amount_minor: 4800, is_stray: true })]
  const page = orderPage(exampleOrderView({}, { refunds: stray }))
  assert.match(page, /A payment of €48 reached us that this order did not need\. We are paying/)
  assert.equal(page.match(/class="qr"/g)?.length, 2)
  assert.doesNotMatch(page, /total-back/)
})

test('F62: a second payment that the bank did not take back is owed beside the order', () => {
  const refunds = [refund('failed', { amount_minor: 4800, is_stray: true })]
  const unsent = { ...exampleUnsent, strays_minor: 4800 }
  const page = orderPage(exampleOrderView({}, { refunds, unsent }))
  assert.match(page, /We tried to send €48 back to you, and your bank did not take it\./)
  assert.equal(page.match(/class="qr"/g)?.length, 2)
})

test('an order that expired and was charged all the same never says that it was not', () => {
  const stray = [refund('succeeded', { is_stray: true })]
  const view = exampleOrderView(
    { state: 'expired', fulfilment: null, paid_at: null },
    { payment: null, refunds: stray, tickets: [] },
  )
  const page = orderPage(view)
  assert.match(page, /data-stage="expired_unsure"/)
  assert.doesNotMatch(page, /not charged/)
  assert.match(page, /We have sent it back/)
})

test('F35: a double that was voided is shown as one, and is not counted', () => {
  const page = orderPage(exampleOrderView({}, { tickets: [first, second, double] }))
  assert.match(page, /Issued twice by mistake\. Not valid any more/)
  assert.match(page, /<span>A double<\/span>/)
  assert.doesNotMatch(page, /of 3/)
})
