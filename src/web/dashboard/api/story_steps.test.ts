import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SEQUENCE, type StoryEntry } from '../../../story/index.ts'
import { storyWords } from '../../messages.ts'
import { penOf, sentenceOf, storySteps } from './story_steps.ts'

const at = new Date('2026-11-28T22:41:00Z')
const moment = at.toISOString()
/** Everything that any kind of entry tells of, together. */
const detail = {
  amount_minor: 4900,
  currency: 'eur',
  name: 'Early bird',
  night: 'Concrete Sundays',
  quantity: 2,
  unit_price_minor: 2450,
  ordinal: 1,
  heads: 4,
  intent: 'pi_1',
  payment: 'pay_1',
  expires_at: moment,
  capture_before: moment,
  evidence_due_at: moment,
  due_at: moment,
  retries: 2,
  reason: 'owner',
  requested_by: 'Noor',
  failure_reason: 'expired_or_canceled_card',
  admitted_by: 'North door',
  undone_by: 'Mona',
  card_brand: 'visa',
  card_last4: '0002',
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  state: 'no_show',
  type: 'payment_intent.succeeded',
  kind: 'mail_undelivered',
  about: 'mail_1',
  queue: 'order.fulfil',
  action: 'order.noted',
  actor: 'Mona',
  detail: { note: 'nte_1' },
}
const entryOf = (what: StoryEntry['what']) => ({ at, what, subject: 'x', detail }) as never
const note = { id: 'nte_1', order_id: 'x', body: 'She calls back', written_by: 'Mona' }

for (const locale of ['en-GB', 'es-ES'])
  test(`everything that can happen to an order has a sentence of its own in ${locale}`, () => {
    const pen = penOf(locale, 'Europe/Berlin')
    const told = SEQUENCE.map((what) => sentenceOf(storyWords(locale), entryOf(what), pen))
    for (const [n, sentence] of told.entries()) {
      const words = `${SEQUENCE[n]}: ${sentence}`
      assert.match(sentence, /^\S.*[.)]$/, words)
      assert.doesNotMatch(sentence, /undefined|null|NaN|\[object|\{|order\.noted/, words)
    }
    assert.equal(new Set(told).size, SEQUENCE.length)
  })

test('the two languages say nothing in the same words but names', () => {
  const say = (locale: string) =>
    SEQUENCE.filter((what) => what !== 'order.line').map((what) =>
      sentenceOf(storyWords(locale), entryOf(what), penOf('en-GB', 'Europe/Berlin')),
    )
  const [english, spanish] = [say('en'), say('es')]
  for (const [n, sentence] of english.entries()) assert.notEqual(sentence, spanish[n])
})

test('a declined card is told with its amount, its last four and a reason that a person knows', () => {
  const [step] = storySteps([entryOf('attempt.declined')], [], 'en-GB', 'Europe/Berlin')
  assert.equal(step?.sentence, 'Declined: €49 with visa ••0002 (not enough money on the card).')
  assert.equal(step?.tone, 'bad')
})

test('moments are told by the clock of the venue', () => {
  const [step] = storySteps([entryOf('payment.authorised')], [], 'en-GB', 'Asia/Tokyo')
  assert.match(step?.sentence ?? '', /Sun 29 Nov, 07:41/)
})

test('a note is told in the words of whoever wrote it', () => {
  const noted = [{ ...note, written_at: at }]
  const [step] = storySteps([entryOf('audit.noted')], noted, 'en-GB', 'Europe/Berlin')
  assert.equal(step?.sentence, 'Mona: Note.')
  assert.equal(step?.words, 'She calls back')
})

test('a mail that was sent is told once; the steps in between are details', () => {
  const entries = [entryOf('mail.queued'), entryOf('mail.sent'), entryOf('hold.made')]
  const steps = storySteps(entries, [], 'en-GB', 'Europe/Berlin')
  assert.deepEqual(
    steps.map(({ is_detail }) => is_detail),
    [true, false, true],
  )
})
