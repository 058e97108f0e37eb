import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOrderView, exampleRefund, exampleTicket } from '../pages/example_views.ts'
import type { RefundMailView, TicketView } from '../pages/views.ts'
import { refundMail } from './index.ts'

const refunded = {
  state: 'voided',
  voided_reason: 'refunded',
  refund_id: exampleRefund.id,
} as const
const tickets = exampleOrderView().tickets as [TicketView, TicketView]

function mailView(change: Partial<RefundMailView> = {}): RefundMailView {
  return { ...exampleOrderView(), refund: exampleRefund, refunds: [exampleRefund], ...change }
}

/** The HTML as it is read: without tags, entities as letters. */
const words = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')

test('the mail says how much, for which night, when it arrives, and where the order is', () => {
  const mail = refundMail(mailView())
  assert.equal(mail.subject, 'Your refund of €24: Tender Machines, Sat 28 Nov 2026')
  assert.deepEqual(mail.attachments, [])
  for (const part of [mail.text, words(mail.html)]) {
    assert.match(part, /we have sent €24 back to the card or account that you paid for Tender/)
    assert.match(part, /It arrives within 5 to 10 working days, depending on your bank\./)
    assert.match(part, /Sat 28 Nov 2026, 23:00 – Sun 06:00/)
    assert.match(part, /ord_1/)
  }
  const link = `https://tickets.example/orders/ord_1/${'q'.repeat(32)}`
  assert.ok(mail.text.includes(link) && mail.html.includes(`href="${link}"`))
})

const cases: [string, Partial<RefundMailView>, RegExp, RegExp][] = [
  [
    'goodwill leaves the tickets as they are',
    {},
    /Your tickets are still valid\./,
    /not valid|is valid any more/,
  ],
  [
    'some tickets are void: they are named, and the others still count',
    { tickets: [tickets[0], { ...tickets[1], ...refunded }] },
    /not valid any more: (- )?General admission, 2 of 2 Your other tickets are still valid\./,
    /1 of 2/,
  ],
  [
    'all of them are void',
    { tickets: tickets.map((ticket) => ({ ...ticket, ...refunded })) },
    /None of the tickets of this order is valid any more\./,
    /still valid/,
  ],
  [
    'money that came too late never had tickets',
    { tickets: [] },
    /We could not keep your tickets, so none were issued\./,
    /still valid/,
  ],
  [
    'a payment that the order did not need leaves its tickets alone',
    { refund: { ...exampleRefund, is_stray: true } },
    /your order for Tender Machines did not need.*Your tickets are still valid\./,
    /you paid for/,
  ],
  [
    'a payment that an expired order did not need never had tickets',
    { tickets: [], refund: { ...exampleRefund, is_stray: true } },
    /There are no tickets for this payment\./,
    /could not keep/,
  ],
]
for (const [claim, change, says, denies] of cases) {
  test(`what it means for the tickets: ${claim}`, () => {
    const mail = refundMail(mailView(change))
    for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
      assert.match(part, says)
      assert.doesNotMatch(part, denies)
    }
  })
}

test('a double that was voided is not counted among the tickets', () => {
  const double: TicketView = {
    ...exampleTicket,
    id: 'tkt_3',
    ordinal: 3,
    state: 'voided',
    voided_reason: 'duplicate',
  }
  const voided = { ...tickets[1], ...refunded }
  const { text } = refundMail(mailView({ tickets: [tickets[0], voided, double] }))
  assert.match(text, /^- General admission, 2 of 2$/m)
  assert.doesNotMatch(text, /3 of|of 3/)
})

test('names cannot add headers, lines or markup', () => {
  const view = mailView()
  const order = { ...view.order, guest_name: 'Ada\r\nBcc: x@example.com<script>' }
  const night = { ...view.night, title: 'Loud\r\nBcc: y@example.com\u2028</title><b>' }
  const mail = refundMail({ ...view, order, night })
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.doesNotMatch(mail.text, /^Bcc:/m)
  assert.doesNotMatch(mail.html, /<script>|<b>/)
})
