import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkoutMessages, messagesFor, refusalCodes, refusalSentence } from './messages.ts'

const kinds = ['ga', 'vip', 'vip_guests'] as const

const say = (refused: string, detail?: Record<string, string | number>, locale = 'en') =>
  refusalSentence({ refused, detail }, locale, 'Europe/Berlin')

test('every refusal has a sentence, with and without its numbers', () => {
  for (const code of refusalCodes) {
    for (const detail of [
      undefined,
      { left: 2, max: 8, at: '2026-12-04T11:00:00Z', by: 'North door', night: 'Loud' },
      { amount_minor: 15_000, currency: 'eur' },
    ]) {
      for (const locale of ['en', 'es']) {
        const sentence = say(code, detail, locale)
        assert.match(sentence, /^[A-Z].*\.$/, code)
        assert.doesNotMatch(sentence, /undefined|NaN|Invalid|null/, code)
      }
    }
  }
})

test('a refusal names its numbers and times in the venue’s zone', () => {
  assert.equal(say('not_enough_left', { left: 2 }), 'Only 2 left. Please choose fewer.')
  assert.equal(say('too_many', { max: 8 }), 'An order can hold up to 8 tickets.')
  assert.equal(
    say('sale_not_started', { at: '2026-12-04T11:00:00Z' }),
    'The sale starts Fri 4 Dec, 12:00.',
  )
  assert.equal(say('sale_not_started', { at: '' }), 'The sale has not started yet.')
})

test('what tickets and tables share is refused without naming tickets; nobody is sent to a host', () => {
  const shared = [
    'booking_over',
    'hold_expired',
    'night_not_on_sale',
    'order_changed',
    'sale_ended',
    'sale_not_started',
  ]
  for (const code of shared) assert.doesNotMatch(say(code), /ticket|host/i, code)
})

test('a refusal names its money', () => {
  assert.match(
    say('door_money_taken', { amount_minor: 15_050, currency: 'eur' }),
    /^Give back €150\.50 that/,
  )
})

test('the door is told when, by whom and for which night', () => {
  const at = '2026-11-28T22:41:00Z'
  assert.equal(
    say('already_admitted', { at, by: 'North door' }),
    'This ticket was let in already, Sat 28 Nov, 23:41, by North door.',
  )
  assert.equal(
    say('other_night', { at, night: 'Tender Machines' }),
    'This ticket is for another night: Tender Machines, doors Sat 28 Nov, 23:41.',
  )
  assert.equal(
    say('ticket_refunded', { at }),
    'This ticket was refunded, Sat 28 Nov, 23:41, and does not count any more.',
  )
})

test('a code that nobody foresaw says that it is our side', () => {
  assert.equal(say('constructor'), say('internal'))
})

test('a locale without sentences of its own gets English', () => {
  for (const locale of ['en-US', 'xx', '', 'constructor', '__proto__']) {
    assert.equal(messagesFor(locale), messagesFor('en'))
    for (const kind of kinds)
      assert.deepEqual(
        checkoutMessages(locale, kind, 'automatic'),
        checkoutMessages('en', kind, 'automatic'),
      )
  }
})

for (const [kind, capture] of kinds.flatMap(
  (one) =>
    [
      [one, 'automatic'],
      [one, 'manual'],
    ] as const,
)) {
  test(`${kind}, ${capture}: the sentences that the owner decided are word for word`, () => {
    const messages = checkoutMessages('en', kind, capture)
    assert.equal(messages.payment_failed, 'Payment failed. Please try again.')
    assert.equal(messages.retry, 'Retry')
    assert.equal(messages.try_again, 'Try again')
    // Nothing is paid where the card is charged later, and the page must not speak of paying.
    const isNow = capture === 'automatic'
    const processing = isNow ? 'Processing your payment…' : 'Reserving it on your card…'
    const waiting = isNow ? 'Not paid yet, held until {time}' : 'Not booked yet, held until {time}'
    assert.deepEqual([messages.processing, messages.not_paid_yet], [processing, waiting])
    assert.equal(messages.checking, 'Checking with your bank. You will not be charged twice.')
  })

  test(`${kind}, ${capture}: the checkout’s sentences survive JSON`, () => {
    const messages = checkoutMessages('en', kind, capture)
    assert.deepEqual(JSON.parse(JSON.stringify(messages)), messages)
  })
}
