import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishGuestsCheckout, englishVipCheckout } from '../bookings.ts'
import { englishCheckout } from '../checkout.ts'
import { englishDashboard } from '../dashboard.ts'
import { englishDepositCheckout } from '../deposits.ts'
import { english } from '../english.ts'
import { englishRefusals } from '../refusals.ts'
import { spanishGuestsCheckout, spanishVipCheckout } from './bookings.ts'
import { spanishCheckout } from './checkout.ts'
import { spanishDashboard } from './dashboard.ts'
import { spanishDepositCheckout } from './deposits.ts'
import { spanishRefusals } from './refusals.ts'
import { spanish } from './spanish.ts'

const inEnglish = sentencesOf({
  pages: english,
  dashboard: englishDashboard,
  checkout: englishCheckout,
  vip: englishVipCheckout,
  guests: englishGuestsCheckout,
  deposit: englishDepositCheckout,
  refusals: englishRefusals,
})
const inSpanish = sentencesOf({
  pages: spanish,
  dashboard: spanishDashboard,
  checkout: spanishCheckout,
  vip: spanishVipCheckout,
  guests: spanishGuestsCheckout,
  deposit: spanishDepositCheckout,
  refusals: spanishRefusals,
})

/** Names put side by side, and words that both languages have. */
const THE_SAME = [
  'dashboard.orderColumns.9',
  'pages.bookings.at',
  'pages.bookings.lines.package',
  'pages.bookings.lines.table',
  'pages.checkout.total',
  'pages.order.total',
  'pages.tables.live.one',
]

test('every sentence there is in English is there in Spanish, with the same gaps', () => {
  assert.deepEqual([...inSpanish.keys()].toSorted(), [...inEnglish.keys()].toSorted())
  assert.ok(inEnglish.size > 400, `${inEnglish.size} sentences`)
  for (const [name, sentence] of inEnglish) {
    const translated = inSpanish.get(name) ?? ''
    for (const facts of factsFor(sentence)) {
      const said = say(translated, facts)
      const gaps = gapsOf(say(sentence, facts))
      assert.equal(gapsOf(said), gaps, `${name}: ${said}`)
    }
  }
})

test('no Spanish sentence is the English one', () => {
  const same = [...inEnglish].filter(([name, sentence]) =>
    factsFor(sentence).some(
      (facts) => say(inSpanish.get(name) ?? '', facts) === say(sentence, facts),
    ),
  )
  assert.deepEqual(same.map(([name]) => name).toSorted(), THE_SAME)
})

test('the words for money are never mixed', () => {
  const terms: [RegExp, RegExp][] = [
    [/\bdeposit\b/i, /\bdepósito\b/i],
    [/\bminimum spend\b/i, /\bconsumo mínimo\b/i],
    [/\btable price\b/i, /\bprecio de la mesa\b/i],
    [/\bdue at the door\b|\bstill due\b/i, /\bsaldo pendiente\b/i],
  ]
  for (const [name, sentence] of inEnglish) {
    const [facts = []] = factsFor(sentence)
    for (const [inOne, inOther] of terms) {
      const [one, other] = [say(sentence, facts), say(inSpanish.get(name) ?? '', facts)]
      if (inOne.test(one)) assert.match(other, inOther, name)
    }
  }
})

test('no gap of the checkout stands behind an article, which would depend on the hour', () => {
  for (const [name, sentence] of inSpanish)
    if (typeof sentence === 'string') assert.doesNotMatch(sentence, /\b(?:las?|el|los) \{/, name)
})

/** A name that is all there is to say is given back as it came. */
type Sentence = string | ((...facts: unknown[]) => unknown)

/** All sentences of a catalogue by their path. */
function sentencesOf(catalogue: object, path = ''): Map<string, Sentence> {
  const found = Object.entries(catalogue).flatMap(([name, value]): [string, Sentence][] => {
    const below = path ? `${path}.${name}` : name
    return typeof value === 'object'
      ? [...sentencesOf(value as object, below)]
      : [[below, value as Sentence]]
  })
  return new Map(found)
}

const say = (sentence: Sentence, facts: unknown[]) =>
  typeof sentence === 'string' ? sentence : String(sentence(...facts))

/**
 * What a sentence may be given, in every combination: words, no words, counts that languages treat
 * alike or not, and facts by their names, all or none.
 */
function factsFor(sentence: Sentence): unknown[][] {
  const places = typeof sentence === 'string' ? 0 : sentence.length
  let all: unknown[][] = [[]]
  for (let place = 0; place < places; place++)
    all = all.flatMap((before) =>
      [`⟦${place}⟧`, '', 1, 940 + place, 950, named, {}].map((fact) => [...before, fact]),
    )
  return all
}

const named = {
  at: '⟦at⟧',
  by: '⟦by⟧',
  night: '⟦night⟧',
  time: '⟦time⟧',
  email: '⟦email⟧',
  table: '⟦table⟧',
  effect: '⟦effect⟧',
  amount: '⟦amount⟧',
  left: 961,
  max: 962,
}

/** What was put into a sentence, and what the browser is to put in. */
const gapsOf = (said: string) =>
  (said.match(/⟦\w+⟧|\{\w+\}|\b9[4-6]\d\b/g) ?? []).toSorted().join(' ')
