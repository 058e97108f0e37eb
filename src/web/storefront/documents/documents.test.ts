import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decode } from 'fast-png'
import jsQRModule from 'jsqr'
import {
  exampleBookingView,
  exampleOrderView,
  examplePass,
  examplePassView,
  exampleVenue,
} from '../pages/example_views.ts'
import { pdfText } from '../../../../test/pdf_text.ts'
import { nightCalendar, passCalendar, qrPng, qrSvg, receiptPdf } from './index.ts'
import { printable } from './printable.ts'

// jsqr is CommonJS; its types name the function as the default of the default.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default
const code = '7K3M9QXATB2D4FGH5JNPRSVWYZ'

test('the QR picture of the mail decodes to the ticket’s code', () => {
  const { width, height, data } = decode(qrPng(code))
  const pixels = new Uint8ClampedArray(width * height * 4)
  // One bit a pixel, and lines of whole bytes.
  for (let i = 0; i < width * height; i++)
    pixels.fill((data[i >> 3]! >> (7 - (i & 7))) & 1 ? 255 : 0, i * 4, i * 4 + 4)
  assert.equal(jsQR(pixels, width, height)?.data, code)
})

test('the QR drawing of the page decodes to the ticket’s code and has a name', () => {
  const drawn = qrSvg(code, 'Ticket "1" of 2')
  assert.match(drawn, /role="img"\s+aria-label="Ticket &#34;1&#34; of 2"/)
  const size = Number(/viewBox="0 0 (\d+)/.exec(drawn)![1])
  const scale = 4
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of drawn.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < scale; row++) {
      const from = ((Number(y) * scale + row) * width + Number(x) * scale) * 4
      for (let i = 0; i < Number(length) * scale; i++)
        pixels.fill(0, from + i * 4, from + i * 4 + 3)
    }
  }
  assert.equal(jsQR(pixels, width, width)?.data, code)
})

test('the receipt is a PDF with the amounts, and opens no door', async () => {
  const view = exampleOrderView()
  const pdf = await receiptPdf(view)
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  const text = pdfText(pdf)
  for (const words of ['BASEMENT NINE', 'Receipt', 'ord_1', 'Ada', 'General admission', '€48.00']) {
    assert.ok(text.includes(words), words)
  }
  for (const secret of [view.order.secret, ...view.tickets.map((ticket) => ticket.code)]) {
    assert.ok(!text.includes(secret) && !pdf.includes(secret), 'a secret is in the receipt')
  }
})

test('the receipt of a booking names its lines by what they are', async () => {
  const view = exampleBookingView()
  const extra = { kind: 'extra_guests' as const, name: 'Table 7', quantity: 2 }
  const bottles = { kind: 'package' as const, name: 'Two bottles', quantity: 1 }
  const lines = [
    ...view.lines,
    { ...extra, unit_price_minor: 2000 },
    { ...bottles, unit_price_minor: 34_000 },
  ]
  const text = pdfText(await receiptPdf({ ...view, lines }))
  for (const words of ['Deposit, Table 7', 'Extra guests, Table 7']) assert.ok(text.includes(words))
  assert.match(text.replaceAll(/\s+/g, ' '), /Two bottles: Vodka · Twelve mixers/)
})

test('the receipt says what was charged, and on which day, whatever was ordered', async () => {
  const charge = { amount_minor: 15_000, currency: 'eur', at: new Date('2026-11-28T22:01:00Z') }
  const text = pdfText(await receiptPdf({ ...exampleBookingView(), charge }))
  assert.match(text, /Ordered\n€200\.00|€200\.00\nOrdered/)
  assert.match(text, /Total paid\n€150\.00|€150\.00\nTotal paid/)
  assert.match(text, /28 Nov 2026/)
  assert.doesNotMatch(text, /20 Nov/)
  const whole = pdfText(await receiptPdf(exampleBookingView()))
  assert.doesNotMatch(whole, /Ordered/)
})

test('the calendar of a booking and of a pass has the table and when to arrive', () => {
  const pass = { ...examplePass, name: 'Bob' }
  for (const file of [
    nightCalendar(exampleBookingView()),
    passCalendar(examplePassView({ pass })),
  ]) {
    const unfolded = file.replaceAll('\r\n ', '')
    assert.match(unfolded, /Table: Table 7\\, Gallery\\nArrive by: Sun 29 Nov\\, 00:00\\n/)
  }
  assert.match(passCalendar(examplePassView({ pass })), /UID:pas_1@/)
})

test('a receipt is on the paper of its country', async () => {
  const paper = async (country: string) => {
    const pdf = await receiptPdf({ ...exampleOrderView(), venue: { ...exampleVenue, country } })
    return /MediaBox \[([^\]]+)\]/.exec(pdf.toString('latin1'))?.[1]
  }
  assert.equal(await paper('DE'), '0 0 595.28 841.89')
  assert.equal(await paper('US'), '0 0 612 792')
})

test('text is printed as far as the font goes; a name is printed whole or left out', async () => {
  assert.equal(printable('Ołga Nguyễn'), 'Olga Nguyen')
  assert.equal(printable('Ðorđe\u0000 “ok” 5\u202f€'), 'Ðorde “ok” 5 €')
  assert.equal(printable('夜'), '?')
  for (const guest_name of ['Łukasz', 'Łukasz 夜 🎉']) {
    const text = pdfText(await receiptPdf(exampleOrderView({ guest_name })))
    assert.doesNotMatch(text, /ukasz|\?/)
    assert.ok(text.includes('@'), 'the address stands for it')
  }
  const text = pdfText(await receiptPdf(exampleOrderView({ guest_name: 'Zoë Müller' })))
  assert.ok(text.includes('Zoë Müller'))
})

test('the calendar file has both instants, a stable UID and the way to the tickets', () => {
  const view = exampleOrderView()
  const file = nightCalendar(view).replaceAll('\r\n ', '')
  const lines = file.split('\r\n')
  assert.equal(lines[0], 'BEGIN:VCALENDAR')
  for (const line of [
    'UID:ord_1@tickets.example',
    'DTSTART:20261128T220000Z',
    'DTEND:20261129T050000Z',
    'STATUS:CONFIRMED',
  ]) {
    assert.ok(lines.includes(line), line)
  }
  assert.match(file, /DESCRIPTION:Sat 28 Nov 2026\\, 23:00 – Sun 06:00\\n/)
  assert.ok(file.includes(`https://tickets.example/orders/ord_1/${view.order.secret}`))
  assert.equal(nightCalendar(view), nightCalendar(view))
})

test('a title cannot smuggle a line into the calendar file', () => {
  const view = exampleOrderView()
  const night = { ...view.night, title: 'One\r\nATTENDEE:mailto:x@example.com' }
  assert.doesNotMatch(nightCalendar({ ...view, night }), /^ATTENDEE/m)
})
