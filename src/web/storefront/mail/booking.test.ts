import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleBookingView, exampleOrderView, exampleParty } from '../pages/example_views.ts'
import { exampleRefund } from '../pages/example_views.ts'
import type { PartyView } from '../pages/party_view.ts'
import { bookingMail, confirmationMail, refundMail } from './index.ts'

const words = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

test('the mail of a booking has table, arrival, money and policy, in HTML and in text', () => {
  const mail = bookingMail(exampleBookingView())
  assert.equal(mail.subject, 'Your table: Tender Machines, Sat 28 Nov 2026')
  for (const part of [mail.text, words(mail.html)]) {
    for (const said of [
      /Table:? Table 7, Gallery/,
      /Arrive by:? Sun 29 Nov, 00:00/,
      /Paid ahead:? €200/,
      /Package:? Two bottles: Vodka · Twelve mixers/,
      /Due at the door:? €420/,
      /What you agreed to:? Tables are kept until midnight\./,
      /Deposit, Table 7/,
      /you booked a table at Basement Nine/,
    ]) {
      assert.match(part, said)
    }
    assert.doesNotMatch(part, /ticket /)
  }
})

test('each pass has its link, and the booker’s own its code, unless somebody has claimed it', () => {
  const mail = bookingMail(exampleBookingView())
  for (const part of [mail.text, mail.html]) {
    assert.ok(part.includes(`https://tickets.example/passes/pas_1/${'c'.repeat(32)}`))
    assert.ok(part.includes(`https://tickets.example/passes/pas_2/${'d'.repeat(32)}`))
    assert.match(part, /7K3M 9QXA/)
    assert.doesNotMatch(part, /A1B2 C3D4/)
  }
  const [file] = mail.attachments
  assert.equal(mail.attachments.length, 1)
  assert.ok(mail.html.includes(`src="cid:${file!.cid}"`))
  const passes = exampleParty().passes.map((pass) => ({ ...pass, name: 'Bob' }))
  assert.equal(bookingMail(exampleBookingView({ passes })).attachments.length, 0)
})

test('the mail of a reserved deposit says that it is reserved and when the card is charged', () => {
  const { bill } = exampleParty()
  const reserved = { state: 'authorised', amount_minor: 20_000, is_waived: false } as const
  const view = exampleBookingView(
    { bill: { ...bill, ahead_minor: 0, reserved_minor: 20_000 } },
    {},
    { deposit: reserved },
  )
  const mail = bookingMail(view)
  for (const part of [mail.text, words(mail.html)]) {
    assert.match(
      part,
      /not charged yet: €200 are reserved on it, and charged when the doors open, Sat/,
    )
    assert.match(part, /Reserved on your card, not charged yet: €200/)
    assert.doesNotMatch(part, /Total|Paid ahead/)
  }
  const gone = bookingMail({ ...view, deposit: { ...reserved, state: 'cancelled' } })
  for (const part of [gone.text, words(gone.html)]) {
    assert.match(part, /are free again: nothing was charged/)
    assert.doesNotMatch(part, /Total|not charged yet/)
  }
  const charged = bookingMail({ ...view, deposit: { ...reserved, state: 'succeeded' } })
  assert.match(charged.text, /Total, all fees included: €200/)
})

test('the mail of more guests brings their links and leads to the booking', () => {
  const booking_path = '/orders/ord_0/secret'
  const mail = bookingMail(exampleBookingView({ booking_path }, { kind: 'vip_guests' }))
  assert.match(mail.subject, /^More guest passes: /)
  assert.match(mail.text, /^Open your booking: https:\/\/tickets\.example\/orders\/ord_0\/secret$/m)
  assert.match(mail.text, /\/passes\/pas_1\//)
  assert.doesNotMatch(mail.text, /Due at the door|7K3M/)
})

test('a mail about tickets knows nothing of tables', () => {
  const view = exampleOrderView()
  const refund = { ...view, refund: exampleRefund, refunds: [exampleRefund] }
  for (const { html, text } of [confirmationMail(view), refundMail(refund)])
    assert.doesNotMatch(html.replaceAll(/<\/?table/g, '') + text, /\b(table|pass|deposit|door:)/i)
})

const refunds: [string, Partial<PartyView>, RegExp][] = [
  ['nothing', {}, /Your booking and its passes stay as they are\./],
  ['a booking that is cancelled', { booking: 'cancelled' }, /Your booking is cancelled, and its/],
  ['no party that came', { booking: 'no_show' }, /your table was given away, and its passes are/],
  ['an evening that is over', { booking: 'released' }, /evening is over, and nothing about it/],
]
for (const [what, party, sentence] of refunds) {
  test(`the mail about a refund that ends ${what} says so`, () => {
    const mail = refundMail({ ...exampleBookingView(party), refund: exampleRefund })
    for (const part of [mail.text, words(mail.html)]) assert.match(part, sentence)
    assert.doesNotMatch(mail.text, /ticket /)
    if (party.booking) assert.doesNotMatch(mail.text + mail.html, /stay as they are/)
  })
}

test('the mail about money for more guests of a party that is cancelled does not say that it stands', () => {
  const view = exampleBookingView(
    { booking: 'cancelled', passes: voided(2) },
    { kind: 'vip_guests' },
  )
  const mail = refundMail({ ...view, refund: exampleRefund })
  for (const part of [mail.text, words(mail.html)]) {
    assert.match(part, /Your booking is cancelled, and its passes do not open the door/)
    assert.doesNotMatch(part, /stays as it is/)
  }
})

function voided(count: number): PartyView['passes'] {
  const passes = exampleParty().passes.slice(0, count)
  return passes.map((pass) => ({ ...pass, state: 'voided', voided_reason: 'refunded' }))
}

test('names cannot add headers, lines or markup', () => {
  const view = exampleBookingView({ policy: 'One\r\nBcc: z@example.com<b>' })
  const night = { ...view.night, title: 'Loud\r\nBcc: y@example.com\u2028</title><b>' }
  const order = { ...view.order, guest_name: 'Ada\r\nBcc: x@example.com<script>' }
  const mail = bookingMail({ ...view, night, order })
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.doesNotMatch(mail.text, /^Bcc:/m)
  assert.doesNotMatch(mail.html, /<script>|<b>/)
})
