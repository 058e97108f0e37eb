import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishFrame } from '../../../messages/app/frame.ts'
import { spanishFrame } from '../../../messages/app/spanish/frame.ts'
import { agoInWords } from './ago_words.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

test('how long ago something was is said in the unit that a person would use', () => {
  const said = (ms: number) => agoInWords(englishFrame.ago, ms)
  assert.deepEqual(
    [-5 * SECOND, 2 * SECOND, 20 * SECOND, 89 * SECOND, 90 * SECOND, 89 * MINUTE].map(said),
    ['just now', 'just now', '20 s ago', '89 s ago', '2 min ago', '89 min ago'],
  )
  assert.deepEqual([90 * MINUTE, 35 * HOUR, 36 * HOUR, 24 * 3 * HOUR].map(said), [
    '2 h ago',
    '35 h ago',
    '2 days ago',
    '3 days ago',
  ])
  assert.equal(agoInWords(spanishFrame.ago, 24 * 3 * HOUR), 'hace 3 días')
})
