import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  exampleBookingView,
  exampleOrderView,
  examplePass,
  examplePassView,
  exampleRefund,
} from './example_views.ts'
import { checkoutData, checkoutPage } from './checkout.ts'
import { orderPage } from './order.ts'
import { passPage, type PassPageView } from './pass.ts'
import type { PartyView } from './party_view.ts'
import type { OrderPageView, OrderView } from './views.ts'

const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
const later = new Date('2026-11-20T18:20:00Z')
const unpaid = { fulfilment: null, paid_at: null }

type Case = [string, Partial<OrderView>, Partial<OrderPageView>, RegExp]
const stages: Case[] = [
  [
    'payable',
    { state: 'open', ...unpaid },
    { payment: 'open', hold_expires_at: later },
    /Your table is held for you until 19:20\. You have not been charged\./,
  ],
  ['preparing', { state: 'paid', fulfilment: 'pending' }, {}, /Your booking appears here/],
  ['delayed', { state: 'paid', fulfilment: 'stuck' }, {}, /looked after by a person/],
  ['ready', {}, {}, /Your table is booked Table 7 is yours\..* ada@example\.com/],
  ['expired', { state: 'expired', ...unpaid }, { payment: 'cancelled' }, /You were not charged/],
  [
    'refund_due',
    { state: 'refund_due' },
    {},
    /We are paying €200 back .*Your booking is cancelled/,
  ],
  ['refunded', { state: 'refunded' }, {}, /We have sent €200 back .*Your booking is cancelled/],
]
for (const [stage, order, change, sentence] of stages) {
  test(`a booking whose order is ${stage} says so of the table, and of no ticket`, () => {
    const party = stage.startsWith('refund') ? { booking: 'cancelled' as const } : {}
    const page = orderPage(exampleBookingView(party, order, change))
    assert.match(page, new RegExp(`data-stage="${stage}"`))
    assert.match(words(page), sentence)
    const [main = ''] = /<main[\s\S]*<\/main>/.exec(page) ?? []
    assert.doesNotMatch(words(main), /ticket/i)
  })
}

test('nobody is told when to arrive who is not awaited any more', () => {
  const view = exampleBookingView()
  const isOver = [
    exampleBookingView({}, { state: 'refund_due' }),
    exampleBookingView({}, { state: 'refunded' }),
    exampleBookingView({ booking: null, passes: [] }, { state: 'expired', ...unpaid }),
    { ...view, night: { ...view.night, state: 'cancelled' as const } },
    { ...view, night: { ...view.night, is_over: true } },
  ]
  for (const each of isOver) assert.doesNotMatch(words(orderPage(each)), /Arrive by|calendar/)
  assert.equal(words(orderPage(view)).match(/Arrive by/g)?.length, 3)
})

test('the panel never mixes what is paid, credited, to be drunk and due', () => {
  const text = words(orderPage(exampleBookingView()))
  for (const part of [
    'Table Table 7, Gallery',
    'Arrive by Sun 29 Nov, 00:00',
    'Party 2 guests',
    'Package Two bottles: Vodka · Twelve mixers',
    'Minimum spend €600',
    'The evening, at least €620',
    'Paid ahead €200',
    'of it credited to your bill €200',
    'Due at the door €420',
    'Tables are kept until midnight.',
    'Deposit, Table 7 €200',
  ]) {
    assert.ok(text.includes(part), part)
  }
})

const unbooked: [string, Partial<OrderView>, Partial<OrderPageView>, RegExp][] = [
  [
    'is open',
    { state: 'open', ...unpaid },
    { payment: 'open', hold_expires_at: later },
    /To be paid now All fees included €200/,
  ],
  [
    'is open, with a deposit that is to be reserved',
    { state: 'open', ...unpaid },
    {
      payment: 'open',
      hold_expires_at: later,
      deposit: { state: 'open', amount_minor: 20_000, is_waived: false },
    },
    /To be reserved on your card/,
  ],
  ['has expired', { state: 'expired', ...unpaid }, { payment: null }, /You were not charged/],
  [
    'was refunded without a booking',
    { state: 'refunded', fulfilled_at: null },
    {},
    /We have sent €200 back/,
  ],
]
for (const [what, order, change, sentence] of unbooked) {
  test(`of a table order that ${what} nothing is said to be paid ahead, or due at the door`, () => {
    const page = words(orderPage(exampleBookingView({ booking: null, passes: [] }, order, change)))
    assert.match(page, sentence)
    assert.doesNotMatch(page, /Paid ahead|at the door|credited|The evening, at least/)
  })
}

const over: [string, Partial<PartyView>, Partial<OrderView>][] = [
  ['was cancelled', { booking: 'cancelled' }, {}],
  ['was cancelled with its money', { booking: 'cancelled' }, { state: 'refunded' }],
  ['did not come', { booking: 'no_show' }, {}],
  ['has left', { booking: 'released' }, {}],
  ['is of a night that is called off', {}, {}],
]
for (const [what, party, order] of over) {
  test(`of a party that ${what} the page says what was paid, and not what was to be spent`, () => {
    const { bill } = exampleBookingView().party
    const pageWith = (change: Partial<typeof bill>) => {
      const costs = { ...bill, table_price_minor: 10_000, ...change }
      const view = exampleBookingView({ ...party, bill: costs }, order)
      const state = party.booking ? view.night.state : 'cancelled'
      return orderPage({ ...view, night: { ...view.night, state } })
    }
    const page = words(pageWith({ door_minor: 15_000 }))
    assert.match(page, /Paid ahead €200 Paid at the door €150/)
    assert.doesNotMatch(page, /Minimum spend|Table price|at least|credited|Due at the door/)
    assert.doesNotMatch(pageWith({ ahead_minor: 0 }), /class="bill"/)
  })
}

test('a deposit that is not credited, and money paid at the door, are said', () => {
  const { bill } = exampleBookingView().party
  const changed = { ...bill, credited_minor: 0, door_minor: 10_000, due_minor: 52_000 }
  const text = words(orderPage(exampleBookingView({ bill: changed })))
  assert.match(text, /Paid ahead €200 not credited to your bill Paid at the door €100 Due .* €520/)
})

test('a deposit that is only reserved is not said to be paid; of a lapsed one nothing is', () => {
  const { bill } = exampleBookingView().party
  const only = { ...bill, ahead_minor: 0, reserved_minor: 20_000 }
  const reserved = words(orderPage(exampleBookingView({ bill: only })))
  assert.match(reserved, /Reserved on your card €200 of it credited to your bill €200/)
  assert.doesNotMatch(reserved, /Paid ahead/)
  const both = { ...only, ahead_minor: 4_000, credited_minor: 24_000 }
  assert.match(
    words(orderPage(exampleBookingView({ bill: both }))),
    /Paid ahead €40 Reserved on your card €200 of it credited to your bill €240/,
  )
  const lapsed = { ...bill, ahead_minor: 0, credited_minor: 0, due_minor: 62_000 }
  const text = words(orderPage(exampleBookingView({ bill: lapsed })))
  assert.doesNotMatch(text, /Paid ahead|Reserved on your card|credited to your bill/)
})

const seats: [string, Partial<PartyView>, RegExp][] = [
  [
    'another table than ordered',
    { ordered: { name: 'Table 4', zone: 'Gallery' } },
    /You ordered Table 4, Gallery\. Your party sits at Table 7, Gallery now/,
  ],
  ['no table for the moment', { table: null }, /We are finding a table for you/],
  ['a dispute', { is_disputed: true }, /Your bank wants this payment back/],
  ['a cancelled booking', { booking: 'cancelled' }, /Booking cancelled This booking is cancelled/],
  ['a table given back', { booking: 'released' }, /the table has been given back/],
  ['nobody who came', { booking: 'no_show' }, /Nobody came in time/],
]
for (const [what, party, sentence] of seats) {
  test(`the booker is told of ${what}`, () => {
    assert.match(words(orderPage(exampleBookingView(party))), sentence)
  })
}

test('a pass that is kept has its code, a claimed one has it folded, both a link and two forms', () => {
  const page = orderPage(exampleBookingView())
  assert.match(words(page), /Guest passes 1 of 2 claimed/)
  assert.match(words(page), /Claimed: Grace/)
  assert.equal(page.match(/class="qr"/g)?.length, 2)
  assert.equal(page.match(/<details class="stub-fold">/g)?.length, 1)
  for (const id of ['pas_1', 'pas_2']) {
    assert.match(page, new RegExp(`value="https://tickets\\.example/passes/${id}/`))
    assert.match(page, new RegExp(`action="[^"]*/passes/${id}/name"`))
    assert.match(page, new RegExp(`action="[^"]*/passes/${id}/replacement"`))
  }
})

test('passes that a dispute about another payment of the party stops are marked, and it is said', () => {
  const [own, extra] = exampleBookingView().party.passes
  const passes = [own!, { ...extra!, is_disputed: true }]
  const page = orderPage(exampleBookingView({ passes }))
  assert.match(words(page), /bank wants another payment for this table back/)
  assert.equal(page.match(/class="qr"/g)?.length, 1)
  assert.equal(words(page).match(/Does not open the door now/g)?.length, 1)
  const more = { booking_path: '/orders/ord_0/secret', passes }
  const theirs = { kind: 'vip_guests' } as const
  const other = words(orderPage(exampleBookingView(more, theirs)))
  assert.match(other, /bank wants another payment for this table back/)
  const itself = words(orderPage(exampleBookingView({ ...more, is_disputed: true }, theirs)))
  assert.match(itself, /bank wants this payment back/)
  assert.doesNotMatch(words(orderPage(exampleBookingView())), /bank/)
})

test('a pass that was used or is void, or a party that is over, offers nothing to do', () => {
  const used = { ...examplePass, admitted_at: later }
  const refunded = { ...examplePass, state: 'voided' as const, voided_reason: 'refunded' as const }
  const cases: [Partial<PartyView>, RegExp][] = [
    [{ passes: [used] }, /In since 19:20/],
    [{ passes: [refunded] }, /Refunded\. Not valid any more/],
    [{ passes: [examplePass], booking: 'released' }, /given back/],
  ]
  for (const [party, sentence] of cases) {
    const page = orderPage(exampleBookingView({ ...party, more: null }))
    assert.match(words(page), sentence)
    assert.doesNotMatch(page, /<form(?! class="languages")|data-copy/)
    assert.doesNotMatch(page, /Yours to show or to forward/)
  }
})

const endings = [
  ['cancelled', /Booking cancelled/],
  ['released', /Your party has left/],
  ['no_show', /Nobody came in time/],
] as const
for (const [booking, sentence] of endings) {
  test(`a booking that is over (${booking}) offers no calendar, code or link, and does not stand`, () => {
    const refunds = [{ ...exampleRefund, amount_minor: 500 }]
    const page = orderPage(exampleBookingView({ booking, more: null }, {}, { refunds }))
    assert.match(words(page), sentence)
    assert.match(words(page), /We have sent €5 back .*Guest passes Not valid any more/)
    assert.match(page, /receipt\.pdf"/)
    assert.doesNotMatch(page, /night\.ics|class="qr"|\/passes\/|data-copy/)
    assert.doesNotMatch(words(page), /stay as they are|claimed|One for each of you|Arrive by/)
  })

  test(`the page of an order for more guests says that the party is over (${booking})`, () => {
    const more = { booking, booking_path: '/orders/ord_0/secret' }
    const page = orderPage(exampleBookingView(more, { kind: 'vip_guests' }))
    assert.match(words(page), sentence)
    assert.doesNotMatch(page, /Your guests are booked in/)
    assert.match(page, /Open your booking/)
  })
}

for (const [booking, happened] of [
  ['no_show', /Nobody came in time, so your table was given away/],
  ['released', /Your party’s evening is over/],
] as const) {
  test(`a booking that is over (${booking}) and whose money went back says what happened`, () => {
    const passes = [
      { ...examplePass, state: 'voided' as const, voided_reason: 'cancelled' as const },
    ]
    const reserved = { state: 'cancelled', amount_minor: 20_000, is_waived: false } as const
    for (const state of ['refund_due', 'refunded'] as const) {
      for (const kind of ['vip', 'vip_guests'] as const) {
        const text = words(orderPage(exampleBookingView({ booking, passes }, { state, kind })))
        assert.match(text, /€200 back/)
        assert.match(text, happened)
        assert.doesNotMatch(text, /cancelled/)
      }
      const view = exampleBookingView({ booking, passes }, { state }, { deposit: reserved })
      const text = words(orderPage(view))
      assert.match(text, happened)
      assert.match(text, /€200 that were reserved on your card are/)
      assert.doesNotMatch(text, /cancelled/)
    }
  })
}

test('an order of more guests leads to the booking, and shows no pass itself', () => {
  const view = exampleBookingView({ booking_path: '/orders/ord_0/secret' }, { kind: 'vip_guests' })
  const page = orderPage(view)
  assert.match(page, /<a class="button" href="\/orders\/ord_0\/secret">Open your booking/)
  assert.doesNotMatch(page, /class="qr"|\/passes\//)
})

test('goodwill leaves a booking as it is, and says so', () => {
  const refunds = [{ ...exampleRefund, amount_minor: 500 }]
  const text = words(orderPage(exampleBookingView({}, {}, { refunds })))
  assert.match(text, /We have sent €5 back .*Your booking and its passes stay as they are\./)
})

test('what was agreed is shown while it binds, and not once the money goes back', () => {
  const shown = (state: 'fulfilled' | 'refund_due' | 'refunded') =>
    orderPage(exampleBookingView({ booking: 'cancelled' }, { state }))
  assert.match(shown('fulfilled'), /Tables are kept until midnight\./)
  for (const state of ['refund_due', 'refunded'] as const)
    assert.doesNotMatch(shown(state), /Tables are kept until midnight|class="policy"/)
})

test('checkout asks for a phone number for a table alone, and names what is due and the policy', () => {
  const facts = { hold_expires_at: later, hold_extended: false, publishableKey: 'pk_test_1' }
  const view = { ...exampleBookingView({}, { state: 'open', ...unpaid }), ...facts }
  const data = checkoutData(view)
  assert.equal(data.asks_phone, true)
  assert.equal(data.terms.policy, 'Tables are kept until midnight.')
  assert.match(data.terms.text, /you book this table at Basement Nine/)
  assert.doesNotMatch(JSON.stringify(data), /ticket[^s.]|tickets (are|go|from)/)
  assert.match(
    words(checkoutPage(view)),
    /Deposit, Table 7 €200 To be paid now .*Minimum spend €600 Due at the door €420/,
  )
  const tickets = checkoutData({ ...exampleOrderView({ state: 'open' }), ...facts })
  assert.deepEqual([tickets.asks_phone, tickets.terms.policy], [false, null])
})

const passes: [string, Partial<PassPageView>, RegExp, boolean][] = [
  ['open', {}, /Ada has a place for you: Table 7, Gallery\..*Claim this pass/, false],
  ['claimed', { pass: { ...examplePass, name: 'Bob' } }, /This pass is for Bob\..*Add to/, true],
  ['admitted', { pass: { ...examplePass, admitted_at: later } }, /let somebody in at 19:20/, false],
  [
    'void',
    { pass: { ...examplePass, state: 'voided', voided_reason: 'revoked', name: 'Bob' } },
    /does not open the door\. Ask Ada for a new link/,
    false,
  ],
  [
    'stopped',
    { pass: { ...examplePass, is_disputed: true } },
    /does not open the door at the moment\. Ada can/,
    false,
  ],
  ['over', { over: 'released' }, /evening is over/, false],
]
for (const [stage, change, sentence, hasCode] of passes) {
  test(`a guest’s pass that is ${stage} says so, and ${hasCode ? 'shows' : 'hides'} its code`, () => {
    const page = passPage(examplePassView(change))
    assert.match(page, new RegExp(`data-stage="${stage}"`))
    assert.match(words(page), sentence)
    assert.equal(page.includes('class="qr"'), hasCode)
    assert.match(page, /name="robots" content="noindex"/)
    assert.doesNotMatch(page, /€|revoked/)
    if (stage !== 'claimed') assert.ok(!page.includes('Bob'), 'a void link names nobody')
  })
}
