import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleNight, examplePass, examplePassView } from './example_views.ts'
import { overOf, passPage, type PassOver } from './pass.ts'
import type { PassView } from './party_view.ts'

const words = (page: string) => page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

const ends: [PassOver, RegExp][] = [
  ['released', /This is over This party’s evening is over\. Thank you for coming/],
  ['cancelled', /Not valid any more This party’s booking is cancelled/],
  ['no_show', /Not valid any more Nobody of this party came in time/],
  ['night_over', /This is over This night is over/],
  ['night_cancelled', /Cancelled This night is cancelled/],
]
for (const [over, sentence] of ends) {
  test(`a pass says what is over (${over}), void or not, and sends nobody for a new link`, () => {
    const voided = ['refunded', 'revoked', 'cancelled'] as const
    const passes: PassView[] = [
      examplePass,
      ...voided.map((voided_reason) => ({
        ...examplePass,
        state: 'voided' as const,
        voided_reason,
      })),
    ]
    for (const pass of passes) {
      const text = words(passPage(examplePassView({ pass, over })))
      assert.match(text, sentence)
      assert.doesNotMatch(text, /new link/)
      if (over !== 'released') assert.doesNotMatch(text, /Thank you for coming/)
    }
  })
}

test('only of a pass that was taken back a new link is to be had', () => {
  const textOf = (voided_reason: PassView['voided_reason']) =>
    words(passPage(examplePassView({ pass: { ...examplePass, state: 'voided', voided_reason } })))
  assert.match(textOf('revoked'), /Ask Ada for a new link/)
  assert.match(textOf('refunded'), /does not open the door any more\. Ada can tell you why/)
  assert.doesNotMatch(textOf('refunded'), /new link/)
})

test('a night that is cancelled is told before what became of the booking, its end after', () => {
  const booking = { state: 'confirmed' } as const
  assert.equal(overOf(booking, exampleNight), null)
  const cancelled = { ...exampleNight, state: 'cancelled' } as const
  for (const state of ['confirmed', 'cancelled', 'released'] as const)
    assert.equal(overOf({ state }, cancelled), 'night_cancelled')
  const over = { ...exampleNight, is_over: true }
  assert.equal(overOf(booking, over), 'night_over')
  assert.equal(overOf({ state: 'no_show' }, over), 'no_show')
})
