import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleBookingView } from '../pages/example_views.ts'
import { cancelledMail, unsentMail, type CancelledMailView } from './cancelled.ts'
import { chargedMail } from './charged.ts'

const reserved = { state: 'authorised', amount_minor: 20_000, is_waived: false } as const

const none = { requested_minor: 0, sent_minor: 0, unsent_minor: 0 }

function mailView(change: Partial<CancelledMailView> = {}): CancelledMailView {
  const money = { kept_minor: 0, disputed_minor: 0, lost_minor: 0, back: none }
  return { ...exampleBookingView({ booking: 'cancelled' }), ...money, ...change }
}

/** The HTML as it is read: without tags, and in one line. */
const words = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

const cases: [string, Partial<CancelledMailView>, RegExp, RegExp][] = [
  ['is kept', { kept_minor: 20_000 }, /goes back: Basement Nine keeps the €200/, /charged/],
  [
    'stays reserved',
    { deposit: reserved },
    /€200 stay reserved on it, and Basement Nine charges them from Sat 28 Nov/,
    /keeps/,
  ],
  [
    'is kept in part, and else reserved',
    { deposit: reserved, kept_minor: 4_000 },
    /keeps the €40 that you have paid for it\. Your card is not charged yet: €200 stay reserved on it/,
    /nothing will/,
  ],
  [
    'was not taken by the bank, and is kept as to the rest',
    { kept_minor: 15_000, back: { ...none, unsent_minor: 5_000 } },
    /€50 back to you, and your bank did not take it\. .* keeps the other €150 that/,
    /Nothing goes back/,
  ],
  [
    'is reserved for a night that is cancelled',
    { deposit: reserved, night: { ...exampleBookingView().night, state: 'cancelled' } },
    /€200 are reserved on your card and not charged/,
    /charges them|when the doors open/,
  ],
  [
    'goes back, sent or not',
    { back: { requested_minor: 5_000, sent_minor: 15_000, unsent_minor: 0 } },
    /€200 goes back to the card or account it came from\. Another mail tells you as soon as it is/,
    /keeps|We have sent|charged/,
  ],
  [
    'goes back in part',
    { kept_minor: 15_000, back: { ...none, requested_minor: 5_000 } },
    /€50 goes back to .* Basement Nine keeps the other €150/,
    /Nothing goes back/,
  ],
  [
    'was reserved, and is let go',
    { deposit: reserved, order: { ...exampleBookingView().order, state: 'refund_due' } },
    /The €200 that are reserved on your card will not be charged\. Another mail tells you as soon/,
    /charges them|stay reserved/,
  ],
  ['never came', {}, /You were charged nothing for it, and nothing will be charged\./, /keeps/],
  [
    'is what the bank wants back',
    { disputed_minor: 20_000 },
    /Your bank decides about the €200/,
    /keeps|other/,
  ],
  [
    'goes back, save what the bank wants back of more guests',
    { disputed_minor: 4_000, back: { ...none, requested_minor: 20_000 } },
    /€200 goes back to .* Your bank decides about the other €40 that/,
    /keeps/,
  ],
  [
    'is kept, save what the bank wants back',
    { disputed_minor: 4_000, kept_minor: 20_000 },
    /Your bank decides about the €40 .* keeps the other €200/,
    /Nothing goes back/,
  ],
  [
    'was taken back by the bank',
    { lost_minor: 20_000 },
    /Your bank has already taken back €200 that you have paid for it\./,
    /keeps|charged nothing/,
  ],
]
for (const [what, change, says, denies] of cases) {
  test(`the mail about a cancelled booking says of the money that it ${what}`, () => {
    const mail = cancelledMail(mailView(change))
    assert.equal(mail.subject, 'Your booking is cancelled: Tender Machines, Sat 28 Nov 2026')
    for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
      assert.match(part, says)
      assert.doesNotMatch(part, denies)
      assert.match(part, /is cancelled, and its passes do not open the door any more/)
      assert.match(part, /What you agreed to:? Tables are kept until midnight\./)
      assert.match(part, /you booked a table at Basement Nine/)
    }
  })
}

test('the mail about money that a bank did not take tells of that, and of the rest', () => {
  const mail = unsentMail(mailView({ kept_minor: 15_000, back: { ...none, unsent_minor: 5_000 } }))
  assert.equal(mail.subject, 'About your refund: Tender Machines, Sat 28 Nov 2026')
  for (const part of [mail.text.replaceAll(/\s+/g, ' '), words(mail.html)]) {
    assert.match(part, /about the money for your cancelled booking for Tender Machines\./)
    assert.match(part, /€50 back to you, and your bank did not take it\. .* keeps the other €150/)
  }
})

test('the mail about a charged deposit names the sum, leads to the receipt, and knows an end', () => {
  const view = { ...exampleBookingView(), charged_minor: 15_000 }
  const receipt = `https://tickets.example/orders/ord_1/${'q'.repeat(32)}/receipt.pdf`
  const mail = chargedMail(view)
  assert.equal(mail.subject, 'Your card has been charged: Tender Machines, Sat 28 Nov 2026')
  assert.ok(mail.html.includes(`href="${receipt}"`) && mail.text.includes(receipt))
  for (const part of [mail.text, words(mail.html)]) {
    assert.match(
      part,
      /the €150 that were reserved on your card for Tender Machines have been charged/,
    )
    assert.doesNotMatch(part, /cancelled|tickets at/)
  }
  const { party } = exampleBookingView({ booking: 'cancelled' })
  assert.match(chargedMail({ ...view, party }).text, /This booking is cancelled/)
})

test('names cannot add headers, lines or markup', () => {
  const { order, night, party, ...view } = mailView({ kept_minor: 1 })
  const mail = cancelledMail({
    ...view,
    party: { ...party, policy: 'One\r\nBcc: z@example.com<b>' },
    order: { ...order, guest_name: 'Ada\r\nBcc: x@example.com<script>' },
    night: { ...night, title: 'Loud\r\nBcc: y@example.com\u2028</title><b>' },
  })
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.doesNotMatch(mail.text, /^Bcc:/m)
  assert.doesNotMatch(mail.html, /<script>|<b>/)
})
