import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refundMail, releasedMail } from '../mail/index.ts'
import { exampleBookingView, examplePass, exampleRefund } from './example_views.ts'
import { orderPage } from './order.ts'
import type { OrderPageView, OrderView } from './views.ts'

/** What is read: without tags, and on one line. */
const words = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

type Closed = OrderPageView & ReturnType<typeof exampleBookingView>
const freed = { state: 'cancelled', amount_minor: 20_000, is_waived: false } as const
const later = new Date('2026-11-28T23:10:00Z')

/** What is told of an order whose money all goes back: by its page, twice, and by its mail. */
function toldOf(view: Closed): string[] {
  const pages = (['refund_due', 'refunded'] as const).map((state) =>
    words(orderPage({ ...view, order: { ...view.order, state } })),
  )
  const order = { ...view.order, state: 'refunded' as const }
  const mail = refundMail({ ...view, order, refund: exampleRefund, refunds: [exampleRefund] })
  return [...pages, words(mail.html), words(mail.text)]
}

const never: [OrderView['kind'], OrderView['late_because'], RegExp][] = [
  ['vip', 'sold_out', /Your table was gone when your bank confirmed, and none as good was free/],
  ['vip', 'night_over', /The night was over when your bank confirmed, so nothing was booked/],
  ['vip', 'night_cancelled', /The night is cancelled, so nothing was booked/],
  ['vip', null, /We could not confirm your booking, so nothing was booked/],
  ['vip_guests', 'sold_out', /Your table could not take more guests/],
  ['vip_guests', 'no_table', /Your party was waiting for a table when your bank confirmed/],
  ['vip_guests', 'night_over', /The night was over when your bank confirmed, so no passes/],
  ['vip_guests', 'night_cancelled', /The night is cancelled, so no passes were issued/],
  ['vip_guests', 'party_over', /Your booking was over before these guests were added/],
  ['vip_guests', null, /We could not add these guests/],
]
const REASONS = new RegExp(never.map(([, , reason]) => reason.source).join('|'), 'g')

for (const [kind, late_because, reason] of never) {
  const because = late_because ?? 'of something else'
  const booking = late_because === 'party_over' ? 'cancelled' : null
  const unbooked = { kind, late_because, fulfilled_at: null, fulfilment: null }

  test(`${kind}: nothing was booked because ${because}; page and mail say so, and nothing else`, () => {
    const view = exampleBookingView({ booking, passes: [] }, unbooked)
    for (const text of toldOf(view)) {
      assert.match(text, reason)
      assert.equal(text.match(REASONS)?.length, 1, text)
      assert.doesNotMatch(text, /does? not open the door|stays? as/)
    }
  })

  if (kind === 'vip_guests') continue
  test(`of a deposit that was let go because ${because} nobody reads that a booking has ended`, () => {
    const view = exampleBookingView({ booking, passes: [] }, unbooked, { deposit: freed })
    const page = words(orderPage({ ...view, order: { ...view.order, state: 'refunded' } }))
    const mail = releasedMail({ ...view, released_minor: 20_000, is_waived: false })
    assert.match(page, /Not booked/)
    assert.equal(mail.subject, 'Your table was not booked: Tender Machines, Sat 28 Nov 2026')
    for (const text of [page, words(mail.html), words(mail.text)]) {
      assert.match(text, reason)
      assert.match(text, /The €200 that were reserved on your card are free again/)
      assert.doesNotMatch(text, /has ended|Booking ended/)
    }
  })
}

const isIn = { ...examplePass, admitted_at: later }
const isVoid = { ...examplePass, state: 'voided', voided_reason: 'refunded' } as const

test('the money of a party goes back while some of it are in: they stay, and that is said', () => {
  const view = exampleBookingView({ booking: 'arrived', passes: [isIn, isVoid] })
  const page = orderPage({
    ...view,
    deposit: freed,
    order: { ...view.order, state: 'refunded' },
  })
  const mail = releasedMail({ ...view, released_minor: 20_000, is_waived: false })
  assert.match(mail.subject, /^Your card is not charged: /)
  for (const text of [...toldOf(view), words(page), words(mail.text)]) {
    assert.match(text, /Whoever is in stays in; passes that nobody has used do not open the door/)
    assert.doesNotMatch(text, /is cancelled|has ended|Booking ended/)
  }
})

test('the money of more guests goes back: their passes are void, save those of who is in', () => {
  const kind = 'vip_guests' as const
  for (const text of toldOf(exampleBookingView({ passes: [isVoid] }, { kind })))
    assert.match(text, /The passes of these guests are not valid any more\. Your booking stays/)
  for (const passes of [[isIn, isVoid], [isIn]]) {
    for (const text of toldOf(exampleBookingView({ booking: 'seated', passes }, { kind }))) {
      assert.match(text, /Whoever of these guests is in stays in; passes of theirs that nobody/)
      assert.doesNotMatch(text, /passes of these guests are not valid/)
    }
  }
})

test('a deposit of a booking that is called off was let go with it, and its mail says so', () => {
  const view = exampleBookingView(
    { booking: 'cancelled', passes: [isVoid] },
    {},
    { deposit: freed },
  )
  const { subject, text } = releasedMail({ ...view, released_minor: 20_000, is_waived: false })
  assert.match(subject, /^Your booking has ended: /)
  assert.match(text, /Your booking is cancelled, and its passes do not open the door any more\./)
})

test('a part goes back of an order that is still looked after: nothing is said to be decided', () => {
  const view = exampleBookingView(
    { booking: null, passes: [] },
    { state: 'paid', fulfilment: 'stuck', fulfilled_at: null },
  )
  const { text } = refundMail({ ...view, refund: exampleRefund, refunds: [exampleRefund] })
  assert.match(text, /The rest of your order is still being looked after\./)
  assert.doesNotMatch(text, REASONS)
})
