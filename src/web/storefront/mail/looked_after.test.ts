import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleBookingView, exampleOrderView } from '../pages/example_views.ts'
import type { LookedAfterView } from '../pages/views.ts'
import { lookedAfterMail } from './index.ts'

const mailView = (change: Partial<LookedAfterView> = {}): LookedAfterView => ({
  ...exampleOrderView({ state: 'paid', fulfilment: 'pending' }),
  received_minor: 4800,
  is_reserved: false,
  ...change,
})

/** The HTML as it is read: without tags, and in one line. */
const words = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('the mail says how much, for which night, charged once, nothing to do, tickets or money', () => {
  const mail = lookedAfterMail(mailView())
  assert.equal(
    mail.subject,
    'Your payment of €48 is being looked after: Tender Machines, Sat 28 Nov 2026',
  )
  assert.deepEqual(mail.attachments, [])
  const link = `https://tickets.example/orders/ord_1/${'q'.repeat(32)}`
  assert.ok(mail.html.includes(`href="${link}"`) && mail.text.includes(link))
  for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
    for (const says of [
      /Hello Ada,/,
      /your payment of €48 for Tender Machines has reached us, and it is being looked after\./,
      /You were charged once\. You need to do nothing, and please do not pay again\./,
      /Your tickets come by mail as soon as they are ready\./,
      /all of your money goes back to you\./,
      /2 × General admission/,
      /Sat 28 Nov 2026, 23:00 – Sun 06:00/,
      /ord_1/,
    ])
      assert.match(part, says)
  }
})

test('a party is told of its booking, its guests of their passes, and neither of tickets', () => {
  const paid = { state: 'paid', fulfilment: 'pending' } as const
  const kinds = [
    ['vip', /Your booking comes by mail, with its passes, as soon as it is ready\./],
    ['vip_guests', /The passes come by mail as soon as they are ready\./],
  ] as const
  for (const [kind, outcome] of kinds) {
    const view = exampleBookingView({ passes: [] }, { ...paid, kind })
    const mail = lookedAfterMail({ ...view, received_minor: 20_000, is_reserved: false })
    for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
      assert.match(part, /your payment of €200 for Tender Machines has reached us/)
      assert.match(part, outcome)
      assert.match(part, /Deposit, Table 7/)
      assert.match(part, /you booked a table at Basement Nine/)
      assert.doesNotMatch(part, /ticket /i)
      assert.doesNotMatch(part, /tickets /i)
    }
  }
})

test('a guest whose card was only accepted is not told of a payment or a charge', () => {
  const view = exampleBookingView({ passes: [] }, { state: 'paid', fulfilment: 'pending' })
  const mail = lookedAfterMail({ ...view, received_minor: 20_000, is_reserved: true })
  for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
    assert.match(part, /your card was accepted, and €200 are reserved on it for Tender Machines/)
    assert.match(part, /Nothing was charged\. .*Reserved, not charged: €200/)
    assert.doesNotMatch(part, /payment|charged once|Charged, once|money/i)
  }
  assert.equal(mail.subject, 'Your booking is being looked after: Tender Machines, Sat 28 Nov 2026')
})

test('what it names is what was charged, not what the order costs', () => {
  const mail = lookedAfterMail(mailView({ received_minor: 4700 }))
  for (const part of [mail.subject, mail.text, mail.html]) {
    assert.ok(part.includes('€47'))
    assert.ok(!part.includes('€48'))
  }
})

test('names cannot add headers, lines or markup', () => {
  const view = mailView()
  const order = { ...view.order, guest_name: 'Ada\r\nBcc: x@example.com<script>' }
  const night = { ...view.night, title: 'Loud\r\nBcc: y@example.com\u2028</title><b>' }
  const mail = lookedAfterMail({ ...view, order, night })
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.doesNotMatch(mail.text, /^Bcc:/m)
  assert.doesNotMatch(mail.html, /<script>|<b>/)
})
