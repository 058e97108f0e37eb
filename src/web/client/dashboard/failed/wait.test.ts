import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishFailed } from '../../../messages/app/failed.ts'
import { waitInWords } from './wait.ts'

const count = (value: number) => new Intl.NumberFormat('en').format(value)

for (const [ms, words] of [
  [0, '0 ms'],
  [990, '990 ms'],
  [1000, '1 s'],
  [1540, '1.5 s'],
  [89_990, '90 s'],
  [90_000, '2 min'],
  [5_399_000, '90 min'],
  [5_400_000, '1.5 h'],
  [90_000_000, '25 h'],
] as const)
  test(`${ms} ms of waiting are told as ${words}`, () => {
    assert.equal(waitInWords(englishFailed, count, ms), words)
  })
