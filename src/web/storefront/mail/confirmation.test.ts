import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleOrderView } from '../pages/example_views.ts'
import { confirmationMail } from './index.ts'

test('the mail brings every ticket, in HTML with pictures and in text', () => {
  const mail = confirmationMail(exampleOrderView())
  assert.equal(mail.subject, 'Your tickets: Tender Machines, Sat 28 Nov 2026')
  assert.equal(mail.attachments.length, 2)
  for (const { cid, content, contentType } of mail.attachments) {
    assert.ok(mail.html.includes(`src="cid:${cid}"`))
    assert.equal(contentType, 'image/png')
    assert.equal(content.subarray(1, 4).toString(), 'PNG')
  }
  const link = `https://tickets.example/orders/ord_1/${'q'.repeat(32)}`
  for (const part of [mail.html, mail.text]) {
    assert.ok(part.includes(link))
    assert.ok(part.includes('7K3M 9QXA TB2D 4FGH 5JNP RSVW YZ'))
    assert.ok(part.includes('Sat 28 Nov 2026, 23:00 – Sun 06:00'))
    assert.ok(part.includes('€48'))
  }
})

test('the same order makes the same mail', () => {
  assert.deepEqual(confirmationMail(exampleOrderView()), confirmationMail(exampleOrderView()))
})

test('a voided ticket is not in the mail', () => {
  const view = exampleOrderView()
  const [first, second] = view.tickets
  const mail = confirmationMail({ ...view, tickets: [first!, { ...second!, state: 'voided' }] })
  assert.equal(mail.attachments.length, 1)
  assert.doesNotMatch(mail.text + mail.html, /A1B2 C3D4/)
})

test('names cannot add headers, lines or markup', () => {
  const view = exampleOrderView({ guest_name: 'Ada\r\nBcc: x@example.com<script>' })
  const night = { ...view.night, title: 'Loud\r\nBcc: y@example.com\u2028</title><b>' }
  const mail = confirmationMail({ ...view, night })
  assert.doesNotMatch(mail.subject, /[\r\n\u2028]/)
  assert.doesNotMatch(mail.text, /^Bcc:/m)
  assert.doesNotMatch(mail.html, /<script>|<b>/)
})
